import { NotAllowed } from "~/kit/failures";
import { transaction, type Desk } from "~/platform/desk.server";
import { publish } from "~/platform/live.server";

import { lockConversation, type ConversationRow } from "./conversations.server";

/** Notes how far an agent has read; the shopper sees "seen". Reading less than before changes nothing. @throws NotFound */
export async function markRead(desk: Desk, id: string, seq: number): Promise<void> {
  if (desk.actor.kind !== "agent") throw new NotAllowed("Only people on the team have read marks");
  await transaction(desk, async (inside) => {
    const conversation = await lockConversation(inside, id);
    const read = Math.min(seq, conversation.lastSeq);
    await raiseReadMark(inside, id, read);
    if (read > conversation.teamSeen) await teamHasSeen(inside, conversation, read);
  });
}

/** Raises the agent's own mark, within a transaction that holds the conversation. */
export async function raiseReadMark(desk: Desk, conversationId: string, seq: number): Promise<void> {
  if (desk.actor.kind !== "agent") return;
  await desk.db.$executeRaw`
    INSERT INTO "read_marks" ("shopId", "conversationId", "agentId", "seq", "readAt")
    VALUES (${desk.shopId}::uuid, ${conversationId}::uuid, ${desk.actor.id}::uuid, ${seq}, ${desk.now})
    ON CONFLICT ("shopId", "conversationId", "agentId")
    DO UPDATE SET "seq" = greatest("read_marks"."seq", excluded."seq"), "readAt" = excluded."readAt"`;
}

async function teamHasSeen(desk: Desk, { id, visitorId }: ConversationRow, seq: number): Promise<void> {
  await desk.db.conversation.updateMany({ where: { id }, data: { teamSeen: seq } });
  const { _max } = await desk.db.message.aggregate({
    where: { conversationId: id, seq: { lte: seq } },
    _max: { visibleSeq: true },
  });
  if (visitorId && _max.visibleSeq !== null) {
    await publish(desk, `visitor:${visitorId}`, { type: "seen", visibleSeq: _max.visibleSeq });
  }
}

/** The shopper's chat is open: they are here, and perhaps have seen up to this. Silent when nothing is new. */
export async function shopperHere(desk: Desk, visitorId: string, visibleSeq = 0): Promise<void> {
  await desk.db.conversation.updateMany({
    where: { visitorId, status: { not: "closed" } },
    data: { shopperHereAt: desk.now },
  });
  if (visibleSeq > 0) await shopperHasSeen(desk, visitorId, visibleSeq);
}

async function shopperHasSeen(desk: Desk, visitorId: string, visibleSeq: number): Promise<void> {
  const raised = await desk.db.$queryRaw<{ id: string }[]>`
    UPDATE "conversations" SET "shopperSeen" = least(${visibleSeq}::int, "lastVisible")
    WHERE "shopId" = ${desk.shopId}::uuid AND "id" = (
      SELECT "id" FROM "conversations" WHERE "shopId" = ${desk.shopId}::uuid AND "visitorId" = ${visitorId}::uuid
      ORDER BY "lastActivityAt" DESC, "id" DESC LIMIT 1)
      AND "shopperSeen" < least(${visibleSeq}::int, "lastVisible")
    RETURNING "id"`;
  for (const { id } of raised) await publish(desk, "team", { type: "conversation", id });
}
