import { minus, money, plus, sum, type MoneyPair } from "~/kit/money";
import { emailKey } from "~/kit/text";

import { pair, type PayloadMoney } from "./payload-money";
import type { Address, Order, OrderLine, OrderRefund, Parcel, ParcelEvent, Payment } from "./order";

/** The parts of Shopify's answer that we read. What a bulk file leaves out is optional here. */
export type OrderPayload = {
  readonly id: string;
  readonly name: string;
  readonly email?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly note?: string | null | undefined;
  readonly tags: readonly string[];
  readonly processedAt: string;
  readonly updatedAt: string;
  readonly cancelledAt?: string | null | undefined;
  readonly cancelReason?: string | null | undefined;
  readonly closedAt?: string | null | undefined;
  readonly displayFinancialStatus?: string | null | undefined;
  readonly displayFulfillmentStatus: string;
  readonly returnStatus: string;
  readonly taxesIncluded: boolean;
  readonly discountCodes: readonly string[];
  readonly customer?: { readonly id: string } | null | undefined;
  readonly totalPriceSet: PayloadMoney;
  readonly subtotalPriceSet?: PayloadMoney | null | undefined;
  readonly totalShippingPriceSet: PayloadMoney;
  readonly totalTaxSet?: PayloadMoney | null | undefined;
  readonly totalDiscountsSet?: PayloadMoney | null | undefined;
  readonly totalRefundedSet: PayloadMoney;
  readonly shippingLine?: { readonly title: string } | null | undefined;
  readonly shippingAddress?: PayloadAddress | null | undefined;
  readonly billingAddress?: PayloadAddress | null | undefined;
  readonly transactions: readonly PayloadPayment[];
  readonly lineItems: { readonly nodes: readonly PayloadLine[] };
  readonly fulfillments: readonly PayloadParcel[];
  readonly refunds: readonly PayloadRefund[];
};

type PayloadAddress = {
  readonly [Field in Exclude<keyof Address, "countryCode">]?: string | null | undefined;
} & {
  readonly countryCodeV2?: string | null | undefined;
};

type PaymentDetails = { readonly company?: string | null };

type PayloadPayment = {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly gateway?: string | null | undefined;
  readonly accountNumber?: string | null | undefined;
  readonly paymentDetails?: PaymentDetails | null | undefined;
  readonly processedAt?: string | null | undefined;
  readonly amountSet: PayloadMoney;
};

export type PayloadLine = {
  readonly id: string;
  readonly title: string;
  readonly variantTitle?: string | null | undefined;
  readonly sku?: string | null | undefined;
  readonly quantity: number;
  readonly currentQuantity: number;
  readonly refundableQuantity: number;
  readonly unfulfilledQuantity: number;
  readonly requiresShipping: boolean;
  readonly image?: { readonly url: string } | null | undefined;
  readonly variant?: { readonly id: string } | null | undefined;
  readonly product?: PayloadProduct | null | undefined;
  readonly originalUnitPriceSet: PayloadMoney;
  readonly discountAllocations: readonly { readonly allocatedAmountSet: PayloadMoney }[];
  readonly taxLines: readonly { readonly priceSet: PayloadMoney }[];
};

type PayloadProduct = {
  readonly id: string;
  readonly tags: readonly string[];
  readonly productType: string;
  /** A bulk file has none: its connections go only so deep. */
  readonly collections?: { readonly nodes: readonly { readonly handle: string }[] };
};

type PayloadEvent = Omit<ParcelEvent, "message" | "city" | "country"> & {
  readonly [Field in "message" | "city" | "country" | "estimatedDeliveryAt"]?: string | null | undefined;
};

type PayloadParcel = {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly displayStatus?: string | null | undefined;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly inTransitAt?: string | null | undefined;
  readonly deliveredAt?: string | null | undefined;
  readonly estimatedDeliveryAt?: string | null | undefined;
  readonly trackingInfo: readonly {
    readonly [Field in "company" | "number" | "url"]?: string | null | undefined;
  }[];
  readonly fulfillmentLineItems?: {
    readonly nodes: readonly { id: string; quantity?: number | null | undefined; lineItem: { id: string } }[];
  };
  readonly events?: { readonly nodes: readonly PayloadEvent[] };
};

type PayloadRefund = {
  readonly id: string;
  readonly createdAt?: string | null | undefined;
  readonly note?: string | null | undefined;
  readonly return?: { readonly id: string } | null | undefined;
  readonly totalRefundedSet: PayloadMoney;
  readonly refundLineItems?: { readonly nodes: readonly PayloadRefundLine[] };
  readonly transactions?: { readonly nodes: readonly PayloadPayment[] };
};

type PayloadRefundLine = {
  readonly quantity: number;
  readonly restockType: string;
  readonly lineItem: { readonly id: string };
  readonly subtotalSet: PayloadMoney;
  readonly totalTaxSet: PayloadMoney;
};

/**
 * Shopify's words for an order into ours. Money becomes minor units in both currencies.
 * @throws RangeError for an amount that its currency cannot have.
 */
export function orderFrom(payload: OrderPayload): Order {
  const total = pair(payload.totalPriceSet);
  const parcels = payload.fulfillments.map(parcelFrom).sort(byAge);
  const sent = unitsSent(parcels);
  const isWhole =
    payload.fulfillments.every(({ events }) => events) &&
    payload.refunds.every(({ transactions }) => transactions);
  return {
    id: payload.id,
    name: payload.name,
    customerId: payload.customer?.id ?? null,
    email: emailKey(payload.email ?? ""),
    phone: payload.phone ?? null,
    financialStatus: payload.displayFinancialStatus ?? "PENDING",
    fulfillmentStatus: payload.displayFulfillmentStatus,
    returnStatus: payload.returnStatus,
    placedAt: new Date(payload.processedAt),
    updatedAt: new Date(payload.updatedAt),
    cancelledAt: instant(payload.cancelledAt),
    closedAt: instant(payload.closedAt),
    total,
    refunded: pair(payload.totalRefundedSet),
    tags: payload.tags,
    note: payload.note ?? null,
    details: detailsFrom(payload, total),
    lines: payload.lineItems.nodes.map((line) => lineFrom(line, isWhole ? (sent.get(line.id) ?? 0) : null)),
    parcels,
    refunds: payload.refunds.map(refundFrom).sort(byAge),
    isWhole,
  };
}

type Aged = { readonly createdAt: Date; readonly id: string };

function byAge(a: Aged, b: Aged): number {
  return a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1);
}

function detailsFrom(payload: OrderPayload, total: MoneyPair): Order["details"] {
  const nothing = { shop: money(0, total.shop.currency), customer: money(0, total.customer.currency) };
  const orNothing = (amount: PayloadMoney | null | undefined) => (amount ? pair(amount) : nothing);
  return {
    cancelReason: payload.cancelReason ?? null,
    taxesIncluded: payload.taxesIncluded,
    subtotal: orNothing(payload.subtotalPriceSet),
    shipping: pair(payload.totalShippingPriceSet),
    tax: orNothing(payload.totalTaxSet),
    discount: orNothing(payload.totalDiscountsSet),
    discountCodes: payload.discountCodes,
    shippingTitle: payload.shippingLine?.title ?? null,
    shippingAddress: addressFrom(payload.shippingAddress),
    billingAddress: addressFrom(payload.billingAddress),
    payments: payload.transactions.map(paymentFrom),
  };
}

function lineFrom(line: PayloadLine, sent: number | null): OrderLine {
  const unitPrice = pair(line.originalUnitPriceSet);
  const discounts = line.discountAllocations.map(({ allocatedAmountSet }) => pair(allocatedAmountSet));
  const taxes = line.taxLines.map(({ priceSet }) => pair(priceSet).shop);
  const off = (side: keyof MoneyPair) =>
    discounts.map((discount) => discount[side]).reduce(plus, money(0, unitPrice[side].currency));
  const worth = (side: keyof MoneyPair) =>
    money(unitPrice[side].minor * line.quantity, unitPrice[side].currency);
  return {
    id: line.id,
    title: line.title,
    variantTitle: orNull(line.variantTitle),
    sku: orNull(line.sku),
    productId: orNull(line.product?.id),
    variantId: orNull(line.variant?.id),
    imageUrl: orNull(line.image?.url),
    ...productFrom(line.product),
    quantity: line.quantity,
    currentQuantity: line.currentQuantity,
    refundableQuantity: line.refundableQuantity,
    // A bulk file does not say which units were sent; what is left and not waiting must have been.
    fulfilledQuantity: sent ?? Math.max(0, line.currentQuantity - line.unfulfilledQuantity),
    unitPrice,
    discount: off("shop"),
    tax: sum(taxes, unitPrice.shop.currency),
    total: { shop: minus(worth("shop"), off("shop")), customer: minus(worth("customer"), off("customer")) },
    requiresShipping: line.requiresShipping,
  };
}

function productFrom(product: PayloadLine["product"]) {
  return {
    tags: product?.tags ?? [],
    productType: orNull(product?.productType),
    collections: product?.collections?.nodes.map(({ handle }) => handle) ?? [],
  };
}

function parcelFrom(parcel: PayloadParcel): Parcel {
  const events = [...(parcel.events?.nodes ?? [])].sort((a, b) => (a.happenedAt < b.happenedAt ? -1 : 1));
  const promise = events.find(({ estimatedDeliveryAt }) => estimatedDeliveryAt)?.estimatedDeliveryAt;
  return {
    id: parcel.id,
    name: parcel.name,
    status: parcel.status,
    displayStatus: orNull(parcel.displayStatus),
    ...trackingFrom(parcel),
    promisedAt: instant(promise ?? parcel.estimatedDeliveryAt),
    inTransitAt: instant(parcel.inTransitAt),
    deliveredAt: instant(parcel.deliveredAt),
    createdAt: new Date(parcel.createdAt),
    updatedAt: new Date(parcel.updatedAt),
    lines: (parcel.fulfillmentLineItems?.nodes ?? []).map(({ id, quantity, lineItem }) => ({
      id,
      lineId: lineItem.id,
      quantity: quantity ?? 0,
    })),
    events: events.map(eventFrom),
  };
}

function trackingFrom({
  trackingInfo,
}: PayloadParcel): Pick<Parcel, "carrier" | "trackingNumber" | "trackingUrl"> {
  const [first] = trackingInfo;
  return {
    carrier: orNull(first?.company),
    trackingNumber: orNull(first?.number),
    trackingUrl: orNull(first?.url),
  };
}

function eventFrom({ status, message, city, country, happenedAt }: PayloadEvent): ParcelEvent {
  return { status, message: orNull(message), city: orNull(city), country: orNull(country), happenedAt };
}

function unitsSent(parcels: readonly Parcel[]): Map<string, number> {
  const units = new Map<string, number>();
  for (const { status, lines } of parcels) {
    if (status !== "SUCCESS") continue;
    for (const { lineId, quantity } of lines) units.set(lineId, (units.get(lineId) ?? 0) + quantity);
  }
  return units;
}

function refundFrom(refund: PayloadRefund): OrderRefund {
  return {
    id: refund.id,
    returnId: refund.return?.id ?? null,
    total: pair(refund.totalRefundedSet),
    note: refund.note || null,
    createdAt: new Date(refund.createdAt ?? 0),
    lines: (refund.refundLineItems?.nodes ?? []).map((line) => ({
      lineId: line.lineItem.id,
      quantity: line.quantity,
      restockType: line.restockType,
      subtotal: pair(line.subtotalSet).shop,
      tax: pair(line.totalTaxSet).shop,
    })),
    payments: (refund.transactions?.nodes ?? []).map(paymentFrom),
  };
}

/** The card's brand, "Visa"; null for what was not paid by card. */
export function cardOf(row: { readonly paymentDetails?: PaymentDetails | null | undefined }): string | null {
  return row.paymentDetails?.company ?? null;
}

function paymentFrom(payment: PayloadPayment): Payment {
  return {
    id: payment.id,
    kind: payment.kind,
    status: payment.status,
    gateway: payment.gateway ?? null,
    card: cardOf(payment),
    account: payment.accountNumber ?? null,
    amount: pair(payment.amountSet),
    at: payment.processedAt ?? null,
  };
}

function addressFrom(address: PayloadAddress | null | undefined): Address | null {
  if (!address) return null;
  const { name, company, address1, address2, zip, city, province, country, countryCodeV2, phone } = address;
  const written = {
    name,
    company,
    address1,
    address2,
    zip,
    city,
    province,
    country,
    countryCode: countryCodeV2,
    phone,
  };
  return Object.fromEntries(
    Object.entries(written).map(([field, value]) => [field, value || null]),
  ) as Address;
}

/** What Shopify leaves out, or leaves empty, is null for us. */
function orNull(text: string | null | undefined): string | null {
  return text || null;
}

function instant(text: string | null | undefined): Date | null {
  return text ? new Date(text) : null;
}
