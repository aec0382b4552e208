import { database } from "~/platform/db.server";
import { forgetStrayWork } from "~/platform/work/forget.server";

import { eraseAudit, eraseDeliveries, tablesOfShops } from "./shop.server";

/**
 * Rows that a job wrote while its shop was being erased, deliveries that came meanwhile, and jobs that name a shop that
 * is no more. Gives how many rows there were.
 */
export async function eraseStrays(): Promise<number> {
  let gone = 0;
  for (const table of [...(await tablesOfShops()), "outbox"]) {
    for (const shopId of await unknownShops(table)) {
      const drop = `DELETE FROM "${table}" WHERE "shopId" = $1::uuid`;
      gone += await database().$executeRawUnsafe(drop, shopId);
    }
  }
  for (const shopId of await unknownShops("audit")) gone += await eraseAudit(shopId);
  const names = await database().$queryRaw<{ shop: string }[]>`
    SELECT DISTINCT "shop" FROM "webhook_deliveries" d
    WHERE "handledAt" IS NOT NULL AND NOT EXISTS (SELECT FROM "shops" WHERE "domain" = d."shop")`;
  for (const { shop } of names) await eraseDeliveries(shop);
  return gone + (await forgetStrayWork());
}

/** Leaps from shop to shop through the table's key: as many steps as there are shops. */
async function unknownShops(table: string): Promise<string[]> {
  const rows = await database().$queryRawUnsafe<{ shopId: string }[]>(`
    WITH RECURSIVE leap("shopId") AS (
      (SELECT "shopId" FROM "${table}" ORDER BY "shopId" LIMIT 1)
      UNION ALL
      SELECT (SELECT "shopId" FROM "${table}" WHERE "shopId" > leap."shopId" ORDER BY "shopId" LIMIT 1)
      FROM leap WHERE leap."shopId" IS NOT NULL
    )
    SELECT "shopId"::text AS "shopId" FROM leap
    WHERE "shopId" IS NOT NULL AND NOT EXISTS (SELECT FROM "shops" WHERE "id" = leap."shopId")`);
  return rows.map(({ shopId }) => shopId);
}
