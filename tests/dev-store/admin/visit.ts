import type { Ask } from "../http.ts";
import { handleOf, shopWithHandle } from "../platform.ts";
import type { Platform } from "../platform.ts";
import type { StaffMember } from "../state/shop.ts";
import type { Store } from "../store.ts";

/** One request to the admin of one shop, by one member of its staff. */
export type Visit = {
  readonly platform: Platform;
  readonly store: Store;
  readonly staff: StaffMember;
  readonly ask: Ask;
  /** The address of a page of this admin, for the same person. */
  to(path: string): string;
};

/**
 * Who is asking for what. The signed-in person stands in the address (`?as=paolo`), not in a cookie, so that two
 * windows of one browser can be two people; without it, the account owner is asking.
 */
export function visitOf(platform: Platform, ask: Ask): Visit | null {
  const store = shopWithHandle(platform, ask.params.shop ?? "");
  const team = [...(store?.staff.values() ?? [])];
  const owner = team.find((member) => member.accountOwner) ?? team[0];
  if (!store || !owner) return null;
  const wanted = ask.url.searchParams.get("as") ?? "";
  const staff = team.find((member) => nickname(member) === wanted) ?? owner;
  const as = staff === owner ? "" : nickname(staff);
  return { platform, store, staff, ask, to: (path) => withPerson(`/store/${handleOf(store)}${path}`, as) };
}

/** How a person is named in addresses. */
export function nickname(member: StaffMember): string {
  return member.firstName.toLowerCase();
}

function withPerson(path: string, as: string): string {
  if (!as) return path;
  const [before = "", hash] = path.split("#");
  return `${before}${before.includes("?") ? "&" : "?"}as=${encodeURIComponent(as)}${hash ? `#${hash}` : ""}`;
}
