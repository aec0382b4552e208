import type { Clock } from "./clock.ts";
import type { AppConfig } from "./config.ts";
import type { Mailbox } from "./mailbox/mailbox.ts";
import type { StaffMember } from "./state/shop.ts";
import type { Store } from "./store.ts";
import type { ThemeState } from "./theme/settings.ts";
import type { Staff, TokenOffice } from "./tokens.ts";
import type { Webhooks } from "./webhooks.ts";

/** One stand-in Shopify: its shops, the one app it knows, and everything between them. */
export type Platform = {
  readonly config: AppConfig;
  readonly secret: string;
  readonly clock: Clock;
  readonly office: TokenOffice;
  readonly webhooks: Webhooks;
  readonly mailbox: Mailbox;
  readonly shops: ReadonlyMap<string, Store>;
  /** What merchants set in the theme editor, by shop. */
  readonly themes: Map<string, ThemeState>;
  /** `url`: where browsers and Shopify reach the app (the tunnel, if there is one); `listens`: where it runs. */
  readonly app: { url: string; listens: string };
  readonly urls: { readonly admin: string; readonly mailbox: string };
};

/** The shop behind `/store/<handle>`. */
export function shopWithHandle(platform: Platform, handle: string): Store | null {
  return platform.shops.get(`${handle}.myshopify.com`) ?? null;
}

export function handleOf(store: Store): string {
  return store.domain.replace(".myshopify.com", "");
}

/** The staff as tokens name them: by number, as the Admin API and session tokens do. */
export function staffOf(store: Store | undefined): Staff[] {
  return [...(store?.staff.values() ?? [])].map((member) => ({ ...member, id: numberOf(member) }));
}

function numberOf(member: StaffMember): string {
  return member.id.split("/").at(-1) ?? "";
}
