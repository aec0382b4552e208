import { expect, test } from "vitest";

import { addDays } from "~/kit/days";
import { eligibility } from "~/returns/eligibility";

import { came, judging, line } from "./returnable";
import { policyWith, published, rest, sale } from "./policy/cases";

test("a shop that has published nothing goes on with its settings: 30 days, final sale by tag", () => {
  const now = addDays(came, 29);
  expect(eligibility(line(), judging({ now }))).toMatchObject({ isOpen: true, judgement: { days: 30 } });
  expect(eligibility(line(), judging({ now: addDays(came, 31) }))).toMatchObject({
    isOpen: false,
    reasons: [],
    judgement: { because: "window-closed" },
  });
  expect(eligibility(line({ tags: ["linen", "final-sale"] }), judging())).toMatchObject({
    isOpen: false,
    judgement: { because: "final-sale" },
  });
});

test("nobody told us of the delivery: a week of travel is added to the sending", () => {
  const { judgement } = eligibility(line({ deliveredAt: null }), judging());
  expect(judgement).toMatchObject({ open: true, until: new Date("2026-11-22T22:59:59.999Z") });
});

test("what may come back for one reason alone can be chosen for that one, whatever the others hear", () => {
  const damaged = { ...rest, id: "damaged", name: "Damaged", when: { reasons: ["damaged-or-defective"] } };
  const policy = policyWith({ rules: [damaged, { ...sale, when: {} }] });
  expect(eligibility(line(), judging({ published: published(policy) }))).toMatchObject({
    isOpen: true,
    reasons: ["damaged-or-defective"],
    judgement: { open: true, rule: { id: "damaged" } },
  });
});
