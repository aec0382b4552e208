import { describe, expect, test } from "vitest";

import { words, type Locale } from "~/kit/words";
import type { Reason, Rule, When } from "~/returns/policy/document";
import { plainReturn, plainTerms, withRule } from "~/routes/admin/policy/document";
import { countriesIn } from "~/routes/admin/policy/rule/countries";
import { sentences, termsText } from "~/routes/admin/policy/rule/sentence";
import type { Speaker } from "~/routes/admin/policy/rule/values";

const damaged: Reason = {
  handle: "damaged",
  label: { en: "Damaged", "zh-CN": "损坏" },
  photo: "required",
  comment: "off",
  fault: "ours",
  claim: "damaged",
  questions: [],
};
const speaker = (locale: Locale): Speaker => ({
  say: words(locale),
  locale,
  currency: "USD",
  reasons: [damaged],
  countries: new Map(countriesIn(locale).map(({ value, label }) => [value, label])),
});

const plain = withRule(
  { transitDays: 7, holidays: [], reasons: [damaged], rules: [] },
  { id: "a", name: "A" },
).rules[0] as Rule;
const rule = (when: Partial<When>, then: Rule["then"] = plainReturn): Rule => ({
  ...plain,
  when: { ...plain.when, ...when },
  then,
});
const fee = { flat: 500, share: 0, label: false };
const canada = rule(
  { countries: ["CA"], productTags: ["shoes"] },
  {
    ...plainReturn,
    windowDays: 45,
    outcomes: { refund: { ...plainTerms, fee }, "store-credit": plainTerms },
  },
);

/** The sentences as read, the controls in brackets. */
function read(one: Rule, locale: Locale = "en", adding: keyof When | null = null): string {
  return sentences(one, speaker(locale), adding)
    .map((parts) => parts.map(({ kind, text }) => (kind === "slot" ? `[${text}]` : text)).join(""))
    .join(" ");
}

test("a rule reads as the merchant would say it", () => {
  expect(read(canada)).toBe(
    "Customers in [Canada] [can return] products tagged [shoes] within [45 days] for [refund or store credit]. " +
      "A refund costs [$5.00]. Store credit costs [nothing] and adds [nothing].",
  );
});

test("the same in Chinese", () => {
  expect(read(canada, "zh-CN")).toBe(
    "位于[加拿大]的顾客[可以退回]标签为[shoes]的商品，期限为[45 天]，可选[退款或店铺积分]。 " +
      "退款费用：[US$5.00]。 店铺积分费用：[无]，额外赠送：[无]。",
  );
});

describe("whatever its conditions", () => {
  const cases: [string, Partial<When>, string][] = [
    ["none", {}, "Customers [anywhere] [can return] [anything] within"],
    [
      "who",
      { countries: ["CA", "US"], customerTags: ["vip"] },
      "Customers in [Canada or United States] tagged [vip] [can",
    ],
    [
      "two kinds of products",
      { productTags: ["a", "b"], productTypes: ["Boots"] },
      "products tagged [a or b] and of type [Boots] within",
    ],
    ["a price", { price: { from: 1_000, to: null } }, "products priced [from $10.00] within"],
    ["a discount", { discountFrom: 3_050 }, "products discounted by [30.5 %] or more within"],
    [
      "orders",
      { orderTags: ["b2b"], placed: { from: "2026-11-20", until: null } },
      "Only for orders tagged [b2b] and placed [from Nov 20, 2026].",
    ],
    ["reasons", { reasons: ["damaged"] }, "Only when the reason is [Damaged]."],
  ];
  test.each(cases)("%s", (_what, when, part) => {
    expect(read(rule(when))).toContain(part);
  });
});

test("a final sale says so, and has neither window nor costs", () => {
  expect(read(rule({ productTags: ["sale"] }, { kind: "final-sale" }))).toBe(
    "Customers [anywhere] [cannot return] products tagged [sale]: it is final sale.",
  );
});

test("no end, an outcome's own days and a capped bonus are told", () => {
  const bonus = { flat: 0, share: 1_000, cap: 2_000 };
  const credit = { ...plainTerms, bonus, ownWindow: { days: 60 } };
  const told = read(rule({}, { ...plainReturn, windowDays: null, outcomes: { "store-credit": credit } }));
  expect(told).toContain("[anything] [at any time] for [store credit].");
  expect(told).toContain("adds [10 %, at most $20.00]. Store credit is possible within [60 days].");
});

test("two hundred tags are the first three and how many more", () => {
  const productTags = Array.from({ length: 200 }, (_, index) => `t${index}`);
  expect(read(rule({ productTags }))).toContain("tagged [t0, t1, t2 or 197 more]");
});

test("a condition that is being added has its place already", () => {
  expect(read(rule({}), "en", "collections")).toContain("products in the collection [choose] within");
});

test("the less frequent terms are one line", () => {
  const then = { ...plainReturn, label: "shop", keep: { below: 1_500, perYear: 2 } } as const;
  expect(termsText(rule({}, then), speaker("en"))).toBe(
    "The shop pays the label. Somebody on the team approves it. Refund: once received. " +
      "Kept only when it cost less than $15.00, at most 2 a year for each customer.",
  );
});
