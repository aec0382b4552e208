import { expect, test } from "vitest";

import type { Approval } from "~/ledger/approval";
import type { Intent, IntentState } from "~/ledger/intent";
import { isBooked, verdictOf } from "~/ledger/verdict";

const intent = (state: IntentState, failure: string | null = null) => ({ state, failure }) as Intent;

test("what Shopify has in its books is paid, also before the provider's word", () => {
  expect(verdictOf({ kind: "known", intent: intent("succeeded") })).toMatchObject({ isPaid: true });
  expect(verdictOf({ kind: "carried", intent: intent("pending"), refusal: null })).toMatchObject({
    isPaid: true,
  });
  expect((["prepared", "sent", "unknown", "failed"] as const).some((state) => isBooked({ state }))).toBe(
    false,
  );
});

test.each([
  [intent("unknown"), { because: "unknown" }],
  [intent("sent"), { because: "in-progress" }],
  [intent("failed", "refused:Too much"), { because: "refused", message: "Too much" }],
])("what is not paid says why", (seen, why) => {
  expect(verdictOf({ kind: "known", intent: seen })).toEqual({ isPaid: false, why });
});

test("a refusal of the last look goes before the intent's own words", () => {
  const paid = {
    kind: "carried",
    intent: intent("failed", "changed"),
    refusal: { because: "changed" },
  } as const;
  expect(verdictOf(paid)).toEqual({ isPaid: false, why: { because: "changed" } });
});

test("whoever is above their limit hears that somebody was asked", () => {
  const approval = { id: "a" } as Approval;
  expect(verdictOf({ kind: "asked", approval })).toEqual({
    isPaid: false,
    why: { because: "needs-approval", approval },
  });
  expect(verdictOf({ kind: "above", exceeds: ["action"] })).toMatchObject({ why: { because: "above-you" } });
  expect(verdictOf({ kind: "decided" })).toMatchObject({ why: { because: "declined" } });
  expect(verdictOf({ kind: "busy", intent: intent("sent") })).toMatchObject({
    why: { because: "in-progress" },
  });
  expect(verdictOf({ kind: "refused", refusal: { because: "changed" } })).toMatchObject({
    why: { because: "changed" },
  });
});
