import type { Store } from "../store.ts";
import { minus } from "../state/money.ts";
import type { CancelReason, Order } from "../state/order.ts";
import { done, refused } from "../state/outcome.ts";
import type { Outcome } from "../state/outcome.ts";
import { startJob } from "./job.ts";
import { createRefund } from "./pay-back.ts";
import type { Job } from "../state/plumbing.ts";
import { leftOn, maximumRefundable, suggestedTransactions } from "../state/refundable.ts";
import { refundedQuantity, unfulfilledQuantity } from "../state/totals.ts";
import { releaseUnits } from "./shelf/stock.ts";
import { touch } from "./touch.ts";

export type CancelDraft = {
  reason: CancelReason;
  restock: boolean;
  /** Pays everything back to where it came from, or as store credit. */
  refund?: boolean | "store-credit";
  staffNote?: string | null;
};

/** Asks for a cancellation: checked now, done by a job a little later, as Shopify does. */
export function cancelOrder(store: Store, order: Order, draft: CancelDraft): Outcome<Job> {
  if ((draft.staffNote ?? "").length > 255)
    return refused(["staffNote"], "Staff note is too long. Maximum length is 255 characters.", "INVALID");
  if (order.cancelledAt !== null)
    return refused(["orderId"], "Cannot cancel an order that has already been canceled", "INVALID");
  return done(
    startJob(store, { orderId: order.id }, () => {
      if (order.cancelledAt === null && store.orders.has(order.id)) cancelNow(store, order, draft);
    }),
  );
}

/** Cancels at once; irreversible. */
export function cancelNow(store: Store, order: Order, draft: CancelDraft): void {
  if (draft.refund) payEverything(store, order, draft);
  voidAuthorizations(store, order);
  order.cancelledAt = store.now();
  order.closedAt = order.cancelledAt;
  order.cancelReason = draft.reason;
  order.staffNote = draft.staffNote ?? null;
  for (const open of order.fulfillmentOrders) if (open.status !== "CLOSED") open.status = "CANCELLED";
  for (const open of order.fulfillmentOrders)
    for (const row of open.lines) {
      const line = order.lines.find(({ id }) => id === row.lineItemId);
      const units = { variantId: line?.variantId ?? null, quantity: row.remainingQuantity };
      releaseUnits(store, { ...units, locationId: open.locationId }, draft.restock);
      row.remainingQuantity = 0;
    }
  store.announce("orders/cancelled", order.id);
  touch(store, order);
}

/** All money back to where it came from; unsent units go back on the shelf when that is wished. */
function payEverything(store: Store, order: Order, draft: CancelDraft): void {
  const unsent = order.lines.map((line) => ({
    lineItemId: line.id,
    quantity: Math.min(unfulfilledQuantity(order, line), line.quantity - refundedQuantity(order, line)),
    restockType: "CANCEL" as const,
  }));
  const lines = draft.restock ? unsent.filter((line) => line.quantity > 0) : [];
  const due = suggestedTransactions(order, maximumRefundable(order));
  const transactions = due.map(({ parent, amount }) => ({ parentId: parent.id, amount: amount.shop }));
  const money =
    draft.refund === "store-credit" ? { credit: maximumRefundable(order).shop } : { transactions };
  if (lines.length > 0 || transactions.length > 0)
    createRefund(store, order, { lines, ...money, shipping: "all", note: draft.staffNote ?? null });
}

function voidAuthorizations(store: Store, order: Order): void {
  const open = order.transactions.filter((row) => row.kind === "AUTHORIZATION" && row.status === "SUCCESS");
  for (const row of open) {
    const captured = order.transactions.some((child) => child.parentId === row.id);
    if (captured || minus(leftOn(order, row), row.amount).shop.minor !== 0) continue;
    const now = store.now();
    const id = store.newId("OrderTransaction");
    const voided = { ...row, id, kind: "VOID" as const, parentId: row.id, createdAt: now, processedAt: now };
    order.transactions.push(voided);
    store.index(voided);
    store.announce("order_transactions/create", id);
  }
}
