import type { Store } from "../store.ts";
import type { Order, OrderTransaction } from "../state/order.ts";
import { done, refused } from "../state/outcome.ts";
import type { Outcome } from "../state/outcome.ts";
import { outstanding } from "../state/totals.ts";
import { liftHolds } from "./hold/hold.ts";
import { touch } from "./touch.ts";

export type TransactionDraft = Pick<OrderTransaction, "kind" | "status" | "gateway" | "amount"> &
  Partial<Pick<OrderTransaction, "card" | "test" | "processedAt">>;

/** A payment comes in: the rest of the price, by hand, where nothing else is said. */
export function payOrder(
  store: Store,
  order: Order,
  how: Partial<TransactionDraft> = {},
): Outcome<OrderTransaction> {
  const due = outstanding(order);
  if (due.shop.minor <= 0) return refused(["id"], "Order cannot be marked as paid.");
  const paid = newTransaction(store, order, {
    kind: "SALE",
    status: "SUCCESS",
    gateway: "manual",
    amount: due,
    processedAt: store.now(),
    ...how,
  });
  if (paid.status === "SUCCESS")
    for (const row of order.transactions) if (row.status === "PENDING") row.status = "FAILURE";
  order.transactions.push(paid);
  store.index(paid);
  store.announce("order_transactions/create", paid.id);
  if (outstanding(order).shop.minor <= 0) {
    store.announce("orders/paid", order.id);
    for (const open of order.fulfillmentOrders)
      liftHolds(store, open, (hold) => hold.reason === "AWAITING_PAYMENT");
  }
  touch(store, order);
  return done(paid);
}

/** A row of the ledger, not yet in it. */
export function newTransaction(store: Store, order: Order, draft: TransactionDraft): OrderTransaction {
  const at = draft.processedAt ?? order.processedAt;
  return {
    id: store.newId("OrderTransaction"),
    orderId: order.id,
    kind: draft.kind,
    status: draft.status,
    gateway: draft.gateway,
    amount: draft.amount,
    parentId: null,
    refundId: null,
    createdAt: at,
    processedAt: at,
    test: draft.test ?? order.test,
    errorCode: null,
    card: draft.card ?? null,
  };
}
