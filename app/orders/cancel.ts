import type { Money } from "~/kit/money";
import type { Unpaid } from "~/ledger/verdict";

import type { NoCredit, PayMethod, RefundTarget } from "./refund";

/** Shopify's reasons, in the order in which people need them. */
export const cancelReasons = ["CUSTOMER", "INVENTORY", "FRAUD", "DECLINED", "STAFF", "OTHER"] as const;
export type CancelReason = (typeof cancelReasons)[number];

export type CancelWish = {
  readonly reason: CancelReason;
  /** Whether what was not sent goes back into stock. */
  readonly restock: boolean;
  /** Where what was paid goes; "none" keeps it. */
  readonly refund: PayMethod | "none";
};

/** What cancelling would come to, by Shopify's reckoning at this moment. */
export type CancelPreview = {
  /** All that was paid and has not gone back yet: what a cancellation with refund pays. */
  readonly total: Money;
  readonly to: readonly RefundTarget[];
  /** How many units will not be sent any more. */
  readonly units: number;
  /** Why it cannot be cancelled; null when it can. */
  readonly obstacle: Obstacle | null;
};

/** cancelled: it is already. sent: a parcel has left. returning: something of it is on its way back. */
export type Obstacle = "cancelled" | "sent" | "returning";

export type CancelRefusal =
  | { readonly because: Obstacle }
  | { readonly because: "changed"; readonly preview: CancelPreview }
  | { readonly because: NoCredit };

export type CancelOutcome =
  | { readonly cancelled: true; readonly paid: Money; readonly refundId: string | null }
  | ({ readonly cancelled: false } & (CancelRefusal | Unpaid));

/** Why this may not be cancelled so, given what is true now; null when it may. */
export function whyNotCancel(
  wish: CancelWish,
  preview: CancelPreview,
  expected: Money,
): CancelRefusal | null {
  if (preview.obstacle) return { because: preview.obstacle };
  const due = wish.refund === "none" ? 0 : preview.total.minor;
  const isExpected = preview.total.currency === expected.currency && due === expected.minor;
  return isExpected ? null : { because: "changed", preview };
}

/** The order was cancelled, through us. */
export type CancelEvent = {
  readonly type: "order.cancelled";
  readonly orderId: string;
  readonly conversationId: string | null;
  readonly by: string;
};
