import fc from "fast-check";

import { addDays } from "~/kit/days";
import { PolicyDraft, type Policy } from "~/returns/policy/document";
import type { Exception, Facts, LineFacts, OrderFacts, Published } from "~/returns/policy/facts";

/** Fern & Flax writes a policy: shoes in Canada, final sale, everything else within 30 days. */
export const came = new Date("2026-10-19T10:00:00Z");

const refund = { payAt: "received" } as const;

export const shoes = {
  id: "shoes",
  name: "Shoes, Canada",
  when: { countries: ["CA"], productTags: ["shoes"] },
  then: {
    kind: "returnable",
    windowDays: 45,
    outcomes: {
      refund: { fee: { flat: 500 } },
      "store-credit": { bonus: { share: 1_000, cap: 1_500 } },
      exchange: {},
    },
    label: "shop",
    approval: "auto",
  },
};
export const sale = {
  id: "sale",
  name: "Sale",
  when: { productTags: ["final-sale"] },
  then: { kind: "final-sale" },
};
export const rest = {
  id: "rest",
  name: "Everything else",
  when: {},
  then: { kind: "returnable", windowDays: 30, outcomes: { refund }, label: "customer", approval: "review" },
};

export const reason = (handle: string, own: object = {}) => ({
  handle,
  label: { en: handle, "zh-CN": handle },
  photo: "off",
  comment: "off",
  fault: "customer",
  claim: null,
  questions: [],
  ...own,
});

/** A policy with these rules; what is not said is as in the policy above. */
export function policyWith(own: { rules?: object[]; [part: string]: unknown } = {}): Policy {
  return PolicyDraft.parse({
    transitDays: 7,
    reasons: [
      reason("too-small"),
      reason("damaged-or-defective", { fault: "ours", claim: "damaged", photo: "required" }),
    ],
    rules: [sale, shoes, rest],
    ...own,
  });
}

export const published = (policy = policyWith(), version = 3): Published => ({ version, policy });

export const lineOf = (own: Partial<LineFacts> = {}): LineFacts => ({
  productId: "gid://shopify/Product/1",
  tags: [],
  productType: "Linen",
  collections: [],
  listPrice: { minor: 5_000, currency: "EUR" },
  discountShare: 1_000,
  paidUnit: { minor: 4_500, currency: "EUR" },
  unreturned: 2,
  sentAt: addDays(came, -3),
  deliveredAt: came,
  ...own,
});

export const orderOf = (own: Partial<OrderFacts> = {}): OrderFacts => ({
  id: "gid://shopify/Order/1001",
  country: "DE",
  tags: [],
  placedAt: addDays(came, -5),
  total: { shop: { minor: 9_000, currency: "EUR" }, customer: { minor: 9_000, currency: "EUR" } },
  customer: { id: "gid://shopify/Customer/1", tags: [], kept: 0 },
  exceptions: [],
  timezone: "Europe/Berlin",
  ...own,
});

export const factsOf = (
  line: Partial<LineFacts> = {},
  order: Partial<OrderFacts> = {},
  asked: Facts["asked"] = null,
): Facts => ({ line: lineOf(line), order: orderOf(order), asked });

export const asking = (handle: string, answers: Record<string, string> = {}) => ({
  quantity: 1,
  reason: handle,
  answers,
});

export const exceptionOf = (own: Partial<Exception> = {}): Exception => ({
  id: "e1",
  kind: "allow",
  subject: "gid://shopify/Customer/1",
  reason: "Lost in the hospital's post room",
  author: "Iris",
  approver: null,
  expiresAt: null,
  usedAt: null,
  ...own,
});

// ── any policy, any facts: few values, so that they meet ───────────────────

const some = (...values: string[]) => fc.subarray(values);
const often = <T>(arb: fc.Arbitrary<T>) => fc.option(arb, { nil: null });
const minor = fc.oneof(fc.nat(20_000), fc.constant(0));
const day = fc.integer({ min: 0, max: 60 }).map((n) =>
  addDays(came, n - 30)
    .toISOString()
    .slice(0, 10),
);
const days = fc.oneof(fc.integer({ min: 0, max: 60 }), fc.constant(null), fc.constant(0));
const handles = ["too-small", "damaged-or-defective", "other-reason"];
const outcome = fc.record({
  ownWindow: often(fc.record({ days })),
  fee: fc.record({ flat: minor, share: fc.nat(20_000), label: fc.boolean() }),
  bonus: fc.record({ flat: minor, share: fc.nat(5_000), cap: often(minor) }),
  payAt: fc.constantFrom("approved", "scanned", "received", "inspected"),
});
const range = (end: fc.Arbitrary<number>) => fc.record({ from: often(end), to: often(end) });
const when = fc.record(
  {
    countries: some("CA", "DE"),
    productTags: some("shoes", "Linen "),
    productTypes: some("Linen", "Plant"),
    collections: some("summer", "winter"),
    price: often(range(minor)),
    discountFrom: often(fc.integer({ min: 1, max: 10_000 })),
    orderTags: some("gift"),
    customerTags: some("vip"),
    reasons: some(...handles),
    placed: often(fc.record({ from: often(day), until: often(day) })),
  },
  { requiredKeys: [] },
);
const then = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ kind: "final-sale" }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("returnable"),
      windowDays: days,
      outcomes: fc.record(
        { refund: outcome, "store-credit": outcome, exchange: outcome, replacement: outcome, keep: outcome },
        { requiredKeys: [] },
      ),
      label: fc.constantFrom("shop", "customer"),
      keep: often(fc.record({ below: minor, perYear: often(fc.nat(2)) })),
      approval: fc.constantFrom("auto", "review"),
    }),
  },
);
const question = fc.record({
  id: fc.constantFrom("tags-on", "worn"),
  text: fc.constant({ en: "Tags still on?", "zh-CN": "吊牌还在吗？" }),
  tags: some("shoes"),
  answers: fc
    .constantFrom("accept", "review", "reject", "keep")
    .map((consequence) => [{ id: "yes", label: { en: "Yes", "zh-CN": "是" }, then: consequence }]),
});
const anyReason = fc
  .record({
    handle: fc.constantFrom(...handles),
    photo: fc.constantFrom("off", "required"),
    fault: fc.constantFrom("ours", "customer"),
    questions: fc.array(question, { maxLength: 2 }),
  })
  .map(({ handle, ...own }) => reason(handle, own));

/** Any draft, with or without a rule for the rest. */
export const anyDraft: fc.Arbitrary<Policy> = fc
  .record({
    transitDays: fc.nat(20),
    holidays: fc.array(fc.record({ name: fc.constant("Advent"), from: day, until: day, backUntil: day }), {
      maxLength: 2,
    }),
    reasons: fc.array(anyReason, { minLength: 1, maxLength: 3 }),
    rules: fc.array(fc.record({ when, then }), { minLength: 1, maxLength: 5 }),
  })
  .map(({ rules, ...rest }) =>
    PolicyDraft.parse({
      ...rest,
      rules: rules.map((rule, n) => ({ ...rule, id: `r${n}`, name: `Rule ${n}` })),
    }),
  );

const timezone = fc.constantFrom(
  "Europe/Berlin",
  "Pacific/Auckland",
  "Pacific/Kiritimati",
  "Asia/Kolkata",
  "Etc/GMT+12",
);
const instant = fc
  .integer({ min: -60 * 24, max: 60 * 24 })
  .map((hours) => new Date(came.getTime() + hours * 3_600_000));
const currency = fc.constantFrom("EUR", "JPY", "KWD");
const anyException = fc
  .record({
    kind: fc.constantFrom("block", "allow", "once"),
    subject: fc.constantFrom(
      "gid://shopify/Customer/1",
      "gid://shopify/Order/1001",
      "gid://shopify/Product/2",
    ),
    approver: often(fc.constant("Iris")),
    expiresAt: often(instant),
    usedAt: often(instant),
  })
  .map((own) => exceptionOf(own as Partial<Exception>));

/** The order's two moneys: any two currencies with 0, 2 or 3 decimals, any rate. */
export const anyTotal = fc
  .record({ shop: currency, customer: currency, a: fc.nat(1_000_000), b: fc.nat(1_000_000) })
  .map(({ shop, customer, a, b }) => ({
    shop: { minor: a, currency: shop },
    customer: { minor: shop === customer ? a : b, currency: customer },
  }));

const anyLine = fc.record({
  tags: some("shoes", "linen", "final-sale"),
  productType: often(fc.constantFrom("Linen", "plant")),
  collections: some("summer", "winter"),
  discountShare: fc.nat(10_000),
  unreturned: fc.nat(3),
  sentAt: often(instant),
  deliveredAt: often(instant),
  price: minor,
});

export const anyFacts: fc.Arbitrary<Facts> = fc
  .record({
    line: anyLine,
    total: anyTotal,
    country: often(fc.constantFrom("CA", "DE")),
    tags: some("gift"),
    customerTags: some("vip", "VIP "),
    kept: fc.nat(3),
    placedAt: instant,
    exceptions: fc.array(anyException, { maxLength: 2 }),
    timezone,
    asked: often(
      fc.record({
        quantity: fc.integer({ min: 1, max: 3 }),
        reason: fc.constantFrom(...handles, "unheard-of"),
        answers: fc.dictionary(
          fc.constantFrom("tags-on", "worn", "constructor"),
          fc.constantFrom("yes", "no"),
        ),
      }),
    ),
  })
  .map(({ line: { price, ...line }, total, customerTags, kept, asked, ...order }) => {
    const paid = { minor: price, currency: total.shop.currency };
    const customer = { id: "gid://shopify/Customer/1", tags: customerTags, kept };
    return {
      line: lineOf({ ...line, listPrice: paid, paidUnit: paid }),
      order: orderOf({ ...order, total, customer }),
      asked,
    };
  });

export const anyNow = instant;
