import type { Message, Picture } from "~/conversations/message";

import { chatCard, type ChatCard } from "./chat-card";

/** A message as the shopper's chat shows it. */
export type ChatMessage = {
  readonly id: string;
  readonly seq: number;
  readonly visibleSeq: number;
  readonly from: Message["author"];
  readonly name: string | null;
  readonly text: string;
  readonly at: string;
  readonly clientId?: string;
  readonly attachments: readonly Picture[];
  readonly card?: ChatCard;
};

/** What the shopper may know of a message; null for what is not meant for them. Agents go by their first name. */
export function chatMessage(message: Message, locale: string): ChatMessage | null {
  if (message.visibleSeq === null || message.kind === "note") return null;
  const card = chatCard(message, locale);
  const { id, seq, visibleSeq, author, text, at, attachments, clientId } = message;
  return {
    id,
    seq,
    visibleSeq,
    from: author,
    name: message.name?.trim().split(/\s+/u)[0] ?? null,
    text,
    at: at.toISOString(),
    attachments,
    ...(author === "shopper" && clientId ? { clientId } : {}),
    ...(card ? { card } : {}),
  };
}
