import { Prisma } from "@prisma/client";

import { fileLink } from "~/platform/files/link.server";
import type { Desk } from "~/platform/desk.server";

import type { Message, Picture } from "./message";

const PAGE = 50;

/** The newest entries before a seq, oldest first, and the seq to go on before. Notes included: for the team only. */
export async function listMessages(
  desk: Desk,
  conversationId: string,
  before: number | null = null,
): Promise<{ messages: Message[]; olderBefore: number | null }> {
  const earlier = before === null ? Prisma.sql`true` : Prisma.sql`"seq" < ${before}`;
  const rows = await ask(desk, {
    conversationId,
    which: Prisma.sql`${earlier} ORDER BY "seq" DESC LIMIT ${PAGE + 1}`,
  });
  const kept = rows.slice(-PAGE);
  const messages = await Promise.all(kept.map((row) => messageOf(desk, row)));
  return { messages, olderBefore: rows.length > PAGE ? (kept[0]?.seq ?? null) : null };
}

/** What the shopper may see after a seq, oldest first: never a note, never an internal line. */
export async function listVisible(
  desk: Desk,
  conversationId: string,
  { after, limit }: { after: number; limit: number },
): Promise<Message[]> {
  const rows = await ask(desk, {
    conversationId,
    which: Prisma.sql`"visibleSeq" IS NOT NULL AND "kind" <> 'note' AND "seq" > ${after} ORDER BY "seq" LIMIT ${limit}`,
  });
  return Promise.all(rows.map((row) => messageOf(desk, row)));
}

type Row = Omit<Message, "attachments"> & { readonly pictures: readonly Stored[] | null };

/** Oldest first. In one statement: it is what every click in the inbox, and every opened chat, waits for. */
function ask({ db, shopId }: Desk, of: { conversationId: string; which: Prisma.Sql }): Promise<Row[]> {
  return db.$queryRaw<Row[]>`
    SELECT m."id", m."seq", m."visibleSeq", m."kind", m."author", m."agentId", a."name", m."text", m."card",
      m."clientId", m."mailedAt", m."createdAt" AS "at",
      (SELECT json_agg(json_build_object('id', t."id", 'name', t."name", 'width', t."width", 'height', t."height")
          ORDER BY t."id")
        FROM "attachments" t WHERE t."shopId" = m."shopId" AND t."messageId" = m."id") AS "pictures"
    FROM (SELECT * FROM "messages"
      WHERE "shopId" = ${shopId}::uuid AND "conversationId" = ${of.conversationId}::uuid AND ${of.which}) m
    LEFT JOIN "agents" a ON a."shopId" = m."shopId" AND a."id" = m."agentId"
    ORDER BY m."seq"`;
}

async function messageOf(desk: Desk, { pictures, ...row }: Row): Promise<Message> {
  return { ...row, attachments: await Promise.all((pictures ?? []).map((one) => pictureOf(desk, one))) };
}

type Stored = Omit<Picture, "url">;

/** A stored picture with a signed address. */
export async function pictureOf(desk: Desk, { id, name, width, height }: Stored): Promise<Picture> {
  return { id, name, width, height, url: await fileLink(desk, id) };
}
