import { expect, test } from "vitest";

import type { Policy } from "~/returns/policy/document";
import { plainReturn, plainTerms, withRule } from "~/routes/admin/policy/document";
import { madeUp } from "~/routes/admin/policy/preview/sample";
import { seen, type Situation } from "~/routes/admin/policy/preview/seen";

const fee = { flat: 500, share: 0, label: false };
const then = { ...plainReturn, outcomes: { refund: { ...plainTerms, fee } } };
const empty: Policy = { transitDays: 7, holidays: [], reasons: [], rules: [] };
const base = withRule(empty, { id: "else", name: "Everything else" });
const policy: Policy = { ...base, rules: base.rules.map((rule) => ({ ...rule, then })) };
const sample = madeUp("USD", "A made-up order", ["Pot", "Seeds"]);
const at = { now: new Date("2026-11-22T12:00:00Z"), timezone: "America/Toronto" };
const situation: Situation = {
  country: "CA",
  customerTags: [],
  productTags: [],
  daysAgo: 10,
  reason: null,
};

test("each line shows what the paying function would pay for it", () => {
  const told = seen(policy, sample, { situation, at });
  expect(told.map(({ estimates }) => estimates.map(({ total }) => total.minor))).toEqual([[9_500], [1_000]]);
});

test("a delivery too long ago closes it", () => {
  const told = seen(policy, sample, { situation: { ...situation, daysAgo: 31 }, at });
  expect(told.map(({ judgement }) => judgement.open)).toEqual([false, false]);
});

test("tags and country that are tried decide which rule it is", () => {
  const more = withRule(policy, { id: "shoes", name: "Shoes" });
  const shoes = more.rules.map((rule) =>
    rule.id === "shoes"
      ? { ...rule, when: { ...rule.when, productTags: ["shoes"], countries: ["CA"] } }
      : rule,
  );
  const ruled = (tried: Partial<Situation>) =>
    seen({ ...policy, rules: shoes }, sample, { situation: { ...situation, ...tried }, at })[0]?.judgement
      .rule?.id;
  expect(ruled({})).toBe("else");
  expect(ruled({ productTags: ["shoes"] })).toBe("shoes");
  expect(ruled({ productTags: ["shoes"], country: "US" })).toBe("else");
});
