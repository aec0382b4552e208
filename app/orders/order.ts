import type { Money, MoneyPair } from "~/kit/money";

/** An order as we keep it: what the Admin API said when it was last read. Ids are Shopify's gids. */
export type Order = {
  readonly id: string;
  /** "#1001" */
  readonly name: string;
  readonly customerId: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  /** Shopify's words: PAID, PARTIALLY_REFUNDED, … */
  readonly financialStatus: string;
  readonly fulfillmentStatus: string;
  readonly returnStatus: string;
  readonly placedAt: Date;
  readonly updatedAt: Date;
  readonly cancelledAt: Date | null;
  readonly closedAt: Date | null;
  /** What the order cost when it was placed. */
  readonly total: MoneyPair;
  readonly refunded: MoneyPair;
  readonly tags: readonly string[];
  readonly note: string | null;
  readonly details: OrderDetails;
  readonly lines: readonly OrderLine[];
  readonly parcels: readonly Parcel[];
  readonly refunds: readonly OrderRefund[];
  /** False when it came in bulk: parcels' lines and events and refunds' lines are still missing. */
  readonly isWhole: boolean;
};

/** What is shown and never searched. */
export type OrderDetails = {
  readonly cancelReason: string | null;
  readonly taxesIncluded: boolean;
  readonly subtotal: MoneyPair;
  readonly shipping: MoneyPair;
  readonly tax: MoneyPair;
  readonly discount: MoneyPair;
  readonly discountCodes: readonly string[];
  readonly shippingTitle: string | null;
  readonly shippingAddress: Address | null;
  readonly billingAddress: Address | null;
  readonly payments: readonly Payment[];
};

export type Address = {
  readonly name: string | null;
  readonly company: string | null;
  readonly address1: string | null;
  readonly address2: string | null;
  readonly zip: string | null;
  readonly city: string | null;
  readonly province: string | null;
  readonly country: string | null;
  readonly countryCode: string | null;
  readonly phone: string | null;
};

/** One row of Shopify's ledger. */
export type Payment = {
  readonly id: string;
  /** SALE, CAPTURE, REFUND, … */
  readonly kind: string;
  readonly status: string;
  readonly gateway: string | null;
  /** The card's brand, "Visa"; null for what was not paid by card. */
  readonly card: string | null;
  /** The masked card or account, as Shopify shows it. */
  readonly account: string | null;
  readonly amount: MoneyPair;
  /** ISO; null until the gateway has answered. */
  readonly at: string | null;
};

export type OrderLine = {
  readonly id: string;
  readonly title: string;
  readonly variantTitle: string | null;
  readonly sku: string | null;
  readonly productId: string | null;
  readonly variantId: string | null;
  readonly imageUrl: string | null;
  /** The product's tags: final-sale rules look at them. */
  readonly tags: readonly string[];
  readonly productType: string | null;
  /** Handles of the collections the product is in; empty when the order came in bulk. */
  readonly collections: readonly string[];
  /** As ordered; `currentQuantity` is what is left after edits, refunds and returns. */
  readonly quantity: number;
  readonly currentQuantity: number;
  readonly refundableQuantity: number;
  readonly fulfilledQuantity: number;
  readonly unitPrice: MoneyPair;
  /** Discounts of the whole line, the order's own shared out included. */
  readonly discount: Money;
  readonly tax: Money;
  /** Price times quantity less discounts. */
  readonly total: MoneyPair;
  readonly requiresShipping: boolean;
};

/** What Shopify calls a fulfillment. */
export type Parcel = {
  readonly id: string;
  /** "#1001-F1" */
  readonly name: string;
  /** SUCCESS, CANCELLED, … */
  readonly status: string;
  /** The carrier's last word: IN_TRANSIT, OUT_FOR_DELIVERY, DELIVERED, … */
  readonly displayStatus: string | null;
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
  readonly trackingUrl: string | null;
  /** The first delivery date anybody promised: later estimates do not make a late parcel punctual. */
  readonly promisedAt: Date | null;
  readonly inTransitAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly lines: readonly ParcelLine[];
  /** Oldest first. */
  readonly events: readonly ParcelEvent[];
};

export type ParcelLine = { readonly id: string; readonly lineId: string; readonly quantity: number };

export type ParcelEvent = {
  readonly status: string;
  readonly message: string | null;
  readonly city: string | null;
  readonly country: string | null;
  /** ISO */
  readonly happenedAt: string;
};

export type OrderRefund = {
  readonly id: string;
  /** Shopify's return it belongs to, if any. */
  readonly returnId: string | null;
  readonly total: MoneyPair;
  readonly note: string | null;
  readonly createdAt: Date;
  readonly lines: readonly RefundLine[];
  readonly payments: readonly Payment[];
};

export type RefundLine = {
  readonly lineId: string;
  readonly quantity: number;
  /** NO_RESTOCK, CANCEL, RETURN, LEGACY_RESTOCK */
  readonly restockType: string;
  readonly subtotal: Money;
  readonly tax: Money;
};

/** Parcels that really are under way or have arrived. */
export function liveParcels(order: Pick<Order, "parcels">): readonly Parcel[] {
  return order.parcels.filter(
    ({ status }) => status !== "CANCELLED" && status !== "ERROR" && status !== "FAILURE",
  );
}

/** Units of a line that were paid back. */
export function refundedQuantity(order: Pick<Order, "refunds">, lineId: string): number {
  const rows = order.refunds.flatMap(({ lines }) => lines).filter((line) => line.lineId === lineId);
  return rows.reduce((units, { quantity }) => units + quantity, 0);
}

/** When everything has arrived: the last parcel's delivery; null while anything is still to come. */
export function deliveredAt(order: Pick<Order, "parcels" | "fulfillmentStatus">): Date | null {
  const parcels = liveParcels(order);
  if (order.fulfillmentStatus !== "FULFILLED" || parcels.length === 0) return null;
  const times = parcels.map((parcel) => parcel.deliveredAt?.getTime() ?? null);
  return times.some((time) => time === null) ? null : new Date(Math.max(...times.map(Number)));
}

/** The day that counts: the first one promised for a parcel still under way, else the last one promised. */
export function promisedAt(order: Pick<Order, "parcels">): Date | null {
  const promised = liveParcels(order).filter((parcel) => parcel.promisedAt !== null);
  const open = promised.filter((parcel) => parcel.deliveredAt === null);
  const times = (open.length > 0 ? open : promised).map((parcel) => Number(parcel.promisedAt));
  if (times.length === 0) return null;
  return new Date(open.length > 0 ? Math.min(...times) : Math.max(...times));
}
