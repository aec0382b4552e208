import { words } from "./fill.ts";

/** Whom the inbox is shown to, and what they open. */
export type Seat = { readonly shopId: string; readonly agentId: string };
export type Asked = Seat & {
  readonly conversationId: string;
  /** Where a page far down goes on. */
  readonly deep: { readonly at: Date; readonly id: string };
};
type Statement = { readonly name: string; readonly text: string; readonly values: unknown[] };

const rows = (where: string, from = `"conversations" c`) => `
  SELECT c."id", c."number", c."status", c."channel", coalesce(c."shopperName", c."shopperEmail") AS "who", u."tags", c."preview",
    d."text" AS "draft", c."waitingSince", c."snoozedUntil", c."lastActivityAt", o."name" AS "orderName", o."financialStatus",
    o."fulfillmentStatus", a."id" AS "assigneeId", a."name" AS "assigneeName", c."lastSeq" > coalesce(r."seq", 0) AS "unread"
  FROM (SELECT c.* FROM ${from} WHERE c."shopId" = $1 AND ${where} ORDER BY c."lastActivityAt" DESC, c."id" DESC LIMIT 41) c
  LEFT JOIN "customers" u ON u."shopId" = c."shopId" AND u."id" = c."customerId"
  LEFT JOIN "agents" a ON a."shopId" = c."shopId" AND a."id" = c."assigneeId"
  LEFT JOIN "drafts" d ON d."shopId" = c."shopId" AND d."conversationId" = c."id" AND d."agentId" = $2
  LEFT JOIN "read_marks" r ON r."shopId" = c."shopId" AND r."conversationId" = c."id" AND r."agentId" = $2
  LEFT JOIN LATERAL (
    SELECT o."name", o."financialStatus", o."fulfillmentStatus" FROM "conversation_orders" l
    JOIN "orders" o ON o."shopId" = l."shopId" AND o."id" = l."orderId"
    WHERE l."shopId" = c."shopId" AND l."conversationId" = c."id" ORDER BY l."linkedAt" DESC LIMIT 1) o ON true
  ORDER BY c."lastActivityAt" DESC, c."id" DESC`;

const found = (word: string) =>
  rows(
    "true",
    `(SELECT DISTINCT "conversationId" FROM (SELECT "conversationId" FROM "messages"
       WHERE "shopId" = $1 AND "words" @@ to_tsquery('simple', '${word}:*') ORDER BY "id" DESC LIMIT 200) newest) hit
     JOIN "conversations" c ON c."shopId" = $1 AND c."id" = hit."conversationId"`,
  );

const views = {
  open: rows(`c."status" = 'open'`),
  mine: rows(`c."status" = 'open' AND c."assigneeId" = $2`),
  unassigned: rows(`c."status" = 'open' AND c."assigneeId" IS NULL`),
  deep: rows(`c."status" = 'closed' AND (c."lastActivityAt", c."id") < ($3, $4)`),
  counts: `SELECT count(*)::int AS "open", count(*) FILTER (WHERE "assigneeId" IS NULL)::int AS "unassigned",
    count(*) FILTER (WHERE "assigneeId" = $2)::int AS "mine" FROM "conversations" WHERE "shopId" = $1 AND "status" = 'open'`,
  common: found(words.common),
  middling: found(words.middling),
  rare: found(words.rare),
} as const;

const thread = {
  head: `SELECT c.*, a."name" AS "assigneeName", d."mode", d."text", d."savedAt", r."seq",
      (SELECT array_agg(l."orderId" ORDER BY l."linkedAt" DESC) FROM "conversation_orders" l
        WHERE l."shopId" = c."shopId" AND l."conversationId" = c."id") AS "orderIds"
    FROM "conversations" c LEFT JOIN "agents" a ON a."shopId" = c."shopId" AND a."id" = c."assigneeId"
    LEFT JOIN "drafts" d ON d."shopId" = c."shopId" AND d."conversationId" = c."id" AND d."agentId" = $2
    LEFT JOIN "read_marks" r ON r."shopId" = c."shopId" AND r."conversationId" = c."id" AND r."agentId" = $2
    WHERE c."shopId" = $1 AND c."id" = $3`,
  entries: `SELECT m.*, a."name", (SELECT json_agg(t ORDER BY t."id") FROM "attachments" t
      WHERE t."shopId" = m."shopId" AND t."messageId" = m."id") AS "attachments"
    FROM (SELECT "shopId", "id", "seq", "visibleSeq", "kind", "author", "agentId", "text", "card", "clientId", "mailedAt", "createdAt"
      FROM "messages" WHERE "shopId" = $1 AND "conversationId" = $2 ORDER BY "seq" DESC LIMIT 51) m
    LEFT JOIN "agents" a ON a."shopId" = m."shopId" AND a."id" = m."agentId" ORDER BY m."seq" DESC`,
} as const;

export type ByHand = keyof typeof views | "conversation";

/** The statements that somebody would write who had only this one question to answer. */
export function byHand(what: ByHand, { shopId, agentId, conversationId, deep }: Asked): Statement[] {
  if (what === "conversation")
    return [
      { name: "hand-head", text: thread.head, values: [shopId, agentId, conversationId] },
      { name: "hand-entries", text: thread.entries, values: [shopId, conversationId] },
    ];
  const more = what === "deep" ? [deep.at.toISOString().replace("Z", ""), deep.id] : [];
  return [{ name: `hand-${what}`, text: views[what], values: [shopId, agentId, ...more] }];
}
