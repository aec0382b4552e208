import { staffBehind } from "~/http/session-token.server";

import type { TestDesk } from "../../support/desk.ts";
import { office, staff } from "../../support/internet.ts";
import type { Door } from "./house.ts";

const numbers = new Map<string, string>();

/** Somebody of the team in this role, known to the store as staff; the same role is the same person at every shop. */
export async function hire(shop: TestDesk, role: string): Promise<void> {
  const id = numbers.get(role) ?? String(9_000 + numbers.size);
  numbers.set(role, id);
  if (!staff.some((person) => person.id === id)) {
    const who = { id, firstName: role, lastName: "Example", email: `${role}@example.com`, locale: "en" };
    staff.push({ ...who, accountOwner: false });
  }
  const known = await shop.desk.db.agent.findFirst({ where: { shopifyUserId: id } });
  if (known) return;
  const seated = await shop.asAgent(`${role} Example`, "agent");
  const agentId = seated.actor.kind === "agent" ? seated.actor.id : "";
  await shop.desk.db.agent.updateMany({ where: { id: agentId }, data: { role, shopifyUserId: id } });
}

/** A session token as App Bridge gives it to this person's browser; good for a minute. */
export async function tokenFor(shop: TestDesk, role: string): Promise<string> {
  const person = staff.find(({ id }) => id === numbers.get(role));
  if (!person) throw new Error(`Nobody is hired as ${role}`);
  const token = await office.idToken(shop.desk.shop.domain, person);
  if (!(await staffBehind(token))) throw new Error("The token is not good");
  return token;
}

export type AtDoor = {
  readonly door: Door;
  readonly token: string;
  readonly method?: "GET" | "POST";
  readonly body?: object;
  /** What stands for every parameter of the address. */
  readonly id: string;
  readonly query?: string;
  /** A page's data alone, as Remix asks for it when somebody navigates. */
  readonly asData?: boolean;
};

/** A request to this door as the admin's frame sends it. */
export function atDoor({
  door,
  token,
  method = "GET",
  body,
  id,
  query = "",
  asData = false,
}: AtDoor): Request {
  const place = door.address.replace(/:\w+/g, id) + (asData ? ".data" : "");
  const search = query || indexOf(door, asData && method === "GET");
  const address = `http://localhost:4404${place}${search}`;
  const headers = {
    authorization: `Bearer ${token}`,
    "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0",
    ...(method === "POST" ? { "content-type": "application/json" } : {}),
  };
  return new Request(address, {
    method,
    headers,
    ...(method === "POST" ? { body: JSON.stringify(body) } : {}),
  });
}

/** How Remix is told that an index page is meant and not the layout around it; asking for data, both are meant. */
const indexOf = ({ isIndex }: Door, isBoth: boolean) => (isIndex && !isBoth ? "?index" : "");
