import { expect, test } from "vitest";

import { NEVER, orderOf, rowsFrom, type OrderRow } from "~/orders/rows";

import { order } from "../support/orders";

/** What PostgreSQL makes of the rows: JSON there and back, whole numbers as bigint, times as dates. */
function stored(pulledAt: Date): OrderRow {
  const { order: head, lines, parcels, refunds } = rowsFrom(order());
  const back = JSON.parse(
    JSON.stringify({ ...head, pulledAt, lines, fulfillments: parcels, refunds }),
    (key, value: unknown) => {
      if (key.endsWith("Minor")) return BigInt(value as number);
      return key.endsWith("At") && typeof value === "string" ? new Date(value) : value;
    },
  ) as OrderRow;
  return back;
}

test("an order that is written and read is the same order", () => {
  expect(orderOf(stored(new Date("2026-11-22T10:00:00Z")))).toEqual(order());
});

test("one that was never read by itself is not whole", () => {
  expect(orderOf(stored(NEVER)).isWhole).toBe(false);
});

test("the name is kept as people type it", () => {
  expect(rowsFrom(order({ name: "#FF-1001" })).order.nameKey).toBe("ff-1001");
});
