import { expect, test } from "vitest";

import { priorityAt } from "~/platform/work/turns";

const now = Date.UTC(2026, 10, 22, 12);

test("a few of one shop stand before the rest of another's flood, and its own keep their order", () => {
  const flood = Array.from({ length: 100 }, () => priorityAt("sync", "loud", now));
  const few = [1, 2, 3].map(() => priorityAt("sync", "quiet", now + 1_000));
  expect([...flood].sort((a, b) => b - a)).toEqual(flood);
  expect(flood.filter((priority) => priority < Math.min(...few)).length).toBeGreaterThan(90);
});

test("the flood's own turn comes: what is asked for later stands behind it", () => {
  const flood = Array.from({ length: 100 }, () => priorityAt("sync", "patient", now));
  expect(priorityAt("sync", "newcomer", now + 60_000)).toBeLessThan(Math.min(...flood));
});

test("turns fit into the 32 bits of the queue", () => {
  expect(priorityAt("sync", "future", Date.UTC(2038, 0, 1))).toBeGreaterThan(-(2 ** 31));
});
