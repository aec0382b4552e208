import fc from "fast-check";
import { expect, test } from "vitest";

import { ruleFor } from "~/returns/policy/match";
import { problemsIn } from "~/returns/policy/problems";

import { anyDraft, anyFacts, asking, policyWith, reason, rest, sale, shoes } from "./cases";

const withTerms = (then: object) => policyWith({ rules: [{ ...rest, then: { ...rest.then, ...then } }] });
const refund = (terms: object) => withTerms({ outcomes: { refund: terms } });
const required = reason("worn-out", { photo: "required" });

test("the policy of Fern & Flax has no problem", () => {
  expect(problemsIn(policyWith())).toEqual([]);
});

test.each([
  [
    "a rule below one that takes all of it",
    policyWith({
      rules: [sale, { ...sale, id: "b", when: { productTags: ["Final-Sale"], countries: ["CA"] } }, rest],
    }),
    { ruleId: "b", problem: "shadowed", with: "sale" },
  ],
  [
    "a price from above to below",
    policyWith({ rules: [{ ...shoes, when: { price: { from: 2, to: 1 } } }, rest] }),
    { ruleId: "shoes", problem: "empty-range", with: "price" },
  ],
  [
    "days that end before they begin",
    policyWith({
      rules: [{ ...shoes, when: { placed: { from: "2026-12-02", until: "2026-12-01" } } }, rest],
    }),
    { ruleId: "shoes", problem: "empty-range", with: "placed" },
  ],
  [
    "a reason that is none of ours",
    policyWith({ rules: [{ ...shoes, when: { reasons: ["too-loud"] } }, rest] }),
    { ruleId: "shoes", problem: "unknown-reason", with: "too-loud" },
  ],
  ["no rule for the rest", policyWith({ rules: [shoes] }), { ruleId: "shoes", problem: "gap", with: null }],
  [
    "nothing offered",
    policyWith({ rules: [{ ...shoes, then: { ...shoes.then, outcomes: {} } }, rest] }),
    { ruleId: "shoes", problem: "no-outcome", with: null },
  ],
  [
    "offered for 0 days",
    refund({ ownWindow: { days: 0 } }),
    { ruleId: "rest", problem: "no-days", with: "refund" },
  ],
  [
    "a fee above 100 %",
    refund({ fee: { share: 10_001 } }),
    { ruleId: "rest", problem: "fee-above-worth", with: "refund" },
  ],
  [
    "a label paid twice",
    refund({ fee: { label: true } }),
    { ruleId: "rest", problem: "label-paid-twice", with: "refund" },
  ],
  [
    "a bonus on money",
    refund({ bonus: { flat: 1 } }),
    { ruleId: "rest", problem: "bonus-never-given", with: "refund" },
  ],
  [
    "keeping without a value",
    withTerms({ outcomes: { refund: {}, keep: {} } }),
    { ruleId: "rest", problem: "keep-half", with: "keep" },
  ],
  [
    "a reason twice",
    policyWith({ reasons: [reason("too-small"), reason("too-small")] }),
    { ruleId: null, problem: "reason-twice", with: "too-small" },
  ],
  [
    "a reason nobody can choose",
    policyWith({
      reasons: [reason("worn-out"), reason("too-small")],
      rules: [{ ...sale, when: { reasons: ["worn-out"] } }, rest],
    }),
    { ruleId: null, problem: "reason-unchoosable", with: "worn-out" },
  ],
  [
    "a photo of it",
    policyWith({
      reasons: [required, reason("too-small")],
      rules: [{ ...sale, when: { reasons: ["worn-out"] } }, rest],
    }),
    { ruleId: null, problem: "evidence-for-nobody", with: "worn-out" },
  ],
  [
    "a holiday that gives nothing",
    policyWith({
      holidays: [{ name: "Advent", from: "2026-12-01", until: "2026-12-24", backUntil: "2026-12-24" }],
    }),
    { ruleId: null, problem: "holiday-empty", with: "Advent" },
  ],
])("%s is found", (_name, policy, problem) => {
  expect(problemsIn(policy)).toEqual([problem]);
});

test("a fee on what is always our fault is never taken", () => {
  const damaged = { ...shoes, when: { reasons: ["damaged-or-defective"] } };
  expect(problemsIn(policyWith({ rules: [damaged, rest] }))).toEqual([
    { ruleId: "shoes", problem: "fee-never-taken", with: "refund" },
  ]);
});

test("a rule that is said never to match never decides anything", () => {
  fc.assert(
    fc.property(anyDraft, anyFacts, (policy, facts) => {
      const dead = problemsIn(policy).filter(
        ({ problem }) => problem === "shadowed" || problem === "empty-range",
      );
      const decides = ruleFor(policy, facts)?.id;
      expect(dead.map(({ ruleId }) => ruleId)).not.toContain(decides);
    }),
    { numRuns: 250 },
  );
});

test("a reason that is said to be unchoosable is taken back by no rule", () => {
  fc.assert(
    fc.property(anyDraft, anyFacts, (policy, facts) => {
      const dead = problemsIn(policy).filter(({ problem }) => /^(reason-unch|evidence)/.test(problem));
      for (const { with: handle } of dead) {
        const rule = ruleFor(policy, { ...facts, asked: asking(handle ?? "") });
        expect(rule?.then.kind === "returnable" && Object.keys(rule.then.outcomes).length > 0).toBe(false);
      }
    }),
    { numRuns: 150 },
  );
});
