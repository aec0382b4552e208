import { identify } from "~/conversations/link.server";
import type { Desk } from "~/platform/desk.server";
import { env } from "~/platform/env.server";
import { take } from "~/platform/limits.server";
import { settingsOf } from "~/shops/settings";

import { limits } from "./limits";
import { networkOf } from "./lookup";
import type { Presence } from "./presence";
import { presenceFor } from "./presence.server";
import { refused, type Refused } from "./refusal";
import { writeVisitorToken } from "./visitor/token.server";
import { isKnownToken, welcomeVisitor, type Introduction } from "./visitor/welcome.server";

export type OpenedSession = {
  readonly token: string;
  readonly expiresAt: string;
  readonly refresh: string;
  readonly apiUrl: string;
  readonly shop: { readonly name: string };
  readonly presence: Presence;
  readonly customer: { readonly name: string } | null;
  readonly contactUrl: string;
};

/** Opens the chat for whoever stands at the storefront, and gives them a token for a quarter of an hour. */
export async function openSession(
  desk: Desk,
  who: Introduction & { readonly address: string },
): Promise<OpenedSession | Refused> {
  const wait = await mustWait(desk, who);
  if (wait !== null) return refused("slow-down", wait);
  const { visitor, refresh } = await welcomeVisitor(desk, who);
  if (who.customerId && visitor.emailProvenAt) await identifySignedIn(desk, visitor);
  const { token, expiresAt } = await writeVisitorToken(desk, visitor);
  return {
    token,
    expiresAt: expiresAt.toISOString(),
    refresh,
    apiUrl: env().SHOPIFY_APP_URL,
    shop: { name: desk.shop.name },
    presence: await presenceFor(desk, who.locale),
    customer: visitor.customerId && visitor.name ? { name: visitor.name } : null,
    contactUrl: settingsOf(desk).contactUrl,
  };
}

/** Seconds that a stranger must wait while too many of them come; null for everybody we know. */
async function mustWait(desk: Desk, who: Introduction & { address: string }): Promise<number | null> {
  if (who.customerId || (who.refresh && (await isKnownToken(desk, who.refresh)))) return null;
  const network = await take(limits.network, `${desk.shopId}:${networkOf(who.address)}`);
  if (!network.allowed) return network.retryAfterSeconds;
  const shop = await take(limits.visitors, desk.shopId);
  return shop.allowed ? null : shop.retryAfterSeconds;
}

type SignedIn = { id: string; name: string | null; email: string | null; customerId: string | null };

/** A conversation begun as a guest belongs to the customer from now on. */
async function identifySignedIn(desk: Desk, { id, name, email, customerId }: SignedIn): Promise<void> {
  const unproven = await desk.db.conversation.count({
    where: {
      visitorId: id,
      status: { not: "closed" },
      OR: [{ identityProven: false }, { customerId: null }],
    },
  });
  if (unproven > 0) await identify(desk, { visitorId: id }, { customerId, email, name, proven: true });
}
