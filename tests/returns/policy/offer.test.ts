import { expect, test } from "vitest";

import { offer, reasonOf } from "~/returns/policy/offer";

import { asking, came, factsOf, policyWith, reason, rest } from "./cases";

const label = { en: "Opened?", "zh-CN": "已拆封？" };
const answers = [{ id: "yes", label, then: "keep" }];
const opened = reason("too-small", { questions: [{ id: "opened", text: label, answers }] });
const window = { until: null, days: null, countedFrom: "delivery" } as const;
const offered = (then: object) => {
  const policy = policyWith({ reasons: [opened], rules: [{ ...rest, then: { ...rest.then, ...then } }] });
  const [rule] = policy.rules;
  if (rule?.then.kind !== "returnable") throw new Error("Not returnable");
  const facts = factsOf({}, {}, asking("too-small", { opened: "yes" }));
  return offer(rule.then, { policy, facts, now: came }, () => window);
};

test("an answer that says keep it leaves keeping alone", () => {
  const answer = offered({
    outcomes: { refund: {}, keep: {} },
    keep: { below: 9_900, perYear: null },
    approval: "auto",
  });
  expect(answer).toMatchObject({ open: true, approval: "auto", outcomes: [{ kind: "keep", open: true }] });
});

test("where it may not be kept the rest stands, and a person looks at it", () => {
  const answer = offered({
    outcomes: { refund: {}, keep: {} },
    keep: { below: 100, perYear: null },
    approval: "auto",
  });
  expect(answer).toMatchObject({
    open: true,
    approval: "review",
    outcomes: [{ kind: "refund", open: true }, { because: "worth-too-much" }],
  });
});

test("a reason that the policy does not have is none", () => {
  expect(reasonOf(policyWith(), asking("too-loud"))).toBeNull();
  expect(reasonOf(policyWith(), asking("too-small"))?.handle).toBe("too-small");
});
