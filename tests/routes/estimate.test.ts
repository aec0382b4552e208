import { expect, test } from "vitest";

import { minutesLeft, percent } from "~/routes/admin/home/estimate";

test("progress is said in whole per cent, and not at all while nobody knows the total", () => {
  expect(percent({ taken: 999, total: 1_000 })).toBe(99);
  expect(percent({ taken: 0, total: 0 })).toBe(100);
  expect(percent({ taken: 500, total: null })).toBeNull();
});

test("what is left is what the pace of now makes likely, and never a guess from nothing", () => {
  expect(minutesLeft({ taken: 250, total: 1_000, pace: 250 / 60 })).toBe(3);
  expect(minutesLeft({ taken: 10, total: 1_000, pace: null })).toBeNull();
  expect(minutesLeft({ taken: 10, total: null, pace: 20 })).toBeNull();
  expect(minutesLeft({ taken: 1_000, total: 1_000, pace: 20 })).toBe(0);
});
