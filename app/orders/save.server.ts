import { storableJson } from "~/kit/text";
import type { Desk } from "~/platform/desk.server";

import type { Order } from "./order";
import { NEVER, rowsFrom } from "./rows";

/**
 * Writes orders with everything below them, one or five hundred alike, inside the caller's transaction.
 * What was read from Shopify earlier never overwrites what was read of a later state: `updatedAt` decides,
 * and between two readings of one second the later reading. Gives the ids that were written.
 * @param readAt when the reading began; null for a bulk file, which is older than any reading
 */
export async function saveOrders(
  desk: Desk,
  orders: readonly Order[],
  readAt: Date | null,
): Promise<string[]> {
  if (orders.length === 0) return [];
  const sorted = [...orders].sort((a, b) => (a.id < b.id ? -1 : 1)).map(rowsFrom);
  const written = await saveHeads(
    desk,
    sorted.map(({ order }) => order),
    readAt ?? NEVER,
  );
  if (written.length === 0) return [];
  const kept = new Set(written);
  const below = sorted.filter(({ order }) => kept.has(order.id));
  await clear(desk, written);
  await saveLines(
    desk,
    below.flatMap(({ lines }) => lines),
  );
  await saveParcels(
    desk,
    below.flatMap(({ parcels }) => parcels),
  );
  await saveRefunds(
    desk,
    below.flatMap(({ refunds }) => refunds),
  );
  return written;
}

type Rows = ReturnType<typeof rowsFrom>;

async function saveHeads(desk: Desk, rows: Rows["order"][], readAt: Date): Promise<string[]> {
  const written = await desk.db.$queryRaw<{ id: string }[]>`
    INSERT INTO "orders" AS known ("shopId", "id", "name", "nameKey", "customerId", "email", "phone",
      "financialStatus", "fulfillmentStatus", "returnStatus", "cancelledAt", "closedAt", "placedAt", "updatedAt",
      "currency", "customerCurrency", "totalMinor", "totalCustomerMinor", "refundedMinor", "details", "tags",
      "note", "promisedAt", "deliveredAt", "pulledAt")
    SELECT ${desk.shopId}::uuid, "id", "name", "nameKey", "customerId", "email", "phone",
      "financialStatus", "fulfillmentStatus", "returnStatus", "cancelledAt", "closedAt", "placedAt", "updatedAt",
      "currency", "customerCurrency", "totalMinor", "totalCustomerMinor", "refundedMinor", "details", "tags",
      "note", "promisedAt", "deliveredAt", ${readAt}
    FROM json_to_recordset(${storableJson(rows)}::json) AS seen("id" text, "name" text, "nameKey" text, "customerId" text,
      "email" text, "phone" text, "financialStatus" text, "fulfillmentStatus" text, "returnStatus" text,
      "cancelledAt" timestamp, "closedAt" timestamp, "placedAt" timestamp, "updatedAt" timestamp, "currency" text,
      "customerCurrency" text, "totalMinor" bigint, "totalCustomerMinor" bigint, "refundedMinor" bigint,
      "details" jsonb, "tags" text[], "note" text, "promisedAt" timestamp, "deliveredAt" timestamp)
    ON CONFLICT ("shopId", "id") DO UPDATE SET "name" = EXCLUDED."name", "nameKey" = EXCLUDED."nameKey",
      "customerId" = EXCLUDED."customerId", "email" = EXCLUDED."email", "phone" = EXCLUDED."phone",
      "financialStatus" = EXCLUDED."financialStatus", "fulfillmentStatus" = EXCLUDED."fulfillmentStatus",
      "returnStatus" = EXCLUDED."returnStatus", "cancelledAt" = EXCLUDED."cancelledAt",
      "closedAt" = EXCLUDED."closedAt", "placedAt" = EXCLUDED."placedAt", "updatedAt" = EXCLUDED."updatedAt",
      "currency" = EXCLUDED."currency", "customerCurrency" = EXCLUDED."customerCurrency",
      "totalMinor" = EXCLUDED."totalMinor", "totalCustomerMinor" = EXCLUDED."totalCustomerMinor",
      "refundedMinor" = EXCLUDED."refundedMinor", "details" = EXCLUDED."details", "tags" = EXCLUDED."tags",
      "note" = EXCLUDED."note", "promisedAt" = EXCLUDED."promisedAt", "deliveredAt" = EXCLUDED."deliveredAt",
      "pulledAt" = EXCLUDED."pulledAt"
    WHERE (known."updatedAt", known."pulledAt") <= (EXCLUDED."updatedAt", EXCLUDED."pulledAt")
    RETURNING "id"`;
  return written.map(({ id }) => id);
}

/** What hangs below an order is replaced as a whole: Shopify deletes lines, events and parcels too. */
async function clear(desk: Desk, orderIds: string[]): Promise<void> {
  const where = { orderId: { in: orderIds } };
  await desk.db.orderLine.deleteMany({ where });
  await desk.db.fulfillment.deleteMany({ where });
  await desk.db.refund.deleteMany({ where });
}

async function saveLines(desk: Desk, rows: Rows["lines"]): Promise<void> {
  if (rows.length === 0) return;
  await desk.db.$executeRaw`
    INSERT INTO "order_lines" ("shopId", "id", "orderId", "position", "title", "variantTitle", "sku", "productId",
      "variantId", "imageUrl", "tags", "productType", "collections", "quantity", "currentQuantity", "refundableQuantity", "fulfilledQuantity",
      "unitPriceMinor", "discountMinor", "taxMinor", "totalMinor", "currency", "customerUnitMinor",
      "customerTotalMinor", "customerCurrency", "requiresShipping")
    SELECT ${desk.shopId}::uuid, "id", "orderId", "position", "title", "variantTitle", "sku", "productId",
      "variantId", "imageUrl", "tags", "productType", "collections", "quantity", "currentQuantity", "refundableQuantity", "fulfilledQuantity",
      "unitPriceMinor", "discountMinor", "taxMinor", "totalMinor", "currency", "customerUnitMinor",
      "customerTotalMinor", "customerCurrency", "requiresShipping"
    FROM json_to_recordset(${storableJson(rows)}::json) AS seen("id" text, "orderId" text, "position" int, "title" text,
      "variantTitle" text, "sku" text, "productId" text, "variantId" text, "imageUrl" text, "tags" text[],
      "productType" text, "collections" text[], "quantity" int, "currentQuantity" int, "refundableQuantity" int, "fulfilledQuantity" int,
      "unitPriceMinor" bigint, "discountMinor" bigint, "taxMinor" bigint, "totalMinor" bigint, "currency" text,
      "customerUnitMinor" bigint, "customerTotalMinor" bigint, "customerCurrency" text, "requiresShipping" boolean)`;
}

async function saveParcels(desk: Desk, rows: Rows["parcels"]): Promise<void> {
  if (rows.length === 0) return;
  await desk.db.$executeRaw`
    INSERT INTO "fulfillments" ("shopId", "id", "orderId", "name", "status", "displayStatus", "carrier",
      "trackingNumber", "trackingUrl", "promisedAt", "inTransitAt", "deliveredAt", "createdAt", "updatedAt",
      "lines", "events")
    SELECT ${desk.shopId}::uuid, "id", "orderId", "name", "status", "displayStatus", "carrier",
      "trackingNumber", "trackingUrl", "promisedAt", "inTransitAt", "deliveredAt", "createdAt", "updatedAt",
      "lines", "events"
    FROM json_to_recordset(${storableJson(rows)}::json) AS seen("id" text, "orderId" text, "name" text, "status" text,
      "displayStatus" text, "carrier" text, "trackingNumber" text, "trackingUrl" text, "promisedAt" timestamp,
      "inTransitAt" timestamp, "deliveredAt" timestamp, "createdAt" timestamp, "updatedAt" timestamp,
      "lines" jsonb, "events" jsonb)`;
}

async function saveRefunds(desk: Desk, rows: Rows["refunds"]): Promise<void> {
  if (rows.length === 0) return;
  await desk.db.$executeRaw`
    INSERT INTO "refunds" ("shopId", "id", "orderId", "returnId", "totalMinor", "currency", "customerTotalMinor",
      "customerCurrency", "note", "createdAt", "lines", "transactions")
    SELECT ${desk.shopId}::uuid, "id", "orderId", "returnId", "totalMinor", "currency", "customerTotalMinor",
      "customerCurrency", "note", "createdAt", "lines", "transactions"
    FROM json_to_recordset(${storableJson(rows)}::json) AS seen("id" text, "orderId" text, "returnId" text,
      "totalMinor" bigint, "currency" text, "customerTotalMinor" bigint, "customerCurrency" text, "note" text,
      "createdAt" timestamp, "lines" jsonb, "transactions" jsonb)`;
}
