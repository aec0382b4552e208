import { expect, test } from "vitest";

import { minutesLeft, percent } from "~/routes/admin/home/estimate";

const startedAt = new Date("2026-11-22T12:00:00Z");
const after = (minutes: number) => new Date(startedAt.getTime() + minutes * 60_000);

test("progress is said in whole per cent, and not at all while nobody knows the total", () => {
  expect(percent({ taken: 999, total: 1_000, startedAt })).toBe(99);
  expect(percent({ taken: 0, total: 0, startedAt })).toBe(100);
  expect(percent({ taken: 500, total: null, startedAt })).toBeNull();
});

test("what is left is what the pace so far makes likely, and never a guess from nothing", () => {
  expect(minutesLeft({ taken: 250, total: 1_000, startedAt }, after(1))).toBe(3);
  expect(minutesLeft({ taken: 10, total: 1_000, startedAt }, after(1))).toBeNull();
  expect(minutesLeft({ taken: 1_000, total: 1_000, startedAt }, after(4))).toBe(0);
});
