import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { amountText, bag, bagFrom, fixedText, parseMoney, portion, share, sum } from "./money.ts";

const currency = fc.constantFrom("EUR", "JPY", "KWD");
const euros = { shop: "EUR", presentment: "EUR", rate: 1 };

describe("amounts", () => {
  test("a currency's decimals are kept exactly", () => {
    expect(parseMoney("12.5", "EUR")).toEqual({ minor: 1250, currency: "EUR" });
    expect(parseMoney("1500", "JPY")).toEqual({ minor: 1500, currency: "JPY" });
    expect(parseMoney("1.25", "KWD")).toEqual({ minor: 1250, currency: "KWD" });
    expect(parseMoney("-0.00", "EUR").minor).toBe(0);
  });

  test("the Admin API drops zeros at the end but keeps one decimal", () => {
    const texts = [
      parseMoney("36", "EUR"),
      parseMoney("7.50", "USD"),
      parseMoney("1500", "JPY"),
      parseMoney("0.05", "EUR"),
    ];
    expect(texts.map(amountText)).toEqual(["36.0", "7.5", "1500.0", "0.05"]);
  });

  test("webhooks write all decimals of the currency", () => {
    const texts = [parseMoney("36", "EUR"), parseMoney("1500", "JPY"), parseMoney("0.1", "KWD")];
    expect(texts.map(fixedText)).toEqual(["36.00", "1500", "0.100"]);
  });

  test("what is no number is no amount", () => {
    for (const text of ["", "NaN", "1e9", "1,5", "ten"]) expect(() => parseMoney(text, "EUR")).toThrow();
  });

  test("reading what was written gives the same amount, in every currency", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), currency, (minor, code) => {
        expect(parseMoney(amountText({ minor, currency: code }), code).minor).toBe(minor === 0 ? 0 : minor);
      }),
    );
  });
});

describe("sharing", () => {
  test("shares add up to the whole, whatever the weights", () => {
    const weights = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e7 }), weights, (minor, parts) => {
        fc.pre(parts.some((part) => part > 0));
        const whole = bag(euros, minor, minor);
        expect(sum(share(whole, parts), euros)).toEqual(whole);
      }),
    );
  });

  test("a part of nothing is nothing", () => {
    expect(portion(bag(euros, 0, 0), 1, 3).shop.minor).toBe(0);
  });
});

test("money in the buyer's currency is told in the shop's by the order's rate", () => {
  const yen = { shop: "EUR", presentment: "JPY", rate: 160 };
  expect(bagFrom(yen, { minor: 100, currency: "EUR" })).toEqual(bag(yen, 100, 160));
  expect(bagFrom(yen, { minor: 1600, currency: "JPY" })).toEqual(bag(yen, 1000, 1600));
});
