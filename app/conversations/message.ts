/** What stands in a grey line or a card: the kind, and the ids that a screen needs to show it. */
export type Card = { readonly type: string } & { readonly [name: string]: string | number | boolean | null };

/** A picture as people see it; the address is signed and good for ten minutes. */
export type Picture = {
  readonly id: string;
  readonly url: string;
  readonly name: string;
  readonly width: number;
  readonly height: number;
};

export type Author = "shopper" | "agent" | "assistant" | "system";
export type Kind = "message" | "note" | "event";

/** One entry of a conversation as the team sees it. */
export type Message = {
  readonly id: string;
  /** 1, 2, 3 … in the conversation, without a hole. */
  readonly seq: number;
  /** 1, 2, 3 … among what the shopper may see; null for notes and internal lines. */
  readonly visibleSeq: number | null;
  readonly kind: Kind;
  readonly author: Author;
  readonly agentId: string | null;
  /** The agent's name; null for everybody else. */
  readonly name: string | null;
  readonly text: string;
  readonly card: Card | null;
  readonly clientId: string | null;
  readonly attachments: readonly Picture[];
  /** When a mail carried it to the shopper. */
  readonly mailedAt: Date | null;
  readonly at: Date;
};

/** What a person sends. The same clientId again is the same message. */
export type Draft = {
  readonly clientId: string;
  readonly text: string;
  /** Ids of pictures that the same person has uploaded. */
  readonly attachments?: readonly string[];
  /** The newest entry that the writer had seen; when somebody else wrote since, nothing is sent. */
  readonly expectedSeq?: number;
};

export const LONGEST_TEXT = 10_000;

/** Whether there is something to send: words or a picture, and not too many words. */
export function isSendable({ text, attachments = [] }: Pick<Draft, "text" | "attachments">): boolean {
  return text.length <= LONGEST_TEXT && (text.trim() !== "" || attachments.length > 0);
}
