import type { Desk } from "~/platform/desk.server";
import { pullOrder } from "~/orders/pull.server";

import { bag, type Currencies } from "../dev-store/state/money.ts";
import type { Order } from "../dev-store/state/order.ts";
import { placeOrder, type OrderDraft } from "../dev-store/acts/place.ts";
import { fulfil, markDelivered } from "../dev-store/acts/ship.ts";
import type { Store } from "../dev-store/store.ts";

export type Sale = {
  /** Units and the price of one in minor units of the shop's currency; a linen shirt and a fern unless said. */
  readonly lines?: readonly { title: string; quantity: number; minor: number }[];
  readonly shippingMinor?: number;
  readonly currencies?: Currencies;
  /** Whether the parcel went out, or has come. */
  readonly parcel?: "none" | "sent" | "delivered";
  readonly draft?: Partial<OrderDraft>;
};

const basket = [
  { title: "Linen shirt", quantity: 2, minor: 4_500 },
  { title: "Boston fern", quantity: 1, minor: 2_300 },
];

/** Noor's order in the store: paid by card, sent and delivered unless said. */
function sold(store: Store, sale: Sale = {}): Order {
  const currencies = sale.currencies ?? { shop: "EUR", presentment: "EUR", rate: 1 };
  const both = (minor: number) => bag(currencies, minor, Math.round(minor * currencies.rate));
  const lines = sale.lines ?? basket;
  const shipping = sale.shippingMinor ?? 490;
  const total = lines.reduce((sum, { quantity, minor }) => sum + quantity * minor, shipping);
  const order = placeOrder(store, {
    currencies,
    taxesIncluded: true,
    email: "noor@example.com",
    lines: lines.map(({ title, quantity, minor }) => ({ title, quantity, unitPrice: both(minor) })),
    shipping: shipping > 0 ? [{ title: "Standard", price: both(shipping) }] : [],
    transactions: [
      {
        kind: "SALE",
        status: "SUCCESS",
        gateway: "shopify_payments",
        amount: both(total),
        card: { brand: "Visa", last4: "4242" },
      },
    ],
    ...sale.draft,
  });
  if (sale.parcel !== "none") fulfil(store, order);
  if ((sale.parcel ?? "delivered") === "delivered") markDelivered(store, order);
  return order;
}

/** The same, already read into our database. */
export async function soldAndPulled(desk: Desk, store: Store, sale: Sale = {}): Promise<Order> {
  const order = sold(store, sale);
  await pullOrder(desk, order.id);
  return order;
}

/** What the store's ledger has paid back on an order, in the customer's minor units. */
export function paidBack(order: Order): number {
  return order.transactions
    .filter(({ kind, status }) => kind === "REFUND" && status !== "FAILURE")
    .reduce((sum, { amount }) => sum + amount.presentment.minor, 0);
}
