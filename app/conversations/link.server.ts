import { NotFound } from "~/kit/failures";
import { actorKey, transaction, type Desk } from "~/platform/desk.server";
import { publish } from "~/platform/live.server";

import { findRow, lockConversation, lockVisitor } from "./conversations.server";
import { save } from "./record.server";

/** Lays an order beside a conversation; twice is once. @throws NotFound for either of another shop. */
export async function linkOrder(desk: Desk, conversationId: string, orderId: string): Promise<void> {
  await findRow(desk, conversationId);
  const order = await desk.db.order.findFirst({ where: { id: orderId }, select: { id: true } });
  if (!order) throw new NotFound("No such order");
  const added = await desk.db.$executeRaw`
    INSERT INTO "conversation_orders" ("shopId", "conversationId", "orderId", "linkedAt", "linkedBy")
    VALUES (${desk.shopId}::uuid, ${conversationId}::uuid, ${orderId}, ${desk.now}, ${actorKey(desk.actor)})
    ON CONFLICT DO NOTHING`;
  if (added > 0) await publish(desk, "team", { type: "conversation", id: conversationId });
}

/** Takes an order away from a conversation. @throws NotFound */
export async function unlinkOrder(desk: Desk, conversationId: string, orderId: string): Promise<void> {
  await findRow(desk, conversationId);
  const { count } = await desk.db.conversationOrder.deleteMany({ where: { conversationId, orderId } });
  if (count > 0) await publish(desk, "team", { type: "conversation", id: conversationId });
}

export type Identity = {
  /** Shopify's gid; left out or unknown to us, it is not set. */
  readonly customerId?: string | null;
  readonly email?: string | null;
  readonly name?: string | null;
  /** Whether a mailed code, Shopify's sign-in or an agent vouches for it; otherwise it is only a claim. */
  readonly proven: boolean;
};

/**
 * Writes down who a visitor is, on them and on their conversations that are not closed. A mere claim never
 * replaces what was proven. @throws NotFound
 */
export async function identify(
  desk: Desk,
  who: { readonly visitorId: string } | { readonly conversationId: string },
  identity: Identity,
): Promise<void> {
  await transaction(desk, async (inside) => {
    const visitorId =
      "visitorId" in who ? who.visitorId : (await findRow(inside, who.conversationId)).visitorId;
    if (visitorId) await identifyVisitor(inside, visitorId, identity);
    const open = visitorId
      ? { visitorId, status: { not: "closed" } }
      : { id: (who as { conversationId: string }).conversationId };
    const rows = await inside.db.conversation.findMany({ where: open, select: { id: true } });
    for (const { id } of rows) await identifyConversation(inside, id, identity);
  });
}

async function identifyVisitor(
  desk: Desk,
  visitorId: string,
  { email, name, proven }: Identity,
): Promise<void> {
  const visitor = await lockVisitor(desk, visitorId);
  if (visitor.emailProvenAt && !proven) return;
  await desk.db.visitor.updateMany({
    where: { id: visitorId },
    data: {
      ...(email ? { email } : {}),
      ...(name ? { name } : {}),
      ...(proven && email ? { emailProvenAt: desk.now } : {}),
    },
  });
}

async function identifyConversation(desk: Desk, id: string, identity: Identity): Promise<void> {
  const conversation = await lockConversation(desk, id);
  if (conversation.identityProven && !identity.proven) return;
  const { customerId, email, name, proven } = identity;
  const customer = customerId
    ? await desk.db.customer.findFirst({ where: { id: customerId }, select: { id: true } })
    : null;
  await save(desk, conversation, {
    ...(customer && proven ? { customerId: customer.id } : {}),
    ...(email ? { shopperEmail: email } : {}),
    ...(name ? { shopperName: name } : {}),
    identityProven: proven,
  });
}
