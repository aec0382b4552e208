import fc from "fast-check";
import { expect, test } from "vitest";

import { money, sum } from "~/kit/money";
import { estimates, type ChosenLine } from "~/returns/policy/estimate";
import { judge } from "~/returns/policy/judge";

import {
  anyDraft,
  anyFacts,
  anyNow,
  asking,
  came,
  factsOf,
  orderOf,
  policyWith,
  published,
  rest,
  shoes,
} from "./cases";

const { total } = orderOf();
type Own = { outcomes?: object; label?: string; keep?: object };
/** A line by a rule with these terms; the second rule is for shoes. */
const chosen = (minor: number, own: Own, more: { tags?: string[]; reason?: string } = {}): ChosenLine => {
  const rules = [shoes, { ...rest, then: { ...rest.then, ...own } }];
  const facts = factsOf({ tags: more.tags ?? [] }, { country: "CA" }, asking(more.reason ?? "too-small"));
  return { judgement: judge(published(policyWith({ rules })), facts, came), paid: money(minor, "EUR") };
};
const refundOf = (lines: readonly ChosenLine[], label = 0) => {
  const [first] = estimates(lines, { total, label });
  if (first?.outcome !== "refund") throw new Error("No refund");
  return first;
};

test("a share of each line, and the largest flat fee once", () => {
  const fee = { flat: 300, share: 1_000 };
  const lines = [
    chosen(4_555, { outcomes: { refund: { fee } } }),
    chosen(1_000, { outcomes: { refund: { fee } } }),
    chosen(2_000, {}, { tags: ["shoes"] }),
  ];
  expect(refundOf(lines)).toMatchObject({
    items: { minor: 7_555 },
    fees: { share: { minor: 555 }, flat: { minor: 500 }, label: { minor: 0 } },
    fee: { minor: 1_055 },
    total: { minor: 6_500 },
  });
});

test("a fee never takes more than the line is worth", () => {
  const dear = { outcomes: { refund: { fee: { flat: 9_900, share: 15_000, label: true } } } };
  expect(refundOf([chosen(1_000, dear)], 900)).toMatchObject({ fee: { minor: 1_000 }, total: { minor: 0 } });
});

test("what is our fault costs nothing, and pays for nobody else's fee", () => {
  const terms = { outcomes: { refund: { fee: { flat: 9_900, label: true } } } };
  const ours = chosen(5_000, terms, { reason: "damaged-or-defective" });
  expect(refundOf([ours], 700)).toMatchObject({ fee: { minor: 0 }, total: { minor: 5_000 } });
  expect(refundOf([ours, chosen(1_000, terms)], 700)).toMatchObject({ fee: { minor: 1_000 } });
});

test("what the label cost us is taken off where the rule says so", () => {
  const terms = { outcomes: { refund: { fee: { label: true } } } };
  expect(refundOf([chosen(5_000, terms)], 700)).toMatchObject({ fees: { label: { minor: 700 } } });
  expect(refundOf([chosen(5_000, { outcomes: { refund: {} } })], 700)).toMatchObject({ fee: { minor: 0 } });
});

test("credit brings a bonus up to its cap, once per return", () => {
  const bonus = { flat: 200, share: 1_000, cap: 500 };
  const terms = { outcomes: { "store-credit": { bonus } } };
  const credit = (...minors: number[]) =>
    estimates(
      minors.map((minor) => chosen(minor, terms)),
      { total, label: 0 },
    )[0];
  expect(credit(1_005)).toMatchObject({ bonus: { minor: 301 }, total: { minor: 1_306 } });
  expect(credit(1_000, 1_000)).toMatchObject({ bonus: { minor: 400 } });
  expect(credit(9_000, 9_000)).toMatchObject({ bonus: { minor: 500 } });
});

test("only what is open for every line is offered, and money moves at the latest of their moments", () => {
  const early = chosen(1_000, { outcomes: { refund: { payAt: "approved" }, replacement: {} } });
  const late = chosen(1_000, {}, { tags: ["shoes"] });
  const found = estimates([early, late], { total, label: 0 });
  expect(found.map(({ outcome, payAt }) => [outcome, payAt])).toEqual([["refund", "received"]]);
});

test("small things that are much together may not be kept by returning them one by one", () => {
  const terms = { outcomes: { keep: {} }, keep: { below: 5_000, perYear: null } };
  const whole = { total, label: 0 };
  expect(estimates([chosen(4_500, terms)], whole)).toMatchObject([{ outcome: "keep" }]);
  expect(estimates([chosen(4_500, terms), chosen(4_500, terms)], whole)).toEqual([]);
});

test("flat amounts are the shop's money, at the order's own rate", () => {
  const rate = { shop: { minor: 1_000, currency: "EUR" }, customer: { minor: 1_625, currency: "JPY" } };
  const line = chosen(0, { outcomes: { refund: { fee: { flat: 501 } } } });
  const [first] = estimates([{ ...line, paid: money(5_000, "JPY") }], { total: rate, label: 0 });
  expect(first).toMatchObject({ fee: { minor: 814, currency: "JPY" }, total: { minor: 4_186 } });
});

const anyLines = fc
  .tuple(anyDraft, anyNow, fc.array(fc.tuple(anyFacts, fc.nat(100_000)), { minLength: 1, maxLength: 4 }))
  .map(([policy, now, rows]) => {
    const order = rows[0]?.[0].order ?? orderOf();
    const { currency } = order.total.customer;
    const lines = rows.map(([facts, minor]) => ({
      judgement: judge({ version: 1, policy }, { ...facts, order }, now),
      paid: money(minor, currency),
    }));
    return { lines, total: order.total };
  });

test("E5: no fee is below zero, and money back never above what was paid for the lines", () => {
  fc.assert(
    fc.property(anyLines, fc.nat(5_000), ({ lines, total }, label) => {
      const paid = sum(
        lines.map((line) => line.paid),
        total.customer.currency,
      ).minor;
      for (const { outcome, items, fees, bonus, total: due } of estimates(lines, { total, label })) {
        for (const { minor } of [...Object.values(fees), bonus, due]) expect(minor).toBeGreaterThanOrEqual(0);
        expect(items.minor).toBe(paid);
        if (outcome === "refund" || outcome === "keep") expect(due.minor).toBeLessThanOrEqual(paid);
      }
    }),
    { numRuns: 250 },
  );
});

test("the order of lines does not matter", () => {
  fc.assert(
    fc.property(anyLines, fc.nat(5_000), ({ lines, total }, label) => {
      expect(estimates([...lines].reverse(), { total, label })).toEqual(estimates(lines, { total, label }));
    }),
    { numRuns: 150 },
  );
});
