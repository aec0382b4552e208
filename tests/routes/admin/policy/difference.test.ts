import { expect, test } from "vitest";

import type { Policy } from "~/returns/policy/document";
import { withoutRule, withRule, withRuleMoved } from "~/routes/admin/policy/document";
import { difference, isNothing, isSame } from "~/routes/admin/policy/publish/difference";

const empty: Policy = { transitDays: 7, holidays: [], reasons: [], rules: [] };
const before = ["else", "b", "a"].reduce((policy, id) => withRule(policy, { id, name: id }), empty);

test("the same policy differs in nothing, in whatever order its keys stand", () => {
  const turned = Object.fromEntries(Object.entries(before).reverse()) as Policy;
  expect(isNothing(difference(before, turned))).toBe(true);
  expect(isSame({ a: 1, b: [1, 2] }, { b: [2, 1], a: 1 })).toBe(false);
});

test("rules that came, went and changed are told by name", () => {
  const [first] = before.rules;
  const added = withRule(withoutRule(before, "b"), { id: "c", name: "c" });
  const after = {
    ...added,
    rules: added.rules.map((rule) => (rule.id === first?.id ? { ...rule, name: "A!" } : rule)),
  };
  expect(difference(before, after)).toMatchObject({ added: ["c"], removed: ["b"], changed: ["A!"] });
  expect(difference(before, after).order).toBe(false);
});

test("another order of the same rules is a difference of its own", () => {
  const after = withRuleMoved(before, "b", -1);
  expect(difference(before, after)).toMatchObject({ added: [], removed: [], changed: [], order: true });
});

test("reasons, holidays and days on the way are told apart", () => {
  const after = { ...before, transitDays: 9 };
  expect(difference(before, after)).toMatchObject({ travel: true, reasons: false, holidays: false });
  expect(isNothing(difference(before, after))).toBe(false);
});
