import { page } from "../markup.ts";
import type { Raw } from "../markup.ts";
import { displayName } from "../state/customer.ts";
import { fixedText } from "../state/money.ts";
import type { MoneyBag } from "../state/money.ts";
import type { Order } from "../state/order.ts";
import { financialStatus, fulfillmentStatus, returnStatus } from "../state/status.ts";
import type { Store } from "../store.ts";

type Tone = "" | "good" | "warn" | "note" | "grave";

const tones: Record<string, Tone> = {
  PAID: "",
  FULFILLED: "",
  PENDING: "warn",
  AUTHORIZED: "warn",
  PARTIALLY_PAID: "warn",
  UNFULFILLED: "warn",
  PARTIALLY_FULFILLED: "warn",
  ON_HOLD: "warn",
  RETURN_REQUESTED: "warn",
  REQUESTED: "warn",
  IN_PROGRESS: "note",
  OPEN: "note",
  IN_TRANSIT: "note",
  OUT_FOR_DELIVERY: "note",
  INSPECTION_COMPLETE: "note",
  DELIVERED: "good",
  FAILURE: "grave",
  DELAYED: "grave",
  ATTEMPTED_DELIVERY: "grave",
};

/** A status as Shopify words it: IN_TRANSIT is "In transit". */
export function badge(status: string | null): Raw | null {
  if (status === null) return null;
  return page`<span class="badge ${tones[status] ?? ""}">${words(status)}</span>`;
}

export function words(status: string): string {
  const text = status.toLowerCase().replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** An order's badges: payment, parcel, return, cancelled. */
export function orderBadges(order: Order): (Raw | null)[] {
  const returned = returnStatus(order);
  return [
    order.cancelledAt === null ? null : badge("CANCELED"),
    badge(financialStatus(order)),
    badge(fulfillmentStatus(order)),
    returned === "NO_RETURN" ? null : badge(returned),
  ];
}

/** In the shop's currency; the buyer's in brackets when it is another. */
export function money(amount: MoneyBag): string {
  const own = format(amount.shop);
  return amount.shop.currency === amount.presentment.currency
    ? own
    : `${own} (${format(amount.presentment)})`;
}

function format(amount: MoneyBag["shop"]): string {
  return new Intl.NumberFormat("en", { style: "currency", currency: amount.currency }).format(
    fixedText(amount) as unknown as number,
  );
}

/** "22 Nov 2026, 11:05", where the shop is. */
export function when(store: Store, at: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    ...{ timeZone: store.shop.timezone, day: "numeric", month: "short", year: "numeric" },
    ...{ hour: "2-digit", minute: "2-digit" },
  }).format(new Date(at));
}

export function customerName(store: Store, order: Order): string {
  const customer = order.customerId === null ? undefined : store.customers.get(order.customerId);
  if (customer) return displayName(customer);
  const { firstName, lastName } = order.billingAddress ??
    order.shippingAddress ?? { firstName: null, lastName: null };
  return [firstName, lastName].filter(Boolean).join(" ") || (order.email ?? "No customer");
}

/** The number at the end of an id, as addresses have it. */
export function number(gid: string): string {
  return gid.split("/").at(-1) ?? "";
}

export function head(
  title: string,
  extra: { back?: string; beside?: unknown; below?: unknown; acts?: unknown } = {},
): Raw {
  return page`<div class="head">${extra.back !== undefined && page`<a class="back" href="${extra.back}" aria-label="Back">←</a>`}
    <h1>${title}</h1>${extra.beside}${extra.acts !== undefined && page`<span class="acts">${extra.acts}</span>`}
    ${extra.below !== undefined && page`<p class="when">${extra.below}</p>`}</div>`;
}
