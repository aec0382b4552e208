import fc from "fast-check";
import { expect, test } from "vitest";

import { addDays } from "~/kit/days";
import { fits, fold, hasAny, ruleFor } from "~/returns/policy/match";

import { anyDraft, anyFacts, asking, factsOf, policyWith, rest } from "./cases";

const fitting = (when: object, ...facts: Parameters<typeof factsOf>) => {
  const [rule] = policyWith({ rules: [{ ...rest, when }] }).rules;
  return rule !== undefined && fits(rule.when, factsOf(...facts));
};

test("all kinds must fit, any one value within a kind", () => {
  const when = { countries: ["CA", "DE"], productTypes: ["Linen"] };
  expect(fitting(when, {}, { country: "DE" })).toBe(true);
  expect(fitting(when, { productType: "Plant" }, { country: "DE" })).toBe(false);
  expect(fitting(when, {}, { country: null })).toBe(false);
});

test.each([
  ["its lowest", 4_000, true],
  ["its highest", 6_000, true],
  ["a cent below", 3_999, false],
  ["a cent above", 6_001, false],
] as const)("a price range holds both ends: %s", (_name, minor, expected) => {
  const when = { price: { from: 4_000, to: 6_000 } };
  expect(fitting(when, { listPrice: { minor, currency: "EUR" } })).toBe(expected);
});

test("days are the shop's: late on the 30th in Berlin is still the 30th", () => {
  const when = { placed: { from: "2026-11-27", until: "2026-11-30" } };
  const placedAt = new Date("2026-11-30T22:30:00Z");
  expect(fitting(when, {}, { placedAt })).toBe(true);
  expect(fitting(when, {}, { placedAt, timezone: "Pacific/Auckland" })).toBe(false);
  expect(fitting(when, {}, { placedAt: addDays(placedAt, -4) })).toBe(false);
});

test("a discount counts from its share on", () => {
  expect(fitting({ discountFrom: 1_000 }, { discountShare: 1_000 })).toBe(true);
  expect(fitting({ discountFrom: 1_000 }, { discountShare: 999 })).toBe(false);
});

test("a rule for a reason waits until the reason is chosen", () => {
  expect(fitting({ reasons: ["too-small"] })).toBe(false);
  expect(fitting({ reasons: ["too-small"] }, {}, {}, asking("too-small"))).toBe(true);
});

test("tags fit however they are written", () => {
  expect(hasAny([" VIP"], ["vip"])).toBe(true);
  expect(hasAny([], [])).toBe(true);
  expect(hasAny(["vip"], [])).toBe(false);
  expect(fold(" Final-Sale ")).toBe("final-sale");
});

test("no rule before the one that decides fits, so that never two apply", () => {
  fc.assert(
    fc.property(anyDraft, anyFacts, (policy, facts) => {
      const rule = ruleFor(policy, facts);
      const before = policy.rules.slice(0, rule ? policy.rules.indexOf(rule) : undefined);
      expect(before.filter(({ when }) => fits(when, facts))).toEqual([]);
      expect(rule === null || fits(rule.when, facts)).toBe(true);
    }),
    { numRuns: 150 },
  );
});
