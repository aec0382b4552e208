import { expect, test } from "vitest";

import { money } from "~/kit/money";
import { orderCard, stepOf } from "~/orders/card";
import type { Order } from "~/orders/order";

import { order, orderLine, parcel } from "../support/orders";

const viewer = { now: new Date("2026-11-22T09:00:00Z"), locale: "en", timezone: "Europe/Berlin" };
const arrived = parcel({ displayStatus: "DELIVERED", deliveredAt: new Date("2026-11-20T10:00:00Z") });

test("Noor reads where her parcel is and how late", () => {
  expect(orderCard(order(), viewer)).toMatchObject({
    name: "#1001",
    status: "On its way",
    step: 2,
    lateDays: 4,
    total: "€54.00",
    arrival: "Expected Nov 18, 4 days late",
    tracking: { carrier: "DHL", number: "00340434161094000001" },
    action: { kind: "track", label: "Track the parcel" },
    returns: [],
  });
});

test("Wei reads the same in Chinese", () => {
  const card = orderCard(order(), { ...viewer, locale: "zh-CN" });
  expect(card).toMatchObject({ status: "运输中", arrival: "预计 11月18日 送达，已迟 4 天" });
});

test("one day late is one day, not one days", () => {
  const card = orderCard(order(), { ...viewer, now: new Date("2026-11-19T09:00:00Z") });
  expect(card.arrival).toBe("Expected Nov 18, 1 day late");
});

test.each<{ what: string; own: Partial<Order>; step: number; status: string }>([
  {
    what: "just placed",
    own: { parcels: [], fulfillmentStatus: "UNFULFILLED" },
    step: 0,
    status: "Ordered, being prepared",
  },
  {
    what: "handed over",
    own: { parcels: [parcel({ displayStatus: "LABEL_PRINTED", inTransitAt: null })] },
    step: 1,
    status: "Shipped",
  },
  {
    what: "on the last mile",
    own: { parcels: [parcel({ displayStatus: "OUT_FOR_DELIVERY" })] },
    step: 2,
    status: "Out for delivery today",
  },
  {
    what: "that nobody was home for",
    own: { parcels: [parcel({ displayStatus: "ATTEMPTED_DELIVERY" })] },
    step: 2,
    status: "Delivery was tried without success",
  },
  { what: "that arrived", own: { parcels: [arrived] }, step: 3, status: "Delivered" },
  { what: "called off", own: { parcels: [], cancelledAt: viewer.now }, step: 0, status: "Cancelled" },
  {
    what: "paid back",
    own: { parcels: [arrived], financialStatus: "REFUNDED" },
    step: 3,
    status: "Refunded",
  },
])("an order $what says so", ({ own, step, status }) => {
  expect(orderCard(order(own), viewer)).toMatchObject({ step, status });
  expect(stepOf(order(own))).toBe(step);
});

test("what has arrived may be sent back, as long as something is left", () => {
  expect(orderCard(order({ parcels: [arrived] }), viewer).action?.kind).toBe("return");
  const lines = [orderLine({ currentQuantity: 0, refundableQuantity: 0 })];
  expect(orderCard(order({ parcels: [arrived], lines }), viewer).action).toBeNull();
});

test("the total is in the money the shopper paid with", () => {
  const total = { shop: money(5400, "EUR"), customer: money(880, "JPY") };
  expect(orderCard(order({ total }), viewer).total).toBe("¥880");
});

test("the card carries nothing that only the team may know", () => {
  const card = JSON.stringify(orderCard(order({ note: "a difficult one", tags: ["fraud?"] }), viewer));
  expect(card).not.toMatch(/difficult|fraud|noor@example.com/);
});
