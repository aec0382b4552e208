import { Prisma } from "@prisma/client";

import { containing, orderKey, storable } from "~/kit/text";
import type { Desk } from "~/platform/desk.server";

/** Which returns a page of them shows; null and "" for all. */
export type Filter = {
  /** A return's or an order's number, or part of a customer's name or address, or of a product's title. */
  readonly search: string;
  /** Shopify's handle of a reason. */
  readonly reason: string | null;
  readonly by: Asker | null;
};
/** Who asked for a return; "shopify": somebody in Shopify's own admin. */
export const askers = ["shopper", "agent", "shopify"] as const;
export type Asker = (typeof askers)[number];

export const everything: Filter = { search: "", reason: null, by: null };

/** The condition on `"returns" r`, pinned to the desk's shop; returns that Shopify has not confirmed stay out. */
export function matching({ shopId }: Desk, { search, reason, by }: Filter): Prisma.Sql {
  const all = [Prisma.sql`r."shopId" = ${shopId}::uuid AND r."shopifyId" IS NOT NULL`];
  if (by) all.push(Prisma.sql`r."requestedBy" LIKE ${`${by}%`}`);
  if (reason) all.push(hasLine(Prisma.sql`l."reason" = ${reason}`));
  const term = storable(search).slice(0, 200).trim();
  if (term !== "") all.push(mentions(term));
  return Prisma.join(all, " AND ");
}

function mentions(term: string): Prisma.Sql {
  const like = containing(term);
  return Prisma.sql`(r."name" ILIKE ${like}
    OR EXISTS (SELECT 1 FROM "orders" o LEFT JOIN "customers" c ON c."shopId" = o."shopId" AND c."id" = o."customerId"
      WHERE o."shopId" = r."shopId" AND o."id" = r."orderId"
        AND (o."nameKey" = ${orderKey(term)} OR o."email" ILIKE ${like} OR c."name" ILIKE ${like} OR c."email" ILIKE ${like}))
    OR ${hasLine(Prisma.sql`l."title" ILIKE ${like}`)})`;
}

function hasLine(fits: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT 1 FROM "return_lines" l
    WHERE l."shopId" = r."shopId" AND l."returnId" = r."id" AND ${fits})`;
}
