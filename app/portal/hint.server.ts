import type { Desk } from "~/platform/desk.server";
import { publishAll } from "~/platform/live.server";

/** An order has changed: the open chats of whoever has proven it, or talks about it, show it afresh. */
export async function hintOrder(desk: Desk, { orderId }: { orderId: string }): Promise<void> {
  const visitors = await desk.db.$queryRaw<{ id: string }[]>`
    SELECT "visitorId" AS "id" FROM "order_proofs" WHERE "shopId" = ${desk.shopId}::uuid AND "orderId" = ${orderId}
    UNION
    SELECT c."visitorId" FROM "conversation_orders" l
      JOIN "conversations" c ON c."shopId" = l."shopId" AND c."id" = l."conversationId"
      WHERE l."shopId" = ${desk.shopId}::uuid AND l."orderId" = ${orderId} AND c."visitorId" IS NOT NULL
    UNION
    SELECT v."id" FROM "orders" o JOIN "visitors" v ON v."shopId" = o."shopId" AND v."customerId" = o."customerId"
      WHERE o."shopId" = ${desk.shopId}::uuid AND o."id" = ${orderId}`;
  if (visitors.length === 0) return;
  await publishAll(
    desk,
    visitors.map(({ id }) => [`visitor:${id}`, { type: "orders" }] as const),
  );
}
