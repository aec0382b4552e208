import { NotFound } from "~/kit/failures";
import { isUuid } from "~/kit/id";
import type { Desk } from "~/platform/desk.server";

import type { ConversationView } from "./inbox";
import { listMessages } from "./messages.server";
import type { Status } from "./status";

/**
 * A conversation with its newest 50 entries (or those before a seq), its linked orders, and what the viewing
 * agent has read and begun to write. @throws NotFound, also for another shop's.
 */
export async function findConversation(
  desk: Desk,
  id: string,
  { before = null }: { before?: number | null } = {},
): Promise<ConversationView> {
  if (!isUuid(id)) throw new NotFound("No such conversation");
  const [row, thread] = await Promise.all([findWithParts(desk, id), listMessages(desk, id, before)]);
  if (!row) throw new NotFound("No such conversation");
  return viewOf(row, thread);
}

type Row = NonNullable<Awaited<ReturnType<typeof findWithParts>>>;

function findWithParts(desk: Desk, id: string) {
  const agentId = desk.actor.kind === "agent" ? desk.actor.id : null;
  const own = { where: agentId ? { agentId } : { agentId: { in: [] } }, take: 1 };
  return desk.db.conversation.findFirst({
    where: { id },
    include: {
      assignee: { select: { id: true, name: true } },
      orders: { orderBy: { linkedAt: "desc" }, take: 20, select: { orderId: true } },
      drafts: own,
      reads: own,
    },
  });
}

function viewOf(row: Row, thread: Pick<ConversationView, "messages" | "olderBefore">): ConversationView {
  const { id, number, channel, subject, snoozedUntil, waitingSince, createdAt, closedAt, locale } = row;
  const { assignee, lastSeq, shopperSeen } = row;
  return {
    id,
    number,
    channel,
    subject,
    snoozedUntil,
    waitingSince,
    createdAt,
    closedAt,
    locale,
    assignee,
    lastSeq,
    shopperSeen,
    ...thread,
    status: row.status as Status,
    shopper: shopperOf(row),
    orderIds: row.orders.map(({ orderId }) => orderId),
    readSeq: row.reads[0]?.seq ?? 0,
    draft: draftOf(row),
  };
}

function shopperOf(row: Row): ConversationView["shopper"] {
  return {
    name: row.shopperName,
    email: row.shopperEmail,
    proven: row.identityProven,
    customerId: row.customerId,
    hereAt: row.shopperHereAt,
  };
}

function draftOf({ drafts: [draft] }: Row): ConversationView["draft"] {
  return draft
    ? { mode: draft.mode === "note" ? "note" : "reply", text: draft.text, savedAt: draft.savedAt }
    : null;
}
