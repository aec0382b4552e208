export type OrderEvent =
  /** Something of an order is other than it was: its state, lines, parcels, refunds. */
  | { readonly type: "order.changed"; readonly orderId: string }
  /** All orders that were before us have come in. */
  | { readonly type: "orders.arrived" };
