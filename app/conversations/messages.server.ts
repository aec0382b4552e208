import type { Attachment, Message as MessageRow } from "@prisma/client";

import { fileLink } from "~/platform/files/link.server";
import type { Desk } from "~/platform/desk.server";

import type { Author, Card, Kind, Message, Picture } from "./message";

const PAGE = 50;
const parts = {
  attachments: { orderBy: { id: "asc" } },
  agent: { select: { name: true } },
} as const;
type Row = Omit<MessageRow, "words"> & { attachments: Attachment[]; agent: { name: string } | null };

/** The newest entries before a seq, oldest first, and the seq to go on before. Notes included: for the team only. */
export async function listMessages(
  desk: Desk,
  conversationId: string,
  before: number | null = null,
): Promise<{ messages: Message[]; olderBefore: number | null }> {
  const rows = await desk.db.message.findMany({
    where: { conversationId, ...(before === null ? {} : { seq: { lt: before } }) },
    orderBy: { seq: "desc" },
    take: PAGE + 1,
    include: parts,
  });
  const kept = rows.slice(0, PAGE).reverse();
  const messages = await Promise.all(kept.map((row) => messageOf(desk, row)));
  return { messages, olderBefore: rows.length > PAGE ? (kept[0]?.seq ?? null) : null };
}

/** What the shopper may see after a seq, oldest first: never a note, never an internal line. */
export async function listVisible(
  desk: Desk,
  conversationId: string,
  { after, limit }: { after: number; limit: number },
): Promise<Message[]> {
  const rows = await desk.db.message.findMany({
    where: { conversationId, visibleSeq: { not: null }, kind: { not: "note" }, seq: { gt: after } },
    orderBy: { seq: "asc" },
    take: limit,
    include: parts,
  });
  return Promise.all(rows.map((row) => messageOf(desk, row)));
}

async function messageOf(desk: Desk, row: Row): Promise<Message> {
  return {
    id: row.id,
    seq: row.seq,
    visibleSeq: row.visibleSeq,
    kind: row.kind as Kind,
    author: row.author as Author,
    agentId: row.agentId,
    name: row.agent?.name ?? null,
    text: row.text,
    card: row.card as Card | null,
    clientId: row.clientId,
    attachments: await Promise.all(row.attachments.map((attachment) => pictureOf(desk, attachment))),
    mailedAt: row.mailedAt,
    at: row.createdAt,
  };
}

/** A stored picture with a signed address. */
export async function pictureOf(desk: Desk, { id, name, width, height }: Attachment): Promise<Picture> {
  return { id, name, width, height, url: await fileLink(desk, id) };
}
