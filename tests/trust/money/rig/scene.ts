import { randomUUID } from "node:crypto";

import { listUnsettled } from "~/ledger/intents.server";
import type { CancelAsk } from "~/orders/cancel.server";
import { refundOrder, type RefundAsk } from "~/orders/refund.server";
import type { Desk } from "~/platform/desk.server";
import { changeSettings } from "~/shops/change.server";
import { defaultLimits, type Limits, type MoneyLimits } from "~/shops/money-limits";
import { finishMoney } from "~/wiring/money.server";

import type { Order } from "../../../dev-store/state/order.ts";
import type { TestDesk } from "../../../support/desk.ts";
import { soldAndPulled, type Sale } from "../../../support/sold.ts";

/** One linen shirt for 45.00, unless said. */
export function oneShirt(sale: Order, own: Partial<RefundAsk> = {}): RefundAsk {
  const lines = [{ lineId: sale.lines[0]?.id ?? "", quantity: 1 }];
  const rest = { note: null, notify: false, conversationId: null, shippingMinor: 0 };
  return { clientId: randomUUID(), lines, expectedMinor: 4_500, ...rest, ...own };
}

/** A sale of one linen shirt that Goodturn knows, without shipping unless said. */
export function soldShirt(seat: Desk, { store }: TestDesk, own: Sale & { minor: number }) {
  const { minor, ...sale } = own;
  const lines = [{ title: "Linen shirt", quantity: 1, minor }];
  return soldAndPulled(seat, store, { lines, shippingMinor: 0, ...sale });
}

/** Somebody pays that shirt back. */
export const payBack = (seat: Desk, sale: Order, expectedMinor: number) =>
  refundOrder(seat, sale.id, oneShirt(sale, { expectedMinor }));

/** The whole order called off, with everything paid back. */
export function wholeOrder(own: Partial<CancelAsk> = {}): CancelAsk {
  const wish = { reason: "CUSTOMER", restock: true, refund: "original" } as const;
  const rest = { note: null, notify: false, conversationId: null };
  return { clientId: randomUUID(), expectedMinor: 11_790, ...wish, ...rest, ...own };
}

type Look = { readonly minutes?: number; readonly about?: Order };

/** What a worker does that starts so many minutes from now: it looks after whatever is not settled, or about one order. */
export async function recover(shop: TestDesk, seat: Desk, { minutes = 6, about }: Look = {}): Promise<void> {
  const worker = shop.later(seat, new Date(Date.now() + minutes * 60_000));
  for (const { id, orderId } of await listUnsettled(worker))
    if (!about || orderId === about.id) await finishMoney(worker, { intentId: id });
}

export async function intentsOf(desk: Desk, sale: Order) {
  return desk.db.moneyIntent.findMany({ where: { orderId: sale.id }, orderBy: { createdAt: "asc" } });
}

/** The merchant's limits: those named, for the others what stands by default. */
export async function setLimits(
  shop: TestDesk,
  who: keyof MoneyLimits,
  limits: Partial<Limits> & { readonly pace?: number },
): Promise<void> {
  const { pace, ...own } = limits;
  const nobody = { action: null, ticket: null, day: null, customer: null };
  const moneyLimits = { ...defaultLimits, [who]: { ...nobody, ...own } };
  await changeSettings(shop.desk, { moneyLimits, ...(pace ? { moneyPace: pace } : {}) });
}

/** How often Shopify was asked to move money. */
export function asked(shop: TestDesk): number {
  return shop.host.asked.filter(({ query }) => /refundCreate|returnProcess|orderCancel/.test(query)).length;
}
