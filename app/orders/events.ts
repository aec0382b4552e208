/** Something of an order is other than it was: its state, lines, parcels, refunds. */
export type OrderEvent = { readonly type: "order.changed"; readonly orderId: string };
