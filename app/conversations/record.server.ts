import type { Prisma } from "@prisma/client";

import { NotFound } from "~/kit/failures";
import { excerpt, storable } from "~/kit/text";
import { transaction, type Desk } from "~/platform/desk.server";
import { newId } from "~/platform/id.server";
import { publishAll, type Change as Told, type Topic } from "~/platform/live.server";

import { lockConversation, type ConversationRow } from "./conversations.server";
import type { Author, Card, Kind } from "./message";

/** One entry to be written into a conversation. */
export type Entry = {
  readonly kind: Kind;
  readonly author: Author;
  readonly agentId?: string;
  readonly text?: string;
  readonly card?: Card;
  readonly clientId?: string;
  /** Whether the shopper may ever see it. Notes may not. */
  readonly visible: boolean;
  readonly attachments?: readonly string[];
};

export type Written = { readonly id: string; readonly seq: number; readonly visibleSeq: number | null };
type Change = Omit<Prisma.ConversationUncheckedUpdateInput, "shopId" | "id">;

/**
 * Writes the next entry of a conversation that the caller holds locked, together with what else changes in
 * it, and tells the screens. Numbers follow each other without a hole because they are given out under the lock.
 */
export async function append(
  desk: Desk,
  conversation: ConversationRow,
  { entry, change = {} }: { entry: Entry; change?: Change },
): Promise<Written> {
  const seq = conversation.lastSeq + 1;
  const visibleSeq = entry.visible ? conversation.lastVisible + 1 : null;
  const id = newId<"Message">();
  const text = storable(entry.text ?? "");
  await desk.db.message.create({
    data: rowOf(desk, conversation, { entry, id, seq, visibleSeq, text }),
    select: { id: true },
  });
  await claimPictures(desk, id, entry);
  const next = {
    lastSeq: seq,
    ...(visibleSeq === null ? {} : { lastVisible: visibleSeq }),
    ...(entry.kind === "message" ? { preview: excerpt(text) } : {}),
    ...(entry.kind !== "event" || entry.visible ? { lastActivityAt: desk.now } : {}),
    ...change,
  };
  await save(desk, conversation, next);
  return { id, seq, visibleSeq };
}

/** Saves a change of a conversation that the caller holds, and tells the screens. */
export async function save(desk: Desk, conversation: ConversationRow, change: Change): Promise<void> {
  const { id } = conversation;
  await desk.db.conversation.update({
    where: { shopId_id: { shopId: desk.shopId, id } },
    data: change,
    select: { id: true },
  });
  await publishAll(desk, [["team", { type: "conversation", id }], ...forShopper(conversation, change)]);
}

function forShopper({ visitorId, status, lastVisible }: ConversationRow, change: Change): [Topic, Told][] {
  if (!visitorId) return [];
  const news: Told[] = [];
  const visibleSeq = Number(change.lastVisible ?? lastVisible);
  if (visibleSeq > lastVisible) news.push({ type: "message", visibleSeq });
  if (typeof change.status === "string" && change.status !== status) {
    news.push({ type: "status", status: change.status });
  }
  return news.map((told) => [`visitor:${visitorId}`, told]);
}

/** One grey line, or a card when the shopper is to see it: a return was refunded, an order was linked. */
export type Happened = {
  readonly card: Card;
  readonly visible: boolean;
  readonly text?: string;
  readonly clientId?: string;
};

/**
 * Writes down what happened elsewhere. The same clientId again writes nothing (a reaction may run twice).
 * @throws NotFound
 */
export async function recordEvent(desk: Desk, conversationId: string, happened: Happened): Promise<void> {
  await transaction(desk, async (inside) => {
    const conversation = await lockConversation(inside, conversationId);
    if (happened.clientId && (await wasWritten(inside, conversationId, happened.clientId))) return;
    await append(inside, conversation, { entry: { kind: "event", author: "system", ...happened } });
  });
}

async function wasWritten(desk: Desk, conversationId: string, clientId: string): Promise<boolean> {
  return (await desk.db.message.count({ where: { conversationId, clientId } })) > 0;
}

type Numbered = { entry: Entry; id: string; seq: number; visibleSeq: number | null; text: string };

function rowOf(desk: Desk, conversation: ConversationRow, { entry, id, seq, visibleSeq, text }: Numbered) {
  return {
    shopId: desk.shopId,
    id,
    conversationId: conversation.id,
    seq,
    visibleSeq,
    kind: entry.kind,
    author: entry.author,
    agentId: entry.agentId ?? (desk.actor.kind === "agent" ? desk.actor.id : null),
    text,
    ...(entry.card ? { card: entry.card } : {}),
    clientId: entry.clientId ?? null,
    createdAt: desk.now,
  };
}

/** Only pictures that the same person uploaded, and that stand nowhere yet, may be attached. */
async function claimPictures(desk: Desk, messageId: string, { attachments = [] }: Entry): Promise<void> {
  if (attachments.length === 0) return;
  const { actor } = desk;
  const mine =
    actor.kind === "shopper"
      ? { visitorId: actor.visitorId }
      : actor.kind === "agent"
        ? { agentId: actor.id }
        : {};
  const { count } = await desk.db.attachment.updateMany({
    where: { id: { in: [...attachments] }, messageId: null, returnId: null, ...mine },
    data: { messageId },
  });
  if (count !== new Set(attachments).size) throw new NotFound("No such picture");
}
