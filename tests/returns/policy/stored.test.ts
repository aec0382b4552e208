import { expect, test } from "vitest";

import { money } from "~/kit/money";
import { judge } from "~/returns/policy/judge";
import { StoredPolicy, storedPolicy } from "~/returns/policy/stored";

import { came, exceptionOf, factsOf, published } from "./cases";

const kept = (facts: ReturnType<typeof factsOf>) => {
  const judgement = judge(published(), facts, came);
  const line = { fulfillmentLineId: "f1", judgement, paid: money(4_500, "EUR") };
  return storedPolicy(published(), [line], facts.order.total);
};

test("what was decided is kept by version and rule, and survives the database", () => {
  const stored = kept(factsOf({ tags: ["shoes"] }, { country: "CA" }));
  expect(stored).toMatchObject({
    version: 3,
    windowDays: 45,
    verdicts: [{ rule: { id: "shoes" }, approval: "auto", until: "2026-12-03T22:59:59.999Z", because: null }],
  });
  expect(StoredPolicy.parse(JSON.parse(JSON.stringify(stored)))).toEqual(stored);
});

test("of an exception no words are kept: they are erased where they were written", () => {
  const stored = kept(factsOf({ tags: ["final-sale"] }, { exceptions: [exceptionOf()] }));
  expect(stored.verdicts[0]?.exception).toEqual({ id: "e1", kind: "allow" });
  expect(JSON.stringify(stored)).not.toContain("post room");
});

test("a return from before there were rules still reads", () => {
  const old = {
    version: "window 30, transit 7, final-sale",
    windowDays: 30,
    transitDays: 7,
    finalSaleTag: "final-sale",
    verdicts: [{ fulfillmentLineId: "f", until: "2026-12-12T12:00:00.000Z", because: null }],
  };
  expect(StoredPolicy.parse(old)).toMatchObject({ version: 0, windowDays: 30, verdicts: [{ rule: null }] });
});
