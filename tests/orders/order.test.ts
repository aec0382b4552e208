import { expect, test } from "vitest";

import { money } from "~/kit/money";
import { deliveredAt, liveParcels, promisedAt, refundedQuantity } from "~/orders/order";

import { euros, order, parcel } from "../support/orders";

const at = (day: number) => new Date(Date.UTC(2026, 10, day, 12));

test("an order has arrived when its last parcel has", () => {
  const parcels = [parcel({ id: "1", deliveredAt: at(17) }), parcel({ id: "2", deliveredAt: at(19) })];
  expect(deliveredAt(order({ parcels }))).toEqual(at(19));
  expect(deliveredAt(order({ parcels: [...parcels, parcel({ id: "3" })] }))).toBeNull();
  expect(deliveredAt(order({ parcels, fulfillmentStatus: "PARTIALLY_FULFILLED" }))).toBeNull();
  expect(deliveredAt(order({ parcels: [] }))).toBeNull();
});

test("the day that counts is the first one promised for what is still under way", () => {
  const parcels = [parcel({ id: "1", promisedAt: at(20) }), parcel({ id: "2", promisedAt: at(18) })];
  expect(promisedAt(order({ parcels }))).toEqual(at(18));
  const arrived = parcels.map((one) => ({ ...one, deliveredAt: at(19) }));
  expect(promisedAt(order({ parcels: arrived }))).toEqual(at(20));
});

test("parcels that were called off do not count", () => {
  expect(
    liveParcels(order({ parcels: [parcel({ status: "CANCELLED" }), parcel({ id: "2" })] })),
  ).toHaveLength(1);
});

test("units paid back are added up over all refunds", () => {
  const line = { lineId: "a", restockType: "RETURN", subtotal: money(0, "EUR"), tax: money(0, "EUR") };
  const refund = (quantity: number) => ({
    id: `r${quantity}`,
    returnId: null,
    total: euros(0),
    note: null,
    createdAt: at(20),
    payments: [],
    lines: [
      { ...line, quantity },
      { ...line, lineId: "b", quantity: 9 },
    ],
  });
  expect(refundedQuantity(order({ refunds: [refund(1), refund(2)] }), "a")).toBe(3);
});
