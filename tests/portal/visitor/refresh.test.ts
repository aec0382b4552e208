import { expect, test } from "vitest";

import { after, DAY, HOUR, MINUTE } from "~/kit/days";
import { isDueForExchange } from "~/portal/visitor/refresh";

const rotatedAt = new Date("2026-11-22T10:00:00Z");
const kept = { current: "new", previous: "old", rotatedAt };

test("a token stays the same for a week, then it is exchanged", () => {
  expect(isDueForExchange(kept, "new", after(rotatedAt, 6 * DAY))).toBe(false);
  expect(isDueForExchange(kept, "new", after(rotatedAt, 8 * DAY))).toBe(true);
});

test("a second tab that comes with the old token keeps it at first and gets a new one later", () => {
  expect(isDueForExchange(kept, "old", after(rotatedAt, MINUTE))).toBe(false);
  expect(isDueForExchange(kept, "old", after(rotatedAt, 2 * HOUR))).toBe(true);
});
