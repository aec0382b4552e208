import fc from "fast-check";
import { expect, test } from "vitest";

import { after, addDays } from "~/kit/days";
import { judge } from "~/returns/policy/judge";

import {
  anyDraft,
  anyFacts,
  anyNow,
  asking,
  came,
  exceptionOf,
  factsOf,
  policyWith,
  published,
  reason,
  rest,
  sale,
} from "./cases";

const soon = addDays(came, 3);
const canada = { country: "CA" };

test("the first rule that fits decides, and is named with its version", () => {
  const answer = judge(published(), factsOf({ tags: ["Shoes"] }, canada), soon);
  expect(answer).toMatchObject({
    version: 3,
    rule: { id: "shoes", name: "Shoes, Canada" },
    open: true,
    days: 45,
    // Delivered on 19 October: the 45th day after it ends at Berlin's midnight.
    until: new Date("2026-12-03T22:59:59.999Z"),
  });
});

test.each([
  ["not sent yet", { sentAt: null }, "not-sent"],
  ["all of it returned", { unreturned: 0 }, "nothing-left"],
  ["final sale", { tags: ["final-sale"] }, "final-sale"],
  ["too late", { deliveredAt: addDays(came, -40) }, "window-closed"],
] as const)("%s: the one reason why not", (_name, line, because) => {
  expect(judge(published(), factsOf(line), soon)).toMatchObject({ open: false, because });
});

test("on the window's last moment it may come back, the moment after it may not", () => {
  const end = new Date("2026-11-18T22:59:59.999Z");
  expect(judge(published(), factsOf(), end)).toMatchObject({ open: true, until: end });
  expect(judge(published(), factsOf(), after(end, 1))).toMatchObject({
    open: false,
    because: "window-closed",
    until: end,
  });
});

test("each outcome has its own window: later there is store credit alone", () => {
  const outcomes = { refund: {}, "store-credit": { ownWindow: { days: 60 } } };
  const policy = policyWith({ rules: [{ ...rest, then: { ...rest.then, outcomes } }] });
  expect(judge(published(policy), factsOf(), addDays(came, 40))).toMatchObject({
    open: true,
    days: 60,
    outcomes: [
      { kind: "refund", open: false, because: "window-closed" },
      { kind: "store-credit", open: true },
    ],
  });
});

test("no days are none, and a rule that offers nothing says so", () => {
  const none = policyWith({ rules: [{ ...rest, then: { ...rest.then, windowDays: 0 } }] });
  expect(judge(published(none), factsOf(), came)).toMatchObject({ because: "window-closed", until: null });
  const nothing = policyWith({ rules: [{ ...rest, then: { ...rest.then, outcomes: {} } }] });
  expect(judge(published(nothing), factsOf(), came)).toMatchObject({ because: "nothing-offered" });
});

test("a draft without a rule for the rest leaves the rest undecided", () => {
  expect(judge(published(policyWith({ rules: [sale] })), factsOf(), soon)).toMatchObject({
    rule: null,
    because: "no-rule",
  });
});

test("what costs little may be kept, so often a year", () => {
  const then = { ...rest.then, outcomes: { refund: {}, keep: {} }, keep: { below: 4_501, perYear: 2 } };
  const policy = published(policyWith({ rules: [{ ...rest, then }] }));
  const keep = (facts: ReturnType<typeof factsOf>) => {
    const answer = judge(policy, facts, soon);
    return answer.open && answer.outcomes.find(({ kind }) => kind === "keep");
  };
  const customer = (kept: number) => ({ customer: { id: null, tags: [], kept } });
  expect(keep(factsOf())).toMatchObject({ open: true });
  expect(keep(factsOf({}, customer(2)))).toMatchObject({ because: "kept-too-often" });
  const both = factsOf({}, {}, { ...asking("too-small"), quantity: 2 });
  expect(keep(both)).toMatchObject({ because: "worth-too-much" });
});

test.each([
  ["yes", { open: true, approval: "auto" }],
  ["no", { open: false, because: "answered" }],
  ["unsure", { open: true, approval: "review" }],
  [undefined, { open: true, approval: "review" }],
] as const)("are the tags still on? %s", (answer, expected) => {
  const label = { en: "x", "zh-CN": "x" };
  const answers = [
    { id: "yes", label, then: "accept" },
    { id: "no", label, then: "reject" },
    { id: "unsure", label, then: "review" },
  ];
  const tagsOn = reason("too-small", { questions: [{ id: "tags", text: label, answers }] });
  const then = { ...rest.then, approval: "auto" };
  const policy = policyWith({ reasons: [tagsOn], rules: [{ ...rest, then }] });
  const asked = asking("too-small", answer ? { tags: answer } : {});
  expect(judge(published(policy), factsOf({}, {}, asked), soon)).toMatchObject(expected);
});

test("a block stops what the rules allow, and is named", () => {
  const exceptions = [exceptionOf({ kind: "block" })];
  expect(judge(published(), factsOf({}, { exceptions }), soon)).toMatchObject({
    open: false,
    because: "blocked",
    exception: { author: "Iris" },
  });
});

test("an exception lifts window and final sale by the next rule that takes anything back", () => {
  const until = addDays(came, 100);
  const exceptions = [exceptionOf({ kind: "once", approver: "Paolo", expiresAt: until })];
  const late = factsOf({ tags: ["final-sale"] }, { exceptions });
  expect(judge(published(), late, addDays(came, 90))).toMatchObject({
    open: true,
    until,
    rule: { id: "rest" },
    exception: { approver: "Paolo" },
  });
  const allSale = policyWith({ rules: [{ ...sale, when: {} }] });
  expect(judge(published(allSale), late, soon)).toMatchObject({ open: true, rule: null, approval: "review" });
});

test("what the rules allow anyway needs no exception, and none is named or used up", () => {
  const exceptions = [exceptionOf({ kind: "once", approver: "Paolo" })];
  expect(judge(published(), factsOf({}, { exceptions }), soon)).toMatchObject({
    open: true,
    exception: null,
    until: new Date("2026-11-18T22:59:59.999Z"),
  });
});

test("E3: whatever the policy, the line and the moment, there is one answer by at most one rule", () => {
  fc.assert(
    fc.property(anyDraft, anyFacts, anyNow, (policy, facts, now) => {
      const answer = judge({ version: 1, policy }, facts, now);
      expect(policy.rules.filter(({ id }) => id === answer.rule?.id).length).toBe(answer.rule ? 1 : 0);
      if (answer.open) expect(answer.outcomes.some(({ open }) => open)).toBe(true);
      else expect(answer.because).toBeTruthy();
    }),
    { numRuns: 250 },
  );
});

test("E2: a later delivery never shortens the window", () => {
  const end = (until: Date | null) => until?.getTime() ?? Infinity;
  fc.assert(
    fc.property(anyDraft, anyFacts, fc.nat(1_000), (policy, facts, hours) => {
      const deliveredAt = facts.line.deliveredAt ?? came;
      // An exception may lift a window that is over already, for longer than the rule would have.
      const order = { ...facts.order, exceptions: [] };
      const of = (at: Date) => ({ ...facts, order, line: { ...facts.line, deliveredAt: at } });
      const first = judge({ version: 1, policy }, of(deliveredAt), came);
      const later = judge({ version: 1, policy }, of(after(deliveredAt, hours * 3_600_000)), came);
      if (!first.open) return;
      expect(later.open && end(later.until)).toBeGreaterThanOrEqual(end(first.until));
    }),
    { numRuns: 150 },
  );
});
