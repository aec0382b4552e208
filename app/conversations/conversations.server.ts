import type { Conversation as ConversationRow, Visitor as VisitorRow } from "@prisma/client";

import { NotFound } from "~/kit/failures";
import { isUuid } from "~/kit/id";
import type { Desk } from "~/platform/desk.server";
import { newId } from "~/platform/id.server";

export type { ConversationRow, VisitorRow };

/** A conversation, held until the transaction ends: whoever writes to it waits here. @throws NotFound */
export async function lockConversation(desk: Desk, id: string): Promise<ConversationRow> {
  if (!isUuid(id)) throw new NotFound("No such conversation");
  const [row] = await desk.db.$queryRaw<ConversationRow[]>`
    SELECT * FROM "conversations" WHERE "shopId" = ${desk.shopId}::uuid AND "id" = ${id}::uuid FOR UPDATE`;
  if (!row) throw new NotFound("No such conversation");
  return row;
}

/** A visitor, held until the transaction ends, so that they can begin only one conversation. @throws NotFound */
export async function lockVisitor(desk: Desk, id: string): Promise<VisitorRow> {
  if (!isUuid(id)) throw new NotFound("No such visitor");
  const [row] = await desk.db.$queryRaw<VisitorRow[]>`
    SELECT * FROM "visitors" WHERE "shopId" = ${desk.shopId}::uuid AND "id" = ${id}::uuid FOR UPDATE`;
  if (!row) throw new NotFound("No such visitor");
  return row;
}

/** Holds the shopper first and then the conversation, in the order in which everybody takes them. */
export async function lockWithVisitor(desk: Desk, id: string): Promise<ConversationRow> {
  const { visitorId } = await findRow(desk, id);
  if (visitorId) await lockVisitor(desk, visitorId);
  return lockConversation(desk, id);
}

/** @throws NotFound, also for another shop's conversation. */
export async function findRow(desk: Desk, id: string): Promise<ConversationRow> {
  const row = isUuid(id) ? await desk.db.conversation.findFirst({ where: { id } }) : null;
  if (!row) throw new NotFound("No such conversation");
  return row;
}

/** The visitor's other conversation that is not closed; null when there is none. */
export async function maybeOtherOpen(desk: Desk, { id, visitorId }: ConversationRow): Promise<string | null> {
  if (!visitorId) return null;
  const other = await desk.db.conversation.findFirst({
    where: { visitorId, id: { not: id }, status: { not: "closed" } },
    select: { id: true },
  });
  return other?.id ?? null;
}

/** A new conversation of a visitor whose row the caller holds. */
export async function createConversation(desk: Desk, visitor: VisitorRow): Promise<ConversationRow> {
  const customer = visitor.customerId
    ? await desk.db.customer.findFirst({ where: { id: visitor.customerId }, select: { id: true } })
    : null;
  return desk.db.conversation.create({
    data: {
      shopId: desk.shopId,
      id: newId(),
      number: await nextNumber(desk),
      channel: "chat",
      status: "open",
      visitorId: visitor.id,
      customerId: customer?.id ?? null,
      shopperName: visitor.name,
      shopperEmail: visitor.email,
      identityProven: visitor.emailProvenAt !== null,
      locale: visitor.locale,
      shopperHereAt: desk.now,
      lastActivityAt: desk.now,
      createdAt: desk.now,
    },
  });
}

/** 1, 2, 3 … in the shop; the lock keeps two beginners from taking the same one. */
async function nextNumber(desk: Desk): Promise<number> {
  await desk.db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`number:${desk.shopId}`}, 0))`;
  const { _max } = await desk.db.conversation.aggregate({ _max: { number: true } });
  return (_max.number ?? 0) + 1;
}

/** The conversation that a visitor's chat shows: the open one, else the latest; null before the first message. */
export async function maybeCurrent(desk: Desk, visitorId: string): Promise<ConversationRow | null> {
  const [latest] = await desk.db.$queryRaw<ConversationRow[]>`
    SELECT * FROM "conversations" WHERE "shopId" = ${desk.shopId}::uuid AND "visitorId" = ${visitorId}::uuid
    ORDER BY "status" = 'closed', "lastActivityAt" DESC, "id" DESC LIMIT 1`;
  return latest ?? null;
}

/** The same, held until the transaction ends; for whoever holds the visitor. */
export async function lockCurrent(desk: Desk, visitorId: string): Promise<ConversationRow | null> {
  const [latest] = await desk.db.$queryRaw<ConversationRow[]>`
    SELECT * FROM "conversations" WHERE "shopId" = ${desk.shopId}::uuid AND "visitorId" = ${visitorId}::uuid
    ORDER BY "status" = 'closed', "lastActivityAt" DESC, "id" DESC LIMIT 1 FOR UPDATE`;
  return latest ?? null;
}
