import fc from "fast-check";
import { expect, test } from "vitest";

import { money } from "~/kit/money";
import { estimates } from "~/returns/policy/estimate";
import { feeOn, feesFor } from "~/returns/policy/fees";
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
} from "./cases";

const { total } = orderOf();
const fee = { flat: 500, share: 1_250 };
const policy = policyWith({ rules: [{ ...rest, then: { ...rest.then, outcomes: { refund: { fee } } } }] });
const lineOf = (id: string, reason: string, minor = 4_000) => {
  const judgement = judge(published(policy), factsOf({}, {}, asking(reason)), came);
  return { id, judgement, paid: money(minor, "EUR") };
};

test("E5: Shopify is told the flat fee once and each line's share; what is our fault has none", () => {
  const fees = feesFor([lineOf("a", "too-small"), lineOf("b", "damaged-or-defective")], total);
  expect(fees).toEqual({ flat: money(500, "EUR"), shares: { a: 1_250 } });
});

test("what came back of it is charged by its share, and the flat fee never takes more than it is worth", () => {
  const fees = feesFor([lineOf("a", "too-small"), lineOf("c", "too-small")], total);
  expect(feeOn(fees, [{ id: "a", paid: money(4_000, "EUR") }])).toEqual(money(1_000, "EUR"));
  expect(feeOn(fees, [{ id: "a", paid: money(400, "EUR") }])).toEqual(money(400, "EUR"));
});

test("where no money is offered for all lines, nothing is taken", () => {
  const closed = {
    ...lineOf("a", "too-small"),
    judgement: judge(published(policy), factsOf({ unreturned: 0 }), came),
  };
  expect(feesFor([closed, lineOf("b", "too-small")], total)).toEqual({ flat: money(0, "EUR"), shares: {} });
});

const anyLines = fc
  .tuple(anyDraft, anyNow, fc.array(fc.tuple(anyFacts, fc.nat(100_000)), { minLength: 1, maxLength: 4 }))
  .map(([any, now, rows]) => {
    const order = rows[0]?.[0].order ?? orderOf();
    const lines = rows.map(([facts, minor], at) => ({
      id: String(at),
      judgement: judge({ version: 1, policy: any }, { ...facts, order }, now),
      paid: money(minor, order.total.customer.currency),
    }));
    return { lines, total: order.total };
  });

test("E5: what will be taken is what the estimate of a refund said, for any policy and any lines", () => {
  fc.assert(
    fc.property(anyLines, ({ lines, total: whole }) => {
      const refund = estimates(lines, { total: whole, label: 0 }).find(({ outcome }) => outcome === "refund");
      fc.pre(refund !== undefined);
      expect(feeOn(feesFor(lines, whole), lines)).toEqual(refund?.fee);
    }),
    { numRuns: 100 },
  );
});
