import fc from "fast-check";
import { expect, test } from "vitest";

import { inCustomerMoney, shareOf } from "~/returns/policy/rate";

import { anyTotal } from "./cases";

const yen = { shop: { minor: 1_000, currency: "EUR" }, customer: { minor: 1_625, currency: "JPY" } };
const dinar = { shop: { minor: 1_000, currency: "JPY" }, customer: { minor: 2_001, currency: "KWD" } };

test("what a customer pays is rounded down, what they get up, whatever the decimals", () => {
  expect(inCustomerMoney(501, yen, "down")).toEqual({ minor: 814, currency: "JPY" });
  expect(inCustomerMoney(501, yen, "up")).toEqual({ minor: 815, currency: "JPY" });
  expect(inCustomerMoney(500, dinar, "down")).toEqual({ minor: 1_000, currency: "KWD" });
  expect(shareOf({ minor: 999, currency: "EUR" }, 1_250, "down").minor).toBe(124);
  expect(shareOf({ minor: 999, currency: "EUR" }, 1_250, "up").minor).toBe(125);
});

test("one currency is one amount, and an order that cost nothing has no rate", () => {
  const euros = { shop: { minor: 0, currency: "EUR" }, customer: { minor: 0, currency: "EUR" } };
  expect(inCustomerMoney(500, euros, "down")).toEqual({ minor: 500, currency: "EUR" });
  const free = { ...yen, shop: { minor: 0, currency: "EUR" } };
  expect(inCustomerMoney(500, free, "up")).toEqual({ minor: 0, currency: "JPY" });
});

test("rounding moves an amount by less than one minor unit", () => {
  fc.assert(
    fc.property(anyTotal, fc.nat(1_000_000), (total, minor) => {
      const down = inCustomerMoney(minor, total, "down").minor;
      const up = inCustomerMoney(minor, total, "up").minor;
      expect(up - down === 0 || up - down === 1).toBe(true);
      expect(down).toBeGreaterThanOrEqual(0);
    }),
  );
});
