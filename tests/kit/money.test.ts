import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  decimals,
  fromDecimal,
  isMore,
  minus,
  money,
  moneyText,
  plus,
  share,
  sum,
  toDecimal,
} from "~/kit/money";

const currency = fc.constantFrom("EUR", "USD", "JPY", "KWD", "BHD");
const minor = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });

describe("amounts as Shopify writes them", () => {
  test("every amount survives being written and read", () => {
    fc.assert(
      fc.property(minor, currency, (amount, code) => {
        expect(fromDecimal(toDecimal(money(amount, code)), code)).toEqual(money(amount, code));
      }),
    );
  });

  test.each([
    ["10.00", "EUR", 1000],
    ["5", "EUR", 500],
    ["-0.5", "EUR", -50],
    ["36.0", "JPY", 36],
    ["0.125", "KWD", 125],
    ["1.250000", "EUR", 125],
    ["-0.0", "EUR", 0],
  ])("%s %s is %i", (text, code, expected) => {
    expect(fromDecimal(text, code)).toEqual({ minor: expected, currency: code });
  });

  test.each(["", " 10", "1e9", "10.005", "1,00", "NaN", "--1", ".5", "1."])(
    "%j is no amount of euros",
    (text) => {
      expect(() => fromDecimal(text, "EUR")).toThrow(RangeError);
    },
  );

  test("a yen has no cents and a dinar has a thousand parts", () => {
    expect(["EUR", "JPY", "KWD"].map(decimals)).toEqual([2, 0, 3]);
    expect(() => fromDecimal("10.5", "JPY")).toThrow(RangeError);
  });
});

describe("sums", () => {
  test("what is added and taken away again leaves what was there", () => {
    fc.assert(
      fc.property(minor, minor, currency, (a, b, code) => {
        expect(minus(plus(money(a, code), money(b, code)), money(b, code))).toEqual(money(a, code));
      }),
    );
  });

  test("euros and yen do not add up", () => {
    expect(() => plus(money(1, "EUR"), money(1, "JPY"))).toThrow(RangeError);
    expect(() => isMore(money(1, "EUR"), money(1, "JPY"))).toThrow(RangeError);
  });

  test("half a cent is no money", () => {
    expect(() => money(0.5, "EUR")).toThrow(RangeError);
    expect(() => money(Number.MAX_SAFE_INTEGER + 1, "EUR")).toThrow(RangeError);
  });

  test("nothing at all is nothing", () => expect(sum([], "EUR")).toEqual(money(0, "EUR")));
});

describe("sharing", () => {
  test("a discount across three lines loses no cent", () => {
    const parts = share(money(1000, "EUR"), [1, 1, 1]).map((part) => part.minor);
    expect(parts).toEqual([334, 333, 333]);
  });

  test("the parts always add up to the total, and none is off by more than one", () => {
    const weights = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(minor, weights, currency, (total, shares, code) => {
        const whole = shares.reduce((a, b) => a + b, 0);
        fc.pre(whole > 0);
        const parts = share(money(total, code), shares);
        expect(sum(parts, code)).toEqual(money(total, code));
        parts.forEach((part, place) => {
          const exact = (total * (shares[place] ?? 0)) / whole;
          expect(Math.abs(part.minor - exact)).toBeLessThanOrEqual(1.001);
        });
      }),
    );
  });

  test("weights of nothing get nothing", () => {
    expect(share(money(1000, "EUR"), [0, 0])).toEqual([money(0, "EUR"), money(0, "EUR")]);
    expect(share(money(1000, "EUR"), [])).toEqual([]);
  });
});

test("an amount is shown in the reader's language without losing a digit", () => {
  expect(moneyText(money(123456789012345, "EUR"), "en")).toBe("€1,234,567,890,123.45");
  expect(moneyText(money(880, "JPY"), "zh-CN")).toContain("880");
  expect(moneyText(money(1050, "EUR"), "de").replace(/\s/g, " ")).toBe("10,50 €");
});
