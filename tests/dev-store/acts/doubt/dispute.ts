import { done, refused } from "../../state/outcome.ts";
import type { Outcome } from "../../state/outcome.ts";
import { reasonCodes } from "../../state/doubt.ts";
import type { Dispute, DisputeReason } from "../../state/doubt.ts";
import type { Order } from "../../state/order.ts";
import { leftOn, payments } from "../../state/refundable.ts";
import { iso } from "../../store.ts";
import type { Store } from "../../store.ts";

const daysToAnswer = 14;

/** The buyer's bank asks back what is left of a payment; Shopify only hears of it for its own payments. */
export function openDispute(store: Store, order: Order, reason: DisputeReason): Outcome<Dispute> {
  if (order.disputes.some((dispute) => dispute.finalizedOn === null))
    return refused(null, "This payment is disputed already.");
  const paid = payments(order).find(
    (row) => row.gateway === "shopify_payments" && leftOn(order, row).shop.minor > 0,
  );
  if (!paid) return refused(null, "Only what was paid through Shopify Payments can be disputed.");
  const now = store.now();
  const dispute: Dispute = {
    id: store.newId("ShopifyPaymentsDispute"),
    orderId: order.id,
    type: "CHARGEBACK",
    amount: leftOn(order, paid),
    reason,
    networkReasonCode: reasonCodes[reason],
    status: "NEEDS_RESPONSE",
    evidenceDueBy: iso(new Date(Date.parse(now) + daysToAnswer * 86_400_000)),
    evidenceSentOn: null,
    finalizedOn: null,
    initiatedAt: now,
  };
  order.disputes.push(dispute);
  store.index(dispute);
  store.announce("disputes/create", dispute.id);
  return done(dispute);
}

/** The merchant's evidence is in; the bank looks at it. */
export function answerDispute(store: Store, dispute: Dispute): Outcome<Dispute> {
  if (dispute.status !== "NEEDS_RESPONSE") return refused(null, "This dispute does not wait for an answer.");
  return move(store, dispute, { status: "UNDER_REVIEW", evidenceSentOn: store.now() });
}

/** The bank's word, or the merchant gives in. */
export function endDispute(
  store: Store,
  dispute: Dispute,
  status: "ACCEPTED" | "WON" | "LOST",
): Outcome<Dispute> {
  if (dispute.finalizedOn !== null) return refused(null, "This dispute is over already.");
  return move(store, dispute, { status, finalizedOn: store.now() });
}

function move(store: Store, dispute: Dispute, change: Partial<Dispute>): Outcome<Dispute> {
  Object.assign(dispute, change);
  store.announce("disputes/update", dispute.id);
  return done(dispute);
}
