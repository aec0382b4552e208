import type { Id } from "~/kit/id";
import type { Money } from "~/kit/money";

import type { StoredPolicy } from "./policy/stored";

export const stages = [
  "requested",
  "approved",
  "declined",
  "received",
  "refunded",
  "cancelled",
  "closed",
] as const;
export type Stage = (typeof stages)[number];

export type Happening = "approve" | "decline" | "receive" | "refund" | "cancel" | "close" | "reopen";

const moves: Record<Stage, Partial<Record<Happening, Stage>>> = {
  requested: { approve: "approved", decline: "declined", cancel: "cancelled" },
  approved: { receive: "received", refund: "refunded", cancel: "cancelled", close: "closed" },
  received: { receive: "received", refund: "refunded", close: "closed" },
  refunded: {},
  declined: {},
  cancelled: {},
  closed: { reopen: "approved" },
};

/** The stage after that; null when it may not happen in this stage. */
export function after(stage: Stage, happening: Happening): Stage | null {
  return moves[stage][happening] ?? null;
}

/** From which stages this may happen. */
export function stagesBefore(happening: Happening): Stage[] {
  return stages.filter((stage) => after(stage, happening) !== null);
}

/** Whether a person still has something to do with it. */
export function isOpen(stage: Stage): boolean {
  return stage === "requested" || stage === "approved" || stage === "received";
}

/** A return as our pages and the shopper's see it. */
export type ReturnView = {
  readonly id: Id<"Return">;
  readonly shopifyId: string | null;
  /** Shopify's name for it: "#1001-R1". */
  readonly name: string;
  readonly orderId: string;
  readonly orderName: string;
  readonly customerName: string | null;
  readonly conversationId: string | null;
  readonly stage: Stage;
  /** "shopper:<id>", "agent:<id>", or "shopify" for one made there by hand. */
  readonly requestedBy: string;
  readonly note: string | null;
  readonly declineReason: DeclineReason | null;
  readonly declineNote: string | null;
  readonly policy: StoredPolicy | null;
  readonly requestedAt: Date;
  readonly decidedAt: Date | null;
  readonly receivedAt: Date | null;
  readonly settledAt: Date | null;
  readonly updatedAt: Date;
  readonly lines: readonly ReturnLineView[];
  readonly photos: readonly Photo[];
  /** What was paid back for it, in the customer's money; null while nothing was. */
  readonly refunded: Money | null;
  /** A refund is on its way: nobody may start another. */
  readonly isPaying: boolean;
};

export type ReturnLineView = {
  readonly id: Id<"ReturnLine">;
  readonly lineId: string;
  readonly fulfillmentLineId: string;
  readonly shopifyLineId: string | null;
  readonly title: string;
  readonly variant: string | null;
  readonly image: string | null;
  readonly quantity: number;
  readonly receivedQuantity: number;
  /** Whether what arrived goes back on the shelf. */
  readonly restock: boolean;
  /** Shopify's handle of the reason, and the reason in the words it was chosen in. */
  readonly reason: string;
  readonly reasonLabel: string;
  readonly note: string | null;
  /** One unit, in the customer's money. */
  readonly price: Money | null;
};

export type Photo = {
  readonly id: string;
  readonly name: string;
  readonly width: number;
  readonly height: number;
};

export type DeclineReason = "final-sale" | "window-closed" | "other";

/** What Shopify says of a return, in our types. */
export type SeenReturn = {
  readonly shopifyId: string;
  readonly name: string;
  readonly orderId: string;
  readonly status: "REQUESTED" | "OPEN" | "CLOSED" | "DECLINED" | "CANCELED";
  readonly createdAt: Date;
  readonly approvedAt: Date | null;
  readonly closedAt: Date | null;
  readonly decline: { readonly reason: DeclineReason; readonly note: string | null } | null;
  readonly lines: readonly SeenLine[];
  readonly refunds: readonly SeenRefund[];
};

export type SeenLine = {
  readonly shopifyLineId: string;
  readonly fulfillmentLineId: string;
  readonly lineId: string;
  readonly title: string;
  readonly quantity: number;
  readonly processed: number;
  readonly refunded: number;
  /** How many can be processed now. */
  readonly processable: number;
  readonly reason: string;
  readonly reasonLabel: string;
  readonly note: string | null;
  readonly reverseLineId: string | null;
};

export type SeenRefund = {
  readonly id: string;
  readonly note: string | null;
  readonly amount: Money;
  /** The states of its payments. */
  readonly states: readonly string[];
};

/**
 * The stage that fits what Shopify says, given what we knew. A parcel that we have received stays received:
 * Shopify hears of it only when it is processed. Null: as we knew it.
 */
export function stageSeen(seen: SeenReturn, known: Stage | null): Stage | null {
  const stage = stageOf(seen);
  if (known === null) return stage;
  return stage === known || isBehind(stage, known) ? null : stage;
}

/** What Shopify does not know yet, or no longer tells apart. */
function isBehind(stage: Stage, known: Stage): boolean {
  const behind: Partial<Record<Stage, readonly Stage[]>> = {
    requested: stages,
    approved: ["received", "refunded"],
    received: ["refunded"],
    closed: ["refunded"],
  };
  return behind[stage]?.includes(known) ?? false;
}

function stageOf(seen: SeenReturn): Stage {
  if (seen.status === "REQUESTED") return "requested";
  if (seen.status === "DECLINED") return "declined";
  if (seen.status === "CANCELED") return "cancelled";
  if (isPaid(seen)) return "refunded";
  if (seen.status === "CLOSED") return "closed";
  return seen.lines.some(({ processed }) => processed > 0) ? "received" : "approved";
}

/** Paid: everything that was processed was refunded, or it is over and something was. */
function isPaid({ status, lines, refunds }: SeenReturn): boolean {
  const paid = refunds.some(({ amount, states }) => amount.minor > 0 && states.some(isGood));
  if (status === "CLOSED") return paid;
  return (
    paid &&
    lines.some(({ refunded }) => refunded > 0) &&
    lines.every((line) => line.refunded >= line.processed)
  );
}

function isGood(state: string): boolean {
  return state === "SUCCESS" || state === "PENDING";
}

/** Whether these are the lines of that return: the same units of the same parcels. */
export function hasLines(
  seen: SeenReturn,
  lines: readonly { fulfillmentLineId: string; quantity: number }[],
): boolean {
  const key = (line: { fulfillmentLineId: string; quantity: number }) =>
    `${line.fulfillmentLineId}×${line.quantity}`;
  return seen.lines.map(key).sort().join() === lines.map(key).sort().join();
}
