import { withoutCards } from "~/kit/cards";
import { transaction, type Desk } from "~/platform/desk.server";
import { announce } from "~/platform/jobs.server";

import {
  createConversation,
  lockCurrent,
  lockVisitor,
  type ConversationRow,
  type VisitorRow,
} from "./conversations.server";
import type { ConversationEvent } from "./events";
import { isSendable, type Draft } from "./message";
import { append, type Written } from "./record.server";
import { after, goesOn, waitingAfter, type Status } from "./status";

export type Incoming = Pick<Draft, "clientId" | "text" | "attachments"> & { readonly visitorId: string };
export type Received =
  | ({ readonly received: true; readonly conversationId: string } & Written)
  | { readonly received: false; readonly because: "unsendable" };

/**
 * Takes a shopper's message into their open conversation, into the one closed lately, or into a new one.
 * The same clientId again gives the same message; the visitor's row keeps them to one open conversation.
 * @throws NotFound for an unknown visitor or somebody else's picture.
 */
export async function receiveMessage(desk: Desk, incoming: Incoming): Promise<Received> {
  if (!isSendable(incoming)) return { received: false, because: "unsendable" };
  return transaction(desk, async (inside) => {
    const visitor = await lockVisitor(inside, incoming.visitorId);
    const known = await maybeReceived(inside, incoming);
    if (known) return known;
    const conversation = await conversationFor(inside, visitor);
    const written = await append(inside, conversation, {
      entry: entryOf(incoming),
      change: movedOn(inside, conversation),
    });
    await announceReceived(inside, conversation, { messageId: written.id, visitorId: visitor.id });
    return { received: true, conversationId: conversation.id, ...written };
  });
}

async function maybeReceived(desk: Desk, { clientId, visitorId }: Incoming): Promise<Received | null> {
  const message = await desk.db.message.findFirst({
    where: { clientId, author: "shopper", conversation: { visitorId } },
    select: { id: true, seq: true, visibleSeq: true, conversationId: true },
  });
  return message && { received: true, ...message };
}

async function conversationFor(desk: Desk, visitor: VisitorRow): Promise<ConversationRow> {
  const latest = await lockCurrent(desk, visitor.id);
  const isOurs = latest && goesOn({ ...latest, status: latest.status as Status }, desk.now);
  return isOurs ? latest : createConversation(desk, visitor);
}

/** A card number is nothing that we want to keep: it is hidden before anything is written. */
function entryOf({ clientId, text, attachments = [] }: Incoming) {
  const safe = withoutCards(text);
  return { kind: "message", author: "shopper", visible: true, clientId, text: safe, attachments } as const;
}

/** Whose turn it is now. The shopper who writes is here, and has seen everything up to their own words. */
function movedOn(desk: Desk, conversation: ConversationRow) {
  return {
    status: after(conversation.status as Status, "shopper-wrote"),
    waitingSince: waitingAfter(conversation.waitingSince, "shopper-wrote", desk.now),
    snoozedUntil: null,
    closedAt: null,
    shopperHereAt: desk.now,
    shopperSeen: conversation.lastVisible + 1,
  };
}

type Arrived = { readonly messageId: string; readonly visitorId: string };

async function announceReceived(
  desk: Desk,
  conversation: ConversationRow,
  { messageId, visitorId }: Arrived,
) {
  const conversationId = conversation.id;
  if (conversation.status === "closed") {
    const reopened = { type: "conversation.reopened", conversationId, by: "shopper" } as const;
    await announce(desk, reopened satisfies ConversationEvent);
  }
  const received = { type: "message.received", conversationId, messageId, visitorId } as const;
  await announce(desk, received satisfies ConversationEvent);
}
