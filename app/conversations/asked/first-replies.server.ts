import { after, DAY, MINUTE } from "~/kit/days";
import type { Desk } from "~/platform/desk.server";

/** When a shopper began to write, and after how many minutes a person first answered. */
export type FirstReply = { readonly askedAt: Date; readonly minutes: number };

type Row = { readonly askedAt: Date; readonly repliedAt: Date | null; readonly status: string };

const PERIOD_MS = 30 * DAY;
const MOST = 200;

/** The first answers by a person in the newest chats of the last 30 days. */
export async function firstReplies(desk: Desk): Promise<FirstReply[]> {
  const rows = await desk.db.$queryRaw<Row[]>`
    SELECT c."createdAt" AS "askedAt", c."status", (
      SELECT m."createdAt" FROM "messages" m
      WHERE m."shopId" = c."shopId" AND m."conversationId" = c."id" AND m."kind" = 'message' AND m."author" = 'agent'
      ORDER BY m."seq" LIMIT 1) AS "repliedAt"
    FROM "conversations" c
    WHERE c."shopId" = ${desk.shopId}::uuid AND c."channel" = 'chat'
      AND c."createdAt" > ${after(desk.now, -PERIOD_MS)}
    ORDER BY c."number" DESC LIMIT ${MOST}`;
  return rows.flatMap((row) => replyIn(row, desk.now) ?? []);
}

/** A chat that has waited for a day counts as a day, so that silence does not look like speed. */
function replyIn({ askedAt, repliedAt, status }: Row, now: Date): FirstReply | null {
  if (!repliedAt && status === "closed") return null;
  const waited = (repliedAt ?? now).getTime() - askedAt.getTime();
  return repliedAt || waited >= DAY ? { askedAt, minutes: waited / MINUTE } : null;
}
