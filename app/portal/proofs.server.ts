import { findRow, maybeCurrent } from "~/conversations/conversations.server";
import { identify, linkOrder } from "~/conversations/link.server";
import { recordEvent } from "~/conversations/record.server";
import { listCustomerOrders, listOrders, maybeOrder } from "~/orders/orders.server";
import type { Order } from "~/orders/order";
import { NotFound } from "~/kit/failures";
import type { Desk } from "~/platform/desk.server";

export type Proof = { readonly visitorId: string; readonly orderId: string; readonly email: string };

/** Writes down that a mailed code showed this address, and so its orders, to be the visitor's. */
export async function proveAddress(desk: Desk, { visitorId, orderId, email }: Proof): Promise<void> {
  await desk.db.orderProof.createMany({
    data: { shopId: desk.shopId, visitorId, orderId, email, provenAt: desk.now },
    skipDuplicates: true,
  });
  const order = await maybeOrder(desk, orderId);
  await introduce(desk, { visitorId, email, order });
  const conversation = await maybeCurrent(desk, visitorId);
  if (order && conversation && conversation.status !== "closed") await bring(desk, conversation.id, order);
}

/** Lays the orders that a visitor has proven beside the conversation they have just begun, and says who they are. */
export async function bringProvenOrders(
  desk: Desk,
  { visitorId, conversationId }: { visitorId: string; conversationId: string },
): Promise<void> {
  const proofs = await desk.db.orderProof.findMany({ where: { visitorId }, orderBy: { provenAt: "asc" } });
  for (const { orderId, email } of proofs) {
    const order = await maybeOrder(desk, orderId);
    if (!order) continue;
    await linkOrder(desk, conversationId, order.id);
    const { customerId } = await findRow(desk, conversationId);
    if (customerId !== order.customerId) await introduce(desk, { visitorId, email, order });
  }
}

type Introduction = { readonly visitorId: string; readonly email: string; readonly order: Order | null };

/** Whoever reads an order's mail is its customer, by the name on the parcel. */
async function introduce(desk: Desk, { visitorId, email, order }: Introduction): Promise<void> {
  const name = order?.details.shippingAddress?.name ?? order?.details.billingAddress?.name ?? null;
  await identify(desk, { visitorId }, { customerId: order?.customerId ?? null, email, name, proven: true });
}

async function bring(desk: Desk, conversationId: string, order: Order): Promise<void> {
  await linkOrder(desk, conversationId, order.id);
  await recordEvent(desk, conversationId, {
    card: { type: "order.proven", orderId: order.id, name: order.name },
    clientId: `proven:${order.id}`,
    visible: false,
  });
}

const MOST = 10;

/** The orders that are shown to be the visitor's, newest first: by Shopify's sign-in, or by a mailed code. */
export async function provenOrders(desk: Desk, visitorId: string): Promise<Order[]> {
  const visitor = await desk.db.visitor.findFirst({ where: { id: visitorId }, include: { proofs: true } });
  if (!visitor) return [];
  const found = await Promise.all([
    listOrders(
      desk,
      visitor.proofs.map(({ orderId }) => orderId),
    ),
    visitor.customerId ? listCustomerOrders(desk, visitor.customerId, MOST) : [],
    visitor.email && visitor.emailProvenAt ? listCustomerOrders(desk, { email: visitor.email }, MOST) : [],
  ]);
  const byId = new Map(found.flat().map((order) => [order.id, order]));
  return [...byId.values()].sort((a, b) => b.placedAt.getTime() - a.placedAt.getTime()).slice(0, MOST);
}

/** One of the visitor's own orders. @throws NotFound for any other, as if there were none. */
export async function findOwnOrder(desk: Desk, visitorId: string, orderId: string): Promise<Order> {
  const own = (await provenOrders(desk, visitorId)).find(({ id }) => id === orderId);
  if (!own) throw new NotFound("No such order");
  return own;
}
