import type { Money } from "~/kit/money";

import type { IntentKind, IntentState } from "./intent";
import type { LimitName } from "./limit";

/** A payment that was above somebody's limit, as the queue shows it. */
export type Approval = {
  readonly id: string;
  readonly kind: IntentKind;
  readonly orderId: string;
  readonly orderName: string;
  readonly returnId: string | null;
  readonly conversationId: string | null;
  readonly clientId: string;
  /** In the money the customer paid with. */
  readonly amount: Money;
  /** In the shop's own, in which limits are counted. */
  readonly shopAmount: Money;
  readonly exceeds: readonly LimitName[];
  readonly state: "open" | "approved" | "declined";
  /** What somebody wrote to it when they asked. */
  readonly note: string | null;
  readonly requestedBy: string;
  readonly requestedByName: string;
  readonly requestedAt: Date;
  readonly decidedByName: string | null;
  readonly decidedAt: Date | null;
  readonly word: string | null;
  /** What became of the payment; null while none was begun. */
  readonly payment: { readonly state: IntentState; readonly failure: string | null } | null;
};

/** Why an approval may not be decided by somebody; null when it may. */
export type DecisionRefusal = "own" | "decided";

/** Approver and asker are never the same; what is decided stays decided, unless its payment never left the house. */
export function whyNotDecide(
  approval: Pick<Approval, "state" | "requestedBy" | "payment">,
  decider: string,
): DecisionRefusal | null {
  if (approval.requestedBy === decider) return "own";
  return isWaiting(approval) ? null : "decided";
}

/** Whether somebody still has to do something about it. */
export function isWaiting({ state, payment }: Pick<Approval, "state" | "payment">): boolean {
  return state === "open" || (state === "approved" && payment === null);
}

/** Money that was asked for, or about which was decided. */
export type ApprovalEvent =
  | (Told & { readonly type: "money.asked" })
  | (Told & { readonly type: "money.approved" })
  | (Told & { readonly type: "money.declined" });

type Told = {
  readonly approvalId: string;
  readonly conversationId: string | null;
  readonly orderId: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly by: string;
};
