import { transaction, type Actor, type Desk } from "~/platform/desk.server";
import { announce } from "~/platform/jobs.server";

import {
  lockConversation,
  lockWithVisitor,
  maybeOtherOpen,
  type ConversationRow,
} from "./conversations.server";
import { dropSentDraft } from "./draft.server";
import type { ConversationEvent } from "./events";
import { raiseReadMark } from "./mark.server";
import { isSendable, type Draft } from "./message";
import { append, type Entry, type Written } from "./record.server";
import { after, waitingAfter, type Status } from "./status";

export type Sent =
  | ({ readonly sent: true } & Written)
  | { readonly sent: false; readonly because: "unsendable" }
  /** Somebody else wrote, or the state changed, after what the writer had seen; nothing was sent. */
  | { readonly sent: false; readonly because: "changed"; readonly lastSeq: number }
  /** This one is closed and the shopper has another that is open. */
  | { readonly sent: false; readonly because: "moved-on"; readonly conversationId: string };

/**
 * Answers the shopper. The same clientId again gives the same message. With `expectedSeq`, entries by others
 * since then stop it ("changed"), so that nobody answers past a colleague or past the shopper's newest words.
 * @throws NotFound
 */
export async function reply(desk: Desk, id: string, draft: Draft): Promise<Sent> {
  if (!isSendable(draft)) return { sent: false, because: "unsendable" };
  return transaction(desk, async (inside) => {
    const conversation = await lockWithVisitor(inside, id);
    const refusal = await whyNot(inside, conversation, draft);
    if (refusal) return refusal;
    const entry: Entry = { kind: "message", visible: true, ...byActor(inside.actor), ...textOf(draft) };
    const written = await append(inside, conversation, { entry, change: movedOn(inside, conversation) });
    await tidyUp(inside, id, { seq: written.seq, mode: "reply", text: draft.text });
    const agentId = entry.agentId ?? null;
    const event = { type: "message.written", conversationId: id, messageId: written.id, agentId } as const;
    await announce(inside, event satisfies ConversationEvent);
    return { sent: true, ...written };
  });
}

/** Writes a note for the team. No shopper ever sees it, on any way. @throws NotFound */
export async function note(desk: Desk, id: string, draft: Draft): Promise<Sent> {
  if (!isSendable(draft)) return { sent: false, because: "unsendable" };
  return transaction(desk, async (inside) => {
    const conversation = await lockConversation(inside, id);
    const known = await maybeSent(inside, id, draft.clientId);
    if (known) return known;
    const entry: Entry = { kind: "note", visible: false, ...byActor(inside.actor), ...textOf(draft) };
    const written = await append(inside, conversation, { entry });
    await tidyUp(inside, id, { seq: written.seq, mode: "note", text: draft.text });
    return { sent: true, ...written };
  });
}

async function whyNot(desk: Desk, conversation: ConversationRow, draft: Draft): Promise<Sent | null> {
  const known = await maybeSent(desk, conversation.id, draft.clientId);
  if (known) return known;
  if (await hasChanged(desk, conversation, draft.expectedSeq)) {
    return { sent: false, because: "changed", lastSeq: conversation.lastSeq };
  }
  const other = conversation.status === "closed" ? await maybeOtherOpen(desk, conversation) : null;
  return other ? { sent: false, because: "moved-on", conversationId: other } : null;
}

async function maybeSent(desk: Desk, conversationId: string, clientId: string): Promise<Sent | null> {
  const message = await desk.db.message.findFirst({
    where: { conversationId, clientId },
    select: { id: true, seq: true, visibleSeq: true },
  });
  return message && { sent: true, ...message };
}

async function hasChanged(
  desk: Desk,
  { id, lastSeq }: ConversationRow,
  expectedSeq = lastSeq,
): Promise<boolean> {
  if (lastSeq <= expectedSeq) return false;
  const own =
    desk.actor.kind === "agent" ? { OR: [{ agentId: null }, { agentId: { not: desk.actor.id } }] } : {};
  const others = await desk.db.message.findFirst({
    where: { conversationId: id, seq: { gt: expectedSeq }, ...own },
    select: { id: true },
  });
  return others !== null;
}

function movedOn(desk: Desk, { status, waitingSince }: ConversationRow) {
  return {
    status: after(status as Status, "agent-replied"),
    waitingSince: waitingAfter(waitingSince, "agent-replied", desk.now),
    snoozedUntil: null,
    closedAt: null,
  };
}

function byActor(actor: Actor): Pick<Entry, "author" | "agentId"> {
  if (actor.kind === "agent") return { author: "agent", agentId: actor.id };
  return { author: actor.kind === "assistant" ? "assistant" : "system" };
}

function textOf({ text, clientId, attachments = [] }: Draft) {
  return { text, clientId, attachments };
}

type Said = { readonly seq: number; readonly mode: "reply" | "note"; readonly text: string };

/** Whoever has written has read, and what was written is no draft any more. */
async function tidyUp(desk: Desk, id: string, said: Said): Promise<void> {
  if (desk.actor.kind !== "agent") return;
  await dropSentDraft(desk, id, said);
  await raiseReadMark(desk, id, said.seq);
}
