import type { AdminOperations, ReturnData } from "@shopify/admin-api-client";

import { fromDecimal, sum } from "~/kit/money";
import type { Booked } from "~/ledger/carry.server";
import type { Desk } from "~/platform/desk.server";

import type { CancelPreview, CancelReason, CancelWish, Obstacle } from "./cancel";
import { cardOf } from "./payload";
import { bookedAs } from "./refund-shopify.server";

const standing = `#graphql
  query CancelPreview($orderId: ID!) {
    order(id: $orderId) {
      cancelledAt
      presentmentCurrencyCode
      returnStatus
      fulfillments(first: 50) { status }
      lineItems(first: 250) { nodes { unfulfilledQuantity } }
      refunds { id }
      suggestedRefund(suggestFullRefund: true) {
        maximumRefundableSet { presentmentMoney { amount } }
        suggestedTransactions {
          gateway
          formattedGateway
          accountNumber
          paymentDetails { ... on CardPaymentDetails { company } }
          amountSet { presentmentMoney { amount } }
        }
      }
    }
  }
`;

const cancellation = `#graphql
  mutation CancelOrder(
    $orderId: ID!
    $reason: OrderCancelReason!
    $restock: Boolean!
    $refundMethod: OrderCancelRefundMethodInput
    $notifyCustomer: Boolean
    $staffNote: String
  ) {
    orderCancel(
      orderId: $orderId
      reason: $reason
      restock: $restock
      refundMethod: $refundMethod
      notifyCustomer: $notifyCustomer
      staffNote: $staffNote
    ) {
      job { id }
      orderCancelUserErrors { message }
    }
  }
`;

const books = `#graphql
  query CancelOutcome($orderId: ID!) {
    order(id: $orderId) {
      cancelledAt
      cancellation { staffNote }
      presentmentCurrencyCode
      refunds {
        id
        note
        createdAt
        totalRefundedSet { presentmentMoney { amount } }
        transactions(first: 20) { nodes { status } }
      }
    }
  }
`;

const progress = `#graphql
  query CancelProgress($jobId: ID!) {
    job(id: $jobId) { done }
  }
`;

/** The request that will be sent, whole: what is written in the ledger is what Shopify gets. */
export type CancelRequest = {
  readonly orderId: string;
  readonly reason: CancelReason;
  readonly restock: boolean;
  readonly refundMethod: { originalPaymentMethodsRefund: boolean } | { storeCreditRefund: object } | null;
  readonly notifyCustomer: boolean;
  readonly staffNote: string;
};

type Order = NonNullable<ReturnData<typeof standing, AdminOperations>["order"]>;

/** What cancelling would come to now, and which refunds there are already; null when the order is gone. */
export async function askCancel(
  desk: Desk,
  orderId: string,
): Promise<{ readonly preview: CancelPreview; readonly refunds: string[] } | null> {
  const { order } = await desk.shopify.query(standing, { orderId });
  return order ? { preview: previewOf(order), refunds: order.refunds.map(({ id }) => id) } : null;
}

function previewOf(order: Order): CancelPreview {
  const read = (bag: { presentmentMoney: { amount: string } }) =>
    fromDecimal(bag.presentmentMoney.amount, order.presentmentCurrencyCode);
  const found = order.suggestedRefund;
  const nothing = { minor: 0, currency: order.presentmentCurrencyCode };
  const total = found ? read(found.maximumRefundableSet) : nothing;
  const to = (found?.suggestedTransactions ?? []).map((row) => ({
    gateway: cardOf(row) ?? row.formattedGateway ?? row.gateway ?? "",
    account: row.accountNumber ?? null,
    amount: read(row.amountSet),
  }));
  const suggested = sum(
    to.map(({ amount }) => amount),
    total.currency,
  );
  return {
    total,
    // Where Shopify would pay more back than it suggests, it does not say to which payment.
    to: suggested.minor === total.minor ? to.filter(({ amount }) => amount.minor > 0) : [],
    units: order.lineItems.nodes.reduce((units, line) => units + line.unfulfilledQuantity, 0),
    obstacle: obstacleTo(order),
  };
}

function obstacleTo({ cancelledAt, fulfillments, returnStatus }: Order): Obstacle | null {
  if (cancelledAt) return "cancelled";
  if (fulfillments.some(({ status }) => status !== "CANCELLED" && status !== "FAILURE")) return "sent";
  return returnStatus === "IN_PROGRESS" || returnStatus === "RETURN_REQUESTED" ? "returning" : null;
}

export function refundMethod(refund: CancelWish["refund"]): CancelRequest["refundMethod"] {
  if (refund === "none") return null;
  return refund === "original" ? { originalPaymentMethodsRefund: true } : { storeCreditRefund: {} };
}

/** What stands in the books beside the cancellation that would be ours. */
export type Trail = {
  readonly mark: string;
  /** The refunds that were there before. */
  readonly known: readonly string[];
  /** Whether it was to pay something back. */
  readonly pays: boolean;
};

const LOOKS = 20;
const BETWEEN_MS = 250;

/** Asks Shopify to cancel, once, and waits a few seconds for it to be done. @throws when that does not show. */
export async function sendCancel(desk: Desk, request: CancelRequest, trail: Trail): Promise<Booked> {
  const { orderCancel: answer } = await desk.shopify.change(cancellation, request);
  if (!answer) throw new Error("orderCancel gave no answer");
  const { orderCancelUserErrors: errors, job } = answer;
  if (errors.length > 0 || !job)
    return { paid: false, because: `refused:${errors.map(({ message }) => message).join(" ")}` };
  return await untilDone(desk, job.id, () => traceCancel(desk, request.orderId, trail));
}

async function untilDone(desk: Desk, jobId: string, look: () => Promise<Booked | null>): Promise<Booked> {
  for (let turn = 1; turn <= LOOKS; turn += 1) {
    const { job } = await desk.shopify.query(progress, { jobId });
    const booked = job?.done === false ? null : await look();
    if (booked) return booked;
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
  }
  throw new Error("Shopify took the cancellation, but it does not show yet");
}

/** Looks whether the order was cancelled, and by us; null while it is not, or while its refund does not show. */
export async function traceCancel(desk: Desk, orderId: string, trail: Trail): Promise<Booked | null> {
  const { order } = await desk.shopify.query(books, { orderId });
  if (!order?.cancelledAt) return null;
  if (!order.cancellation?.staffNote?.includes(trail.mark))
    return { paid: false, because: "cancelled-elsewhere" };
  if (!trail.pays) return { paid: true, refundId: null };
  const made = madeBy(order.refunds, trail);
  if (!made) return null;
  const paid = fromDecimal(made.totalRefundedSet.presentmentMoney.amount, order.presentmentCurrencyCode);
  const booked = bookedAs(made);
  return booked.paid ? { ...booked, amount: paid } : booked;
}

/** The refund that the cancellation made: it carries our mark, or else is the last of those that are new. */
function madeBy<Refund extends { id: string; note?: string | null; createdAt?: string | null }>(
  refunds: readonly Refund[],
  { mark, known }: Trail,
): Refund | undefined {
  const fresh = refunds.filter(({ id }) => !known.includes(id));
  const byTime = [...fresh].sort((a, b) => ((a.createdAt ?? "") < (b.createdAt ?? "") ? -1 : 1));
  return fresh.find(({ note }) => note?.includes(mark)) ?? byTime.at(-1);
}
