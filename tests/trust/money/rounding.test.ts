import fc from "fast-check";
import { expect, test } from "vitest";

import { fromDecimal, money, share, sum, toDecimal } from "~/kit/money";
import { inShopMoney } from "~/ledger/limit";

import { figure } from "../figure.ts";

const RUNS = 10_000;
const currency = fc.constantFrom("EUR", "USD", "JPY", "KRW", "KWD", "BHD");
const minor = fc.integer({ min: 0, max: 10_000_000_000 });

test("MM-15: an amount shared over lines, tax, duty and shipping adds up to itself, to the last minor unit", () => {
  const weights = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(fc.record({ currency, minor, weights }), (given) => {
      const total = money(given.minor, given.currency);
      const parts = share(total, given.weights);
      const hasWeight = given.weights.some((weight) => weight > 0);
      expect(sum(parts, given.currency)).toEqual(hasWeight ? total : money(0, given.currency));
      expect(parts.every((part) => Number.isSafeInteger(part.minor) && part.minor >= 0)).toBe(true);
    }),
    { numRuns: RUNS },
  );
  figure("MM-15", { reached: `${RUNS} of ${RUNS} cases exact`, asked: "10,000 of 10,000" });
});

test("MM-15: what Shopify writes is read and written back exactly, with none, two or three decimals", () => {
  fc.assert(
    fc.property(currency, minor, (code, amount) => {
      expect(fromDecimal(toDecimal(money(amount, code)), code)).toEqual(money(amount, code));
    }),
    { numRuns: RUNS },
  );
  for (const text of ["1e9", "10.00 ", " 1", "NaN", "", "0x10", "1,00", "--1"])
    expect(() => fromDecimal(text, "EUR"), text).toThrow(RangeError);
});

test("MM-15: parts counted in the shop's money never come to less than the whole", () => {
  const order = fc.record({
    shop: fc.integer({ min: 1, max: 10_000_000 }),
    customer: fc.integer({ min: 1, max: 10_000_000 }),
  });
  const cuts = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(order, cuts, (paid, parts) => {
      const rate = { shop: money(paid.shop, "EUR"), customer: money(paid.customer, "JPY") };
      const counted = parts.map((part) => inShopMoney(money(part, "JPY"), rate));
      const whole = inShopMoney(
        sum(
          parts.map((part) => money(part, "JPY")),
          "JPY",
        ),
        rate,
      );
      expect(sum(counted, "EUR").minor).toBeGreaterThanOrEqual(whole.minor);
      expect(sum(counted, "EUR").minor - whole.minor).toBeLessThanOrEqual(parts.length);
    }),
    { numRuns: RUNS },
  );
});
