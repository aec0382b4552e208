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

type Row = Omit<ConversationView, "shopper" | "draft" | "messages" | "olderBefore" | "status"> & {
  status: string;
  shopperName: string | null;
  shopperEmail: string | null;
  identityProven: boolean;
  customerId: string | null;
  shopperHereAt: Date | null;
  draftMode: string | null;
  draftText: string | null;
  draftSavedAt: Date | null;
};

/** In one statement: it is what every click in the inbox waits for. */
async function findWithParts(desk: Desk, id: string): Promise<Row | null> {
  const agentId = desk.actor.kind === "agent" ? desk.actor.id : null;
  const [row] = await desk.db.$queryRaw<Row[]>`
    SELECT c."id", c."number", c."status", c."channel", c."subject", c."snoozedUntil", c."waitingSince", c."createdAt",
      c."closedAt", c."locale", c."lastSeq", c."shopperSeen", c."shopperName", c."shopperEmail", c."identityProven",
      c."customerId", c."shopperHereAt", coalesce(r."seq", 0) AS "readSeq",
      CASE WHEN a."id" IS NOT NULL THEN json_build_object('id', a."id", 'name', a."name") END AS "assignee",
      d."mode" AS "draftMode", d."text" AS "draftText", d."savedAt" AS "draftSavedAt",
      ARRAY(SELECT l."orderId" FROM "conversation_orders" l WHERE l."shopId" = c."shopId" AND l."conversationId" = c."id"
        ORDER BY l."linkedAt" DESC LIMIT 20) AS "orderIds"
    FROM "conversations" c
    LEFT JOIN "agents" a ON a."shopId" = c."shopId" AND a."id" = c."assigneeId"
    LEFT JOIN "drafts" d ON d."shopId" = c."shopId" AND d."conversationId" = c."id" AND d."agentId" = ${agentId}::uuid
    LEFT JOIN "read_marks" r ON r."shopId" = c."shopId" AND r."conversationId" = c."id" AND r."agentId" = ${agentId}::uuid
    WHERE c."shopId" = ${desk.shopId}::uuid AND c."id" = ${id}::uuid`;
  return row ?? null;
}

function viewOf(row: Row, thread: Pick<ConversationView, "messages" | "olderBefore">): ConversationView {
  const { status, shopperName: name, shopperEmail: email, identityProven: proven, ...more } = row;
  const { customerId, shopperHereAt: hereAt, draftMode, draftText, draftSavedAt, ...rest } = more;
  return {
    ...rest,
    ...thread,
    status: status as Status,
    shopper: { name, email, proven, customerId, hereAt },
    draft: draftOf({ draftMode, draftText, draftSavedAt }),
  };
}

function draftOf(row: Pick<Row, "draftMode" | "draftText" | "draftSavedAt">): ConversationView["draft"] {
  const { draftMode, draftText: text, draftSavedAt: savedAt } = row;
  if (text === null || savedAt === null) return null;
  return { mode: draftMode === "note" ? "note" : "reply", text, savedAt };
}
