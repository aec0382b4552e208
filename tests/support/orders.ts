import { money, type MoneyPair } from "~/kit/money";
import type { Order, OrderLine, Parcel } from "~/orders/order";

/** The same amount on both sides, in euro cents. */
export function euros(minor: number): MoneyPair {
  return { shop: money(minor, "EUR"), customer: money(minor, "EUR") };
}

/** Noor's throw: one line as a test needs it. */
export function orderLine(own: Partial<OrderLine> = {}): OrderLine {
  return {
    id: "gid://shopify/LineItem/1",
    title: "Linen throw",
    variantTitle: "Sand",
    sku: "LT-1",
    productId: "gid://shopify/Product/1",
    variantId: "gid://shopify/ProductVariant/1",
    imageUrl: null,
    tags: [],
    productType: null,
    collections: [],
    quantity: 1,
    currentQuantity: 1,
    refundableQuantity: 1,
    fulfilledQuantity: 1,
    unitPrice: euros(4900),
    discount: money(0, "EUR"),
    tax: money(782, "EUR"),
    total: euros(4900),
    requiresShipping: true,
    ...own,
  };
}

/** A parcel on its way, promised for 18 November. */
export function parcel(own: Partial<Parcel> = {}): Parcel {
  return {
    id: "gid://shopify/Fulfillment/1",
    name: "#1001-F1",
    status: "SUCCESS",
    displayStatus: "IN_TRANSIT",
    carrier: "DHL",
    trackingNumber: "00340434161094000001",
    trackingUrl: "https://track.example.com/1",
    promisedAt: new Date("2026-11-18T10:00:00Z"),
    inTransitAt: new Date("2026-11-14T10:00:00Z"),
    deliveredAt: null,
    createdAt: new Date("2026-11-13T10:00:00Z"),
    updatedAt: new Date("2026-11-16T10:00:00Z"),
    lines: [],
    events: [],
    ...own,
  };
}

/** Order #1001 with one line and one late parcel. */
export function order(own: Partial<Order> = {}): Order {
  const nothing = euros(0);
  return {
    id: "gid://shopify/Order/1001",
    name: "#1001",
    customerId: null,
    email: "noor@example.com",
    phone: null,
    financialStatus: "PAID",
    fulfillmentStatus: "FULFILLED",
    returnStatus: "NO_RETURN",
    placedAt: new Date("2026-11-11T10:00:00Z"),
    updatedAt: new Date("2026-11-16T10:00:00Z"),
    cancelledAt: null,
    closedAt: null,
    total: euros(5400),
    refunded: nothing,
    tags: [],
    note: null,
    details: {
      cancelReason: null,
      taxesIncluded: true,
      subtotal: euros(4900),
      shipping: euros(500),
      tax: euros(862),
      discount: nothing,
      discountCodes: [],
      shippingTitle: "Standard",
      shippingAddress: null,
      billingAddress: null,
      payments: [],
    },
    lines: [orderLine()],
    parcels: [parcel()],
    refunds: [],
    isWhole: true,
    ...own,
  };
}
