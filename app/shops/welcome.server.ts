import { adminClient } from "~/platform/admin-client.server";
import { startOfWork } from "~/platform/clock.server";
import { database } from "~/platform/db.server";
import { openDesk, type Desk } from "~/platform/desk.server";
import { newId } from "~/platform/id.server";
import { announce } from "~/platform/jobs.server";
import { transaction } from "~/platform/desk.server";

import type { ShopEvent } from "./events";
import { shopFacts, type ShopFacts } from "./shopify.server";

/**
 * Makes the shop's row when its first agent opens the app, or wakes it up after a reinstall, and announces
 * it once. May be called again at any time and by several people at once.
 * @throws Unavailable when the Admin API does not answer.
 */
export async function welcomeShop(domain: string): Promise<void> {
  const facts = await shopFacts(adminClient(domain));
  const isNew = await moveIn(domain, facts);
  if (!isNew) return;
  const desk = await openDesk({ domain }, { kind: "system" });
  await announce(desk, { type: "shop.welcomed" } satisfies ShopEvent);
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

async function moveIn(domain: string, facts: ShopFacts): Promise<boolean> {
  const installedAt = startOfWork();
  const [row] = await database().$queryRaw<{ isNew: boolean }[]>`
    WITH known AS (SELECT "uninstalledAt" FROM "shops" WHERE "domain" = ${domain} FOR UPDATE),
    saved AS (
      INSERT INTO "shops" ("id", "domain", "name", "email", "currency", "timezone", "storefrontUrl", "scopes", "installedAt")
      VALUES (${newId()}::uuid, ${domain}, ${facts.name}, ${facts.email}, ${facts.currency}, ${facts.timezone},
        ${facts.storefrontUrl}, '{}', ${installedAt})
      ON CONFLICT ("domain") DO UPDATE SET
        "name" = EXCLUDED."name", "email" = EXCLUDED."email", "currency" = EXCLUDED."currency",
        "timezone" = EXCLUDED."timezone", "storefrontUrl" = EXCLUDED."storefrontUrl",
        "installedAt" = CASE WHEN "shops"."uninstalledAt" IS NULL THEN "shops"."installedAt" ELSE EXCLUDED."installedAt" END,
        "uninstalledAt" = NULL
      RETURNING "xmax" = 0 AS "inserted"
    )
    SELECT "inserted" OR EXISTS (SELECT FROM known WHERE "uninstalledAt" IS NOT NULL) AS "isNew" FROM saved`;
  return row?.isNew ?? false;
}
