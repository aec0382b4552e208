import { afterAll, beforeAll, expect, test } from "vitest";

import { closeDatabase } from "~/platform/db.server";
import type { Policy } from "~/returns/policy/document";
import { findDraftState, keepDraft, publishKept } from "~/returns/policy/keep.server";
import { findPolicy } from "~/returns/policy/policies.server";

import { deskFor, type TestDesk } from "../../support/desk.ts";

let shop: TestDesk;

beforeAll(async () => {
  shop = await deskFor();
});
afterAll(async () => {
  await shop.close();
  await closeDatabase();
});

const travelling = (policy: Policy, transitDays: number): Policy => ({ ...policy, transitDays });
const at = (second: number) => new Date(`2026-11-22T12:00:${String(second).padStart(2, "0")}.000Z`);

test("a draft is kept as one types; who saved another one first is named, and theirs stands", async () => {
  const iris = shop.later(await shop.asAgent("Iris", "lead"), at(1));
  const paolo = shop.later(await shop.asAgent("Paolo", "lead"), at(2));
  const begun = await findDraftState(iris);
  expect(begun).toMatchObject({ version: 0, savedAt: null, by: null });

  const first = await keepDraft(iris, { policy: travelling(begun.policy, 11), since: begun });
  expect(first).toEqual({ saved: true, savedAt: at(1).toISOString() });
  const second = await keepDraft(paolo, { policy: travelling(begun.policy, 12), since: begun });
  expect(second).toMatchObject({ saved: false, theirs: { by: "Iris", savedAt: at(1).toISOString() } });
  expect((await findDraftState(paolo)).policy.transitDays).toBe(11);

  const since = { version: 0, savedAt: at(1).toISOString() };
  expect(await keepDraft(paolo, { policy: travelling(begun.policy, 12), since })).toMatchObject({
    saved: true,
  });
  expect(await findDraftState(iris)).toMatchObject({ by: "Paolo", policy: { transitDays: 12 } });
});

test("of two who save in the same moment one hears of the other", async () => {
  const iris = shop.later(await shop.asAgent("Iris", "lead"), at(10));
  const paolo = shop.later(await shop.asAgent("Paolo", "lead"), at(11));
  const since = await findDraftState(iris);
  const kept = await Promise.all(
    [iris, paolo].map((desk) => keepDraft(desk, { policy: travelling(since.policy, 20), since })),
  );
  expect(kept.map(({ saved }) => saved).sort()).toEqual([false, true]);
});

test("only the draft that was seen is published, and whoever worked on hears of it", async () => {
  const iris = shop.later(await shop.asAgent("Iris", "lead"), at(20));
  const seen = await findDraftState(iris);
  await keepDraft(iris, { policy: travelling(seen.policy, 21), since: seen });
  expect(await publishKept(iris, { note: "", since: seen })).toEqual({
    published: false,
    because: "changed",
  });
  expect((await findPolicy(iris)).version).toBe(0);

  const now = await findDraftState(iris);
  expect(await publishKept(iris, { note: "Winter", since: now })).toEqual({ published: true, version: 1 });
  expect(await findPolicy(iris)).toMatchObject({ version: 1, policy: { transitDays: 21 } });
  expect(await keepDraft(iris, { policy: seen.policy, since: now })).toMatchObject({ saved: false });
});
