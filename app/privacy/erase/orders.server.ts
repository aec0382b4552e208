import type { Prisma } from "@prisma/client";

import type { Desk } from "~/platform/desk.server";
import type { Person } from "~/privacy/person";
import { slices } from "~/privacy/slices";

import { withoutWords } from "./wordless";

const AT_ONCE = 200;

/** Takes the person out of their orders, parcels, refunds, returns and payments; what was bought and paid stays. */
export async function eraseFromOrders(desk: Desk, { orderIds, returnIds }: Person): Promise<void> {
  for (const ids of slices(orderIds, AT_ONCE)) {
    await namelessOrders(desk, ids);
    await namelessPayments(desk, ids);
  }
  for (const ids of slices(returnIds, AT_ONCE)) {
    const what = { returnId: { in: ids } };
    await desk.db.returnLine.updateMany({ where: what, data: { note: null } });
    await desk.db.return.updateMany({ where: { id: { in: ids } }, data: { note: null, declineNote: null } });
    await desk.db.return.updateMany({
      where: { id: { in: ids }, requestedBy: { startsWith: "shopper:" } },
      data: { requestedBy: "shopper" },
    });
  }
}

async function namelessOrders(desk: Desk, ids: string[]): Promise<void> {
  await desk.db.$executeRaw`
    UPDATE "orders" SET "customerId" = NULL, "email" = NULL, "phone" = NULL, "note" = NULL, "tags" = '{}',
      "details" = "details" || jsonb_build_object('shippingAddress', NULL, 'billingAddress', NULL, 'discountCodes', '[]'::jsonb,
        'payments', (SELECT coalesce(jsonb_agg(p || '{"card": null, "account": null}'), '[]')
          FROM jsonb_array_elements(coalesce("details"->'payments', '[]')) AS p))
    WHERE "shopId" = ${desk.shopId}::uuid AND "id" = ANY(${ids}::text[])`;
  await desk.db.fulfillment.updateMany({
    where: { orderId: { in: ids } },
    data: { trackingNumber: null, trackingUrl: null, events: [] },
  });
  await desk.db.$executeRaw`
    UPDATE "refunds" SET "note" = NULL, "transactions" = (SELECT coalesce(jsonb_agg(t || '{"card": null}'), '[]')
      FROM jsonb_array_elements("transactions") AS t)
    WHERE "shopId" = ${desk.shopId}::uuid AND "orderId" = ANY(${ids}::text[])`;
}

/** What people wrote beside a payment. The payment, its key and who let it through stay. */
async function namelessPayments(desk: Desk, ids: string[]): Promise<void> {
  const where = { orderId: { in: ids } };
  const intents = await desk.db.moneyIntent.findMany({ where, select: { id: true, request: true } });
  for (const { id, request } of intents) {
    const data = { request: withoutWords(request) as Prisma.InputJsonValue };
    await desk.db.moneyIntent.updateMany({ where: { id }, data });
  }
  const approvals = await desk.db.moneyApproval.findMany({ where, select: { id: true, request: true } });
  for (const { id, request } of approvals) {
    const data = { request: withoutWords(request) as Prisma.InputJsonValue, word: null };
    await desk.db.moneyApproval.updateMany({ where: { id }, data });
  }
}
