import fc from "fast-check";
import { expect, test } from "vitest";

import { isUnconditional, Policy, PolicyDraft } from "~/returns/policy/document";

import { anyDraft, policyWith, rest, sale } from "./cases";

test("a policy survives being stored as JSON", () => {
  fc.assert(
    fc.property(anyDraft, (policy) => {
      expect(PolicyDraft.parse(JSON.parse(JSON.stringify(policy)))).toEqual(policy);
    }),
  );
});

test("only a policy that covers everything may be published", () => {
  expect(Policy.safeParse(policyWith()).success).toBe(true);
  expect(Policy.safeParse(policyWith({ rules: [rest, sale] })).success).toBe(false);
});

test("a range without ends is no condition", () => {
  const [rule] = policyWith({ rules: [{ ...rest, when: { price: { from: null, to: null } } }] }).rules;
  expect(rule && isUnconditional(rule.when)).toBe(true);
});

test.each([
  ["a gift card as an outcome", { kind: "returnable", outcomes: { "gift-card": {} } }],
  ["a fee below zero", { kind: "returnable", outcomes: { refund: { fee: { flat: -1 } } } }],
  ["half a cent", { kind: "returnable", outcomes: { refund: { fee: { flat: 1 / 2 } } } }],
] as const)("%s is never offered", (_name, then) => {
  const read = PolicyDraft.safeParse({
    ...policyWith(),
    rules: [{ ...rest, then: { ...rest.then, ...then } }],
  });
  const kept = read.success ? JSON.stringify(read.data) : "";
  expect(kept).not.toMatch(/gift-card|-1|0\.5/);
});

test("two rules never share an id", () => {
  expect(PolicyDraft.safeParse({ ...policyWith(), rules: [rest, rest] }).success).toBe(false);
});
