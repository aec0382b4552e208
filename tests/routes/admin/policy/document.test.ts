import { expect, test } from "vitest";

import type { Policy } from "~/returns/policy/document";
import { mayMove, withCopy, withoutRule, withRule, withRuleMoved } from "~/routes/admin/policy/document";

const empty: Policy = { transitDays: 7, holidays: [], reasons: [], rules: [] };
const policy = ["else", "b", "a"].reduce((known, id) => withRule(known, { id, name: id }), empty);
const ids = ({ rules }: Policy) => rules.map(({ id }) => id);

test("a new rule comes first, with the terms of the last", () => {
  const longer = { kind: "final-sale" as const };
  const last = policy.rules.map((rule) => (rule.id === "else" ? { ...rule, then: longer } : rule));
  expect(ids(withRule({ ...policy, rules: last }, { id: "c", name: "c" }))).toEqual(["c", "a", "b", "else"]);
  expect(withRule(policy, { id: "c", name: "c" }).rules[0]?.then).toEqual(policy.rules[2]?.then);
});

test("a copy stands below its rule, and above the last one when that is copied", () => {
  expect(ids(withCopy(policy, "a", { id: "c", name: "c" }))).toEqual(["a", "c", "b", "else"]);
  expect(ids(withCopy(policy, "else", { id: "c", name: "c" }))).toEqual(["a", "b", "c", "else"]);
});

test("the last rule is neither moved nor deleted, and nothing goes below it", () => {
  expect(withoutRule(policy, "else")).toBe(policy);
  expect(withRuleMoved(policy, "else", -1)).toBe(policy);
  expect(withRuleMoved(policy, "b", 1)).toBe(policy);
  expect(mayMove(policy, "a", -1)).toBe(false);
  expect(ids(withRuleMoved(policy, "a", 1))).toEqual(["b", "a", "else"]);
});
