import type { Money, MoneyPair } from "~/kit/money";
import { money } from "~/kit/money";
import { orderKey } from "~/kit/text";

import { deliveredAt, promisedAt, type Order, type OrderLine, type OrderRefund, type Parcel } from "./order";

/** How a row of `orders` and the rows below it read; amounts are minor units. */
export type OrderRow = {
  id: string;
  name: string;
  customerId: string | null;
  email: string | null;
  phone: string | null;
  financialStatus: string;
  fulfillmentStatus: string;
  returnStatus: string;
  cancelledAt: Date | null;
  closedAt: Date | null;
  placedAt: Date;
  updatedAt: Date;
  currency: string;
  customerCurrency: string;
  totalMinor: bigint;
  totalCustomerMinor: bigint;
  refundedMinor: bigint;
  details: unknown;
  tags: string[];
  note: string | null;
  pulledAt: Date;
  lines: LineRow[];
  fulfillments: ParcelRow[];
  refunds: RefundRow[];
};

type LineRow = Omit<OrderLine, "unitPrice" | "discount" | "tax" | "total"> & {
  unitPriceMinor: bigint;
  discountMinor: bigint;
  taxMinor: bigint;
  totalMinor: bigint;
  currency: string;
  customerUnitMinor: bigint;
  customerTotalMinor: bigint;
  customerCurrency: string;
};
type ParcelRow = Omit<Parcel, "lines" | "events"> & { lines: unknown; events: unknown };
type RefundRow = Omit<OrderRefund, "total" | "lines" | "payments"> & {
  totalMinor: bigint;
  currency: string;
  customerTotalMinor: bigint;
  customerCurrency: string;
  lines: unknown;
  transactions: unknown;
};

/** Rows of orders that came in bulk carry this instant instead of when they were read. */
export const NEVER = new Date(0);

type Stored = Order["details"] & { readonly refunded: MoneyPair };

/** An order as JSON rows for one statement that writes many. */
export function rowsFrom(order: Order) {
  const { id, lines, parcels, refunds, total, refunded, isWhole: _isWhole, ...rest } = order;
  const details: Stored = { ...order.details, refunded };
  return {
    order: {
      ...rest,
      id,
      details,
      nameKey: orderKey(order.name),
      currency: total.shop.currency,
      customerCurrency: total.customer.currency,
      totalMinor: total.shop.minor,
      totalCustomerMinor: total.customer.minor,
      refundedMinor: refunded.shop.minor,
      promisedAt: promisedAt(order),
      deliveredAt: deliveredAt(order),
    },
    lines: lines.map((line, position) => lineRow(id, line, position)),
    parcels: parcels.map((parcel) => ({ ...parcel, orderId: id })),
    refunds: refunds.map((refund) => refundRow(id, refund)),
  };
}

function lineRow(orderId: string, line: OrderLine, position: number) {
  const { unitPrice, discount, tax, total, ...rest } = line;
  return {
    ...rest,
    orderId,
    position,
    unitPriceMinor: unitPrice.shop.minor,
    discountMinor: discount.minor,
    taxMinor: tax.minor,
    totalMinor: total.shop.minor,
    currency: total.shop.currency,
    customerUnitMinor: unitPrice.customer.minor,
    customerTotalMinor: total.customer.minor,
    customerCurrency: total.customer.currency,
  };
}

function refundRow(orderId: string, { total, payments, ...rest }: OrderRefund) {
  return {
    ...rest,
    orderId,
    totalMinor: total.shop.minor,
    currency: total.shop.currency,
    customerTotalMinor: total.customer.minor,
    customerCurrency: total.customer.currency,
    transactions: payments,
  };
}

/** The order that a row and the rows below it describe; the inverse of `rowsFrom`. */
export function orderOf(row: OrderRow): Order {
  const { refunded, ...details } = row.details as Stored;
  const { id, name, customerId, email, phone, financialStatus, fulfillmentStatus, returnStatus } = row;
  const { cancelledAt, closedAt, placedAt, updatedAt, tags, note } = row;
  return {
    id,
    name,
    customerId,
    email,
    phone,
    financialStatus,
    fulfillmentStatus,
    returnStatus,
    placedAt,
    updatedAt,
    cancelledAt,
    closedAt,
    total: pair([row.totalMinor, row.currency], [row.totalCustomerMinor, row.customerCurrency]),
    refunded,
    tags,
    note,
    details,
    lines: row.lines.map(lineOf),
    parcels: row.fulfillments.map(parcelOf),
    refunds: row.refunds.map(refundOf),
    isWhole: row.pulledAt.getTime() !== NEVER.getTime(),
  };
}

function lineOf(row: LineRow): OrderLine {
  const { id, title, variantTitle, sku, productId, variantId, imageUrl } = row;
  const { tags, productType, collections } = row;
  const { quantity, currentQuantity, refundableQuantity, fulfilledQuantity, requiresShipping } = row;
  return {
    id,
    title,
    variantTitle,
    sku,
    productId,
    variantId,
    imageUrl,
    tags,
    productType,
    collections,
    quantity,
    currentQuantity,
    refundableQuantity,
    fulfilledQuantity,
    unitPrice: pair([row.unitPriceMinor, row.currency], [row.customerUnitMinor, row.customerCurrency]),
    discount: amount(row.discountMinor, row.currency),
    tax: amount(row.taxMinor, row.currency),
    total: pair([row.totalMinor, row.currency], [row.customerTotalMinor, row.customerCurrency]),
    requiresShipping,
  };
}

function parcelOf(row: ParcelRow): Parcel {
  const { id, name, status, displayStatus, carrier, trackingNumber, trackingUrl } = row;
  const { promisedAt, inTransitAt, deliveredAt, createdAt, updatedAt } = row;
  return {
    id,
    name,
    status,
    displayStatus,
    carrier,
    trackingNumber,
    trackingUrl,
    promisedAt,
    inTransitAt,
    deliveredAt,
    createdAt,
    updatedAt,
    lines: row.lines as Parcel["lines"],
    events: row.events as Parcel["events"],
  };
}

function refundOf(row: RefundRow): OrderRefund {
  return {
    id: row.id,
    returnId: row.returnId,
    total: pair([row.totalMinor, row.currency], [row.customerTotalMinor, row.customerCurrency]),
    note: row.note,
    createdAt: row.createdAt,
    lines: row.lines as OrderRefund["lines"],
    payments: row.transactions as OrderRefund["payments"],
  };
}

type Amount = readonly [bigint, string];

function pair(shop: Amount, customer: Amount): MoneyPair {
  return { shop: amount(...shop), customer: amount(...customer) };
}

function amount(minor: bigint, currency: string): Money {
  return money(Number(minor), currency);
}
