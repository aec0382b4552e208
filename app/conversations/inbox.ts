import type { Message } from "./message";
import type { Status } from "./status";

export const views = ["mine", "unassigned", "open", "waiting", "snoozed", "closed"] as const;
export type View = (typeof views)[number];

/** What a view shows: one state, and whose. */
export const inView: Record<
  View,
  { readonly status: Status; readonly whose: "mine" | "nobody" | "anybody" }
> = {
  mine: { status: "open", whose: "mine" },
  unassigned: { status: "open", whose: "nobody" },
  open: { status: "open", whose: "anybody" },
  waiting: { status: "waiting", whose: "anybody" },
  snoozed: { status: "snoozed", whose: "anybody" },
  closed: { status: "closed", whose: "anybody" },
};

/** How many conversations wait in the views that stand for work; the others are not counted. */
export type ViewCounts = Record<"mine" | "unassigned" | "open", number>;

/** One line of the inbox. */
export type InboxRow = {
  readonly id: string;
  readonly number: number;
  readonly status: Status;
  readonly channel: string;
  /** The shopper's name, else their address; null when neither is known. */
  readonly who: string | null;
  readonly vip: boolean;
  /** The last message's beginning; empty when it is a picture. */
  readonly preview: string;
  /** What the viewing agent has begun to write. */
  readonly draft: string | null;
  readonly waitingSince: Date | null;
  readonly snoozedUntil: Date | null;
  readonly lastActivityAt: Date;
  /** The newest linked order. */
  readonly order: { readonly name: string; readonly financial: string; readonly fulfillment: string } | null;
  readonly assignee: { readonly id: string; readonly name: string; readonly initials: string } | null;
  readonly unread: boolean;
};

/** A conversation as the team sees it, with its newest messages (oldest first). */
export type ConversationView = {
  readonly id: string;
  readonly number: number;
  readonly status: Status;
  readonly channel: string;
  readonly subject: string | null;
  readonly snoozedUntil: Date | null;
  readonly waitingSince: Date | null;
  readonly createdAt: Date;
  readonly closedAt: Date | null;
  readonly locale: string;
  readonly shopper: {
    readonly name: string | null;
    readonly email: string | null;
    /** Whether a mailed code or Shopify's sign-in proved the address; otherwise it is only a claim. */
    readonly proven: boolean;
    readonly customerId: string | null;
    /** Last sign of life of their open chat. */
    readonly hereAt: Date | null;
  };
  readonly assignee: { readonly id: string; readonly name: string } | null;
  /** Linked orders, the newest link first. */
  readonly orderIds: readonly string[];
  readonly messages: readonly Message[];
  /** The seq to ask for older ones before; null when all are here. */
  readonly olderBefore: number | null;
  readonly lastSeq: number;
  /** Up to which visibleSeq the shopper has seen. */
  readonly shopperSeen: number;
  /** Up to which seq the viewing agent has read. */
  readonly readSeq: number;
  readonly draft: { readonly mode: "reply" | "note"; readonly text: string; readonly savedAt: Date } | null;
};

/** Two letters for a small round: "Iris Lindqvist" gives "IL", "张伟" gives "张". */
export function initials(name: string): string {
  const parts = name.trim().split(/\s+/u).filter(Boolean);
  const first = [...(parts[0] ?? "?")][0] ?? "?";
  const last = parts.length > 1 ? ([...(parts.at(-1) ?? "")][0] ?? "") : "";
  return (first + last).toLocaleUpperCase("en");
}
