import { maybeCurrent } from "~/conversations/conversations.server";
import { shopperHere } from "~/conversations/mark.server";
import { listVisible } from "~/conversations/messages.server";
import { receiveMessage } from "~/conversations/receive.server";
import type { Status } from "~/conversations/status";
import { NotAllowed, NotFound } from "~/kit/failures";
import type { Desk } from "~/platform/desk.server";
import { take } from "~/platform/limits.server";

import { chatMessage, type ChatMessage } from "./chat";
import { limits } from "./limits";
import type { Presence } from "./presence";
import { presenceFor } from "./presence.server";
import { refused, type Refused } from "./refusal";

export type ChatConversation = {
  readonly id: string;
  readonly status: Status;
  readonly lastSeq: number;
  readonly lastVisible: number;
  readonly teamSeenSeq: number;
  /** Whether we know where to mail an answer; the address itself stays here. */
  readonly reachable: boolean;
};

export type Chat = {
  readonly conversation: ChatConversation | null;
  readonly messages: readonly ChatMessage[];
  readonly presence: Presence;
};

const PAGE = 100;

/** The visitor's conversation and what they may see of it after a seq, oldest first, at most 100. */
export async function readChat(desk: Desk, after: number): Promise<Chat> {
  const { visitorId, locale } = shopperAt(desk);
  const [row, presence] = await Promise.all([maybeCurrent(desk, visitorId), presenceFor(desk, locale)]);
  if (!row) return { conversation: null, messages: [], presence };
  const [messages] = await Promise.all([visibleAfter(desk, row.id, after), shopperHere(desk, visitorId)]);
  const { id, lastSeq, lastVisible, teamSeen: teamSeenSeq } = row;
  const [status, reachable] = [row.status as Status, row.shopperEmail !== null];
  return {
    conversation: { id, status, lastSeq, lastVisible, teamSeenSeq, reachable },
    messages,
    presence,
  };
}

export type SendAsk = {
  readonly clientId: string;
  readonly text: string;
  readonly attachments?: readonly string[] | undefined;
};

/** Sends the shopper's words; the same clientId again gives the same message. */
export async function send(
  desk: Desk,
  { clientId, text, attachments = [] }: SendAsk,
): Promise<{ message: ChatMessage } | Refused> {
  const { visitorId } = shopperAt(desk);
  for (const limit of [limits.sendBurst, limits.sendHour]) {
    const verdict = await take(limit, `${desk.shopId}:${visitorId}`);
    if (!verdict.allowed) return refused("slow-down", verdict.retryAfterSeconds);
  }
  const received = await receiveMessage(desk, { visitorId, clientId, text, attachments });
  if (!received.received) return refused("bad-input");
  const [message] = await visibleAfter(desk, received.conversationId, received.seq - 1);
  if (!message) throw new NotFound("No such message");
  return { message };
}

async function visibleAfter(desk: Desk, conversationId: string, after: number): Promise<ChatMessage[]> {
  const messages = await listVisible(desk, conversationId, { after, limit: PAGE });
  const { locale } = shopperAt(desk);
  return messages.flatMap((message) => chatMessage(message, locale) ?? []);
}

/** The shopper at this desk. @throws NotAllowed for anybody else */
export function shopperAt({ actor }: Desk) {
  if (actor.kind !== "shopper") throw new NotAllowed("Only shoppers");
  return actor;
}
