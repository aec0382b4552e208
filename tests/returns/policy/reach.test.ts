import fc from "fast-check";
import { expect, test } from "vitest";

import { fits } from "~/returns/policy/match";
import { isEmpty, isWithin } from "~/returns/policy/reach";

import { anyDraft, anyFacts, policyWith, rest } from "./cases";

const whenOf = (when: object) => {
  const [rule] = policyWith({ rules: [{ ...rest, when }] }).rules;
  if (!rule) throw new Error("No rule");
  return rule.when;
};

test.each([
  [{ countries: ["CA"] }, {}, true],
  [{}, { countries: ["CA"] }, false],
  [{ countries: ["CA"], productTags: ["Shoes"] }, { productTags: ["shoes", "hats"] }, true],
  [{ price: { from: 10, to: 20 } }, { price: { from: 10, to: null } }, true],
  [{ price: { from: null, to: 20 } }, { price: { from: 10, to: null } }, false],
  [{ discountFrom: 500 }, { discountFrom: 400 }, true],
  [{ discountFrom: 300 }, { discountFrom: 400 }, false],
])("%j lies within %j: %s", (inner, outer, expected) => {
  expect(isWithin(whenOf(inner), whenOf(outer))).toBe(expected);
});

test("one day, or one price, is not empty", () => {
  expect(isEmpty(whenOf({ placed: { from: "2026-12-01", until: "2026-12-01" } }))).toBeNull();
  expect(isEmpty(whenOf({ price: { from: 5, to: 4 } }))).toBe("price");
});

test("what lies within fits nothing that the outer does not fit", () => {
  fc.assert(
    fc.property(anyDraft, anyFacts, ({ rules }, facts) => {
      for (const inner of rules)
        for (const outer of rules)
          if (isWithin(inner.when, outer.when) && fits(inner.when, facts))
            expect(fits(outer.when, facts)).toBe(true);
    }),
    { numRuns: 250 },
  );
});
