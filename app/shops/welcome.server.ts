import type { Id } from "~/kit/id";
import { adminClient } from "~/platform/admin-client.server";
import { startOfWork } from "~/platform/clock.server";
import { database } from "~/platform/db.server";
import { deskOf, transaction, type Desk } from "~/platform/desk.server";
import { newId } from "~/platform/id.server";
import { announce } from "~/platform/jobs.server";

import type { ShopEvent } from "./events";
import { shopFacts, type ShopFacts } from "./shopify.server";

/**
 * Makes the shop's row when its first agent opens the app, or wakes it up after a reinstall, and announces
 * it once. May be called again at any time and by several people at once.
 * @throws Unavailable when the Admin API does not answer.
 */
export async function welcomeShop(domain: string): Promise<void> {
  const facts = await shopFacts(adminClient(domain, "waiting"));
  const shop = await knownShop(domain, facts);
  const desk = deskOf({ ...shop, id: shop.id as Id<"Shop"> }, { kind: "system" });
  await transaction(desk, async (inside) => {
    const moved = await inside.db.shop.updateMany({
      // By its name, too: a row that was erased meanwhile has lost it, and stays closed.
      where: { domain, uninstalledAt: { not: null } },
      data: { uninstalledAt: null, installedAt: desk.now },
    });
    if (moved.count > 0) await announce(inside, { type: "shop.welcomed" } satisfies ShopEvent);
  });
}

/** The shop's row with the facts of today; a new one counts as closed until it is welcomed. */
function knownShop(domain: string, facts: ShopFacts) {
  const now = startOfWork();
  return database().shop.upsert({
    where: { domain },
    create: { ...facts, domain, id: newId(), scopes: [], installedAt: now, uninstalledAt: now },
    update: facts,
  });
}

/** Writes again what the merchant may have changed in Shopify's own settings. */
export async function refreshShop(desk: Desk): Promise<void> {
  const facts = await shopFacts(desk.shopify);
  await desk.db.shop.update({ where: { id: desk.shopId }, data: facts });
}

/** Notes what the merchant has granted. */
export async function noteScopes(desk: Desk, { scopes }: { scopes: string[] }): Promise<void> {
  await transaction(desk, ({ db }) => db.shop.update({ where: { id: desk.shopId }, data: { scopes } }));
}
