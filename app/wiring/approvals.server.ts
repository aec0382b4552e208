import { NotAllowed } from "~/kit/failures";
import { idOf } from "~/kit/id";
import { money } from "~/kit/money";
import { whyNotDecide, type ApprovalEvent, type DecisionRefusal } from "~/ledger/approval";
import { declineApproval, findApproval, wishOf, type Declined } from "~/ledger/approvals.server";
import { recordEvent } from "~/conversations/record.server";
import { pay, whyNotNow } from "~/ledger/pay.server";
import type { MoneyWish } from "~/ledger/prepare.server";
import { markReviewed } from "~/ledger/review.server";
import { isBooked, verdictOf, type Unpaid } from "~/ledger/verdict";
import { showSoon } from "~/orders/refund.server";
import { actorKey, type Desk } from "~/platform/desk.server";
import { mayDo } from "~/team/permission";

import { finishMoney, movers } from "./money.server";

export type Decision =
  | {
      readonly verdict: "approve";
      readonly id: string;
      /** What the button said, in minor units of the money the customer paid with. */
      readonly expectedMinor: number;
      readonly word: string | null;
    }
  | { readonly verdict: "decline"; readonly id: string; readonly word: string | null }
  | { readonly verdict: "look" | "reviewed"; readonly id: string };

/** What became of an approval: paid, or why not; a refusal may carry a preview of what is true now. */
export type Approved =
  | { readonly approved: true }
  | ({ readonly approved: false } & (Unpaid | { readonly because: DecisionRefusal } | Refusal));
type Refusal = { readonly because: string; readonly preview?: unknown };

/**
 * What a person says to a payment that waits for somebody.
 * @throws NotFound, NotAllowed for who may not approve, Unavailable when nothing was done
 */
export async function decideOn(
  desk: Desk,
  decision: Decision,
): Promise<Approved | Declined | { done: true }> {
  switch (decision.verdict) {
    case "approve":
      needsRight(desk);
      return approvePayment(desk, decision);
    case "decline":
      if ((await findApproval(desk, decision.id)).requestedBy !== actorKey(desk.actor)) needsRight(desk);
      return declineApproval(desk, decision.id, decision.word);
    case "look":
      needsRight(desk);
      await finishMoney(desk, { intentId: decision.id });
      return { done: true };
    case "reviewed":
      needsRight(desk);
      await markReviewed(desk, idOf<"MoneyIntent">(decision.id));
      return { done: true };
  }
}

function needsRight({ actor }: Desk): void {
  if (actor.kind !== "agent" || !mayDo(actor.role, "money:approve")) throw new NotAllowed("May not approve");
}

type Approval = Extract<Decision, { verdict: "approve" }>;

/**
 * Approves and pays, exactly once however often it is pressed: the order is read again first, the approver's own
 * limits count, and what they saw is what is paid, or nothing.
 */
async function approvePayment(desk: Desk, decision: Approval): Promise<Approved> {
  const approval = await findApproval(desk, decision.id);
  const refusal = whyNotDecide(approval, actorKey(desk.actor));
  if (refusal) return { approved: false, because: refusal };
  const { kind, orderId, returnId, conversationId, clientId } = approval;
  const wish: MoneyWish = {
    ...{ kind, orderId, conversationId, clientId },
    ...(returnId ? { returnId: idOf<"Return">(returnId) } : {}),
    amount: money(decision.expectedMinor, approval.amount.currency),
    request: await wishOf(desk, approval.id),
    approval: { id: approval.id, word: decision.word },
  };
  const mover = movers[kind];
  const stale = await whyNotNow(desk, mover, wish);
  if (stale) return { approved: false, ...stale };
  const paid = await pay(desk, mover, wish);
  if (paid.kind === "carried" && isBooked(paid.intent)) await showSoon(desk, orderId);
  const verdict = verdictOf(paid);
  return verdict.isPaid ? { approved: true } : { approved: false, ...verdict.why };
}

/** A grey line in the conversation that it is about; the shopper does not see it. */
export async function noteApproval(desk: Desk, event: ApprovalEvent): Promise<void> {
  if (!event.conversationId) return;
  const { type, approvalId, conversationId, orderId, amountMinor, currency, by } = event;
  await recordEvent(desk, conversationId, {
    card: { type, approvalId, orderId, amountMinor, currency, by },
    visible: false,
    clientId: `${type}:${approvalId}`,
  });
}
