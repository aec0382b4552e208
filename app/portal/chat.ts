import type { Card, Message, Picture } from "~/conversations/message";

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
  readonly card?: unknown;
};

/** What the shopper may know of a message; null for what is not meant for them. Agents go by their first name. */
export function chatMessage(message: Message, card?: unknown): ChatMessage | null {
  if (message.visibleSeq === null || message.kind === "note") return null;
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
    ...(card === undefined ? {} : { card }),
  };
}

/** A stored card as the shopper may see it without asking another room; undefined for cards that need one. */
export function plainCard(card: Card | null): { kind: "survey"; url: string } | undefined {
  return card?.type === "survey" && typeof card["url"] === "string"
    ? { kind: "survey", url: card["url"] }
    : undefined;
}
