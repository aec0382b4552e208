import { findRow } from "~/conversations/conversations.server";
import { listVisible } from "~/conversations/messages.server";
import { shopperHere } from "~/conversations/mark.server";
import { receiveMessage } from "~/conversations/receive.server";
import type { Status } from "~/conversations/status";
import type { Desk } from "~/platform/desk.server";

import { shopperAt } from "./chat.server";
import { chatMessage, type ChatMessage } from "./chat";

export type Case = {
  readonly number: number;
  readonly status: Status;
  readonly messages: readonly ChatMessage[];
  /** Older messages that are not shown here. */
  readonly hidden: number;
};

const SHOWN = 100;

/** The shopper's case as its page shows it; looking at it counts as having seen it. */
export async function readCase(desk: Desk, conversationId: string): Promise<Case> {
  const { number, status, lastSeq, lastVisible } = await findRow(desk, conversationId);
  const after = Math.max(0, lastSeq - SHOWN);
  const seen = await listVisible(desk, conversationId, { after, limit: SHOWN });
  const { visitorId, locale } = shopperAt(desk);
  await shopperHere(desk, visitorId, lastVisible);
  const messages = seen.flatMap((message) => chatMessage(message, locale) ?? []);
  return { number, status: status as Status, messages, hidden: Math.max(0, lastVisible - messages.length) };
}

/** Writes to the team from the case page; a closed case opens again. */
export async function writeToCase(
  desk: Desk,
  { clientId, text }: { clientId: string; text: string },
): Promise<boolean> {
  const { visitorId } = shopperAt(desk);
  return (await receiveMessage(desk, { visitorId, clientId, text })).received;
}
