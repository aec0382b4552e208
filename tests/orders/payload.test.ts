import { expect, test } from "vitest";

import { orderFrom, type OrderPayload } from "~/orders/payload";

const both = (shop: string, customer = shop, currency = "EUR") => ({
  shopMoney: { amount: shop, currencyCode: "EUR" },
  presentmentMoney: { amount: customer, currencyCode: currency },
});

const line: OrderPayload["lineItems"]["nodes"][number] = {
  id: "gid://shopify/LineItem/1",
  title: "Linen throw",
  quantity: 3,
  currentQuantity: 3,
  refundableQuantity: 3,
  unfulfilledQuantity: 1,
  requiresShipping: true,
  originalUnitPriceSet: both("10.0", "1630.0", "JPY"),
  discountAllocations: [
    { allocatedAmountSet: both("1.5", "245.0", "JPY") },
    { allocatedAmountSet: both("0.5", "82.0", "JPY") },
  ],
  taxLines: [{ priceSet: both("4.4703") }],
};

const parcel: OrderPayload["fulfillments"][number] = {
  id: "gid://shopify/Fulfillment/1",
  name: "#1001-F1",
  status: "SUCCESS",
  createdAt: "2026-11-13T10:00:00Z",
  updatedAt: "2026-11-16T10:00:00Z",
  estimatedDeliveryAt: "2026-11-25T10:00:00Z",
  trackingInfo: [{ company: "DHL", number: "", url: null }],
  fulfillmentLineItems: {
    nodes: [{ id: "gid://shopify/FulfillmentLineItem/1", quantity: 2, lineItem: { id: line.id } }],
  },
  events: {
    nodes: [
      {
        status: "IN_TRANSIT",
        happenedAt: "2026-11-16T10:00:00Z",
        estimatedDeliveryAt: "2026-11-25T10:00:00Z",
      },
      {
        status: "CONFIRMED",
        happenedAt: "2026-11-13T10:00:00Z",
        estimatedDeliveryAt: "2026-11-18T10:00:00Z",
      },
    ],
  },
};

const payload: OrderPayload = {
  id: "gid://shopify/Order/1001",
  name: "#1001",
  email: " Noor@Example.com",
  tags: [],
  processedAt: "2026-11-11T10:00:00Z",
  updatedAt: "2026-11-16T10:00:00Z",
  displayFulfillmentStatus: "FULFILLED",
  returnStatus: "NO_RETURN",
  taxesIncluded: true,
  discountCodes: [],
  totalPriceSet: both("28.0"),
  totalShippingPriceSet: both("0.0"),
  totalRefundedSet: both("0.0"),
  transactions: [],
  lineItems: { nodes: [line] },
  fulfillments: [parcel],
  refunds: [],
};

test("money comes in minor units, in the shop's currency and the customer's", () => {
  const [first] = orderFrom(payload).lines;
  expect(first?.unitPrice).toEqual({
    shop: { minor: 1000, currency: "EUR" },
    customer: { minor: 1630, currency: "JPY" },
  });
  expect(first?.discount).toEqual({ minor: 200, currency: "EUR" });
  expect(first?.total).toEqual({
    shop: { minor: 2800, currency: "EUR" },
    customer: { minor: 4563, currency: "JPY" },
  });
});

test("a tax with more digits than the currency has does not stop the order from coming in", () => {
  expect(orderFrom(payload).lines[0]?.tax).toEqual({ minor: 447, currency: "EUR" });
});

test("a later estimate does not make a late parcel punctual", () => {
  expect(orderFrom(payload).parcels[0]?.promisedAt).toEqual(new Date("2026-11-18T10:00:00Z"));
});

test("events stand in the order in which they happened", () => {
  expect(orderFrom(payload).parcels[0]?.events.map(({ status }) => status)).toEqual([
    "CONFIRMED",
    "IN_TRANSIT",
  ]);
});

test("units sent are counted from the parcels, not from those that were called off", () => {
  expect(orderFrom(payload).lines[0]?.fulfilledQuantity).toBe(2);
  const called = { ...parcel, status: "CANCELLED" };
  expect(orderFrom({ ...payload, fulfillments: [called] }).lines[0]?.fulfilledQuantity).toBe(0);
});

test("what a bulk file leaves out is known to be missing", () => {
  const { events: _events, fulfillmentLineItems: _lines, ...short } = parcel;
  const order = orderFrom({ ...payload, fulfillments: [short] });
  expect(order.isWhole).toBe(false);
  expect(order.lines[0]?.fulfilledQuantity).toBe(2);
});

test("empty strings and addresses in capitals are put right", () => {
  const order = orderFrom(payload);
  expect(order.email).toBe("noor@example.com");
  expect(order.parcels[0]).toMatchObject({ carrier: "DHL", trackingNumber: null, trackingUrl: null });
});
