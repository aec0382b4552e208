import type { Prisma } from "@prisma/client";

import type { Desk } from "~/platform/desk.server";

import { initials, type InboxRow } from "~/conversations/inbox";
import type { Status } from "~/conversations/status";

type Raw = Omit<InboxRow, "status" | "vip" | "order" | "assignee"> & {
  status: string;
  tags: string[] | null;
  orderName: string | null;
  financialStatus: string | null;
  fulfillmentStatus: string | null;
  assigneeId: string | null;
  assigneeName: string | null;
};

/** Which conversations, in which order: SQL after "FROM conversations c …". */
export type Selection = { readonly where: Prisma.Sql; readonly limit: number };

/** Lines of the inbox in one query, the latest first. The selection is pinned to the desk's shop here. */
export async function listRows(desk: Desk, { where, limit }: Selection): Promise<InboxRow[]> {
  const agentId = desk.actor.kind === "agent" ? desk.actor.id : null;
  const rows = await desk.db.$queryRaw<Raw[]>`
    SELECT c."id", c."number", c."status", c."channel", coalesce(c."shopperName", c."shopperEmail") AS "who",
      u."tags", c."preview", d."text" AS "draft", c."waitingSince", c."snoozedUntil", c."lastActivityAt",
      o."name" AS "orderName", o."financialStatus", o."fulfillmentStatus",
      a."id" AS "assigneeId", a."name" AS "assigneeName", c."lastSeq" > coalesce(r."seq", 0) AS "unread"
    FROM (
      SELECT * FROM "conversations" c
      WHERE c."shopId" = ${desk.shopId}::uuid AND ${where}
      ORDER BY c."lastActivityAt" DESC, c."id" DESC LIMIT ${limit}
    ) c
    LEFT JOIN "customers" u ON u."shopId" = c."shopId" AND u."id" = c."customerId"
    LEFT JOIN "agents" a ON a."shopId" = c."shopId" AND a."id" = c."assigneeId"
    LEFT JOIN "drafts" d ON d."shopId" = c."shopId" AND d."conversationId" = c."id" AND d."agentId" = ${agentId}::uuid
    LEFT JOIN "read_marks" r ON r."shopId" = c."shopId" AND r."conversationId" = c."id" AND r."agentId" = ${agentId}::uuid
    LEFT JOIN LATERAL (
      SELECT o."name", o."financialStatus", o."fulfillmentStatus"
      FROM "conversation_orders" l JOIN "orders" o ON o."shopId" = l."shopId" AND o."id" = l."orderId"
      WHERE l."shopId" = c."shopId" AND l."conversationId" = c."id"
      ORDER BY l."linkedAt" DESC LIMIT 1
    ) o ON true
    ORDER BY c."lastActivityAt" DESC, c."id" DESC`;
  return rows.map(rowOf);
}

function rowOf(raw: Raw): InboxRow {
  const { tags, orderName, financialStatus, fulfillmentStatus, assigneeId, assigneeName, ...rest } = raw;
  return {
    ...rest,
    status: raw.status as Status,
    vip: (tags ?? []).some((tag) => tag.toLowerCase() === "vip"),
    order: orderName
      ? { name: orderName, financial: financialStatus ?? "", fulfillment: fulfillmentStatus ?? "" }
      : null,
    assignee:
      assigneeId && assigneeName
        ? { id: assigneeId, name: assigneeName, initials: initials(assigneeName) }
        : null,
  };
}
