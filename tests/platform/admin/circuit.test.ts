import { expect, test } from "vitest";

import { afterLoss, closed, LONGEST_PAUSE_MS, pauseOf, probing, shut } from "~/platform/admin/circuit";

function lost(times: number, now = 0) {
  let circuit = closed;
  for (let turn = 0; turn < times; turn += 1) circuit = afterLoss(circuit, now);
  return circuit;
}

test("F9: four lost answers change nothing, after the fifth nobody asks for a while", () => {
  expect(pauseOf(lost(4), 0)).toBe(0);
  expect(pauseOf(lost(5), 0)).toBe(5_000);
});

test("F9: the pause grows with each lost probe, and a probe goes after a minute at the latest", () => {
  const pauses = [5, 6, 7, 8, 9, 20].map((times) => pauseOf(lost(times), 0));
  expect(pauses).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  expect(LONGEST_PAUSE_MS).toBe(60_000);
});

test("one probe goes at a time", () => {
  const open = lost(5);
  expect(pauseOf(open, 5_000)).toBe(0);
  expect(pauseOf(probing(open, 5_000), 5_001)).toBeGreaterThan(0);
  expect(probing(closed, 5_000)).toEqual(closed);
});

test("IN-12: a shop that is shut is asked once an hour, and once a minute by somebody who waits", () => {
  const frozen = shut(0);
  expect(pauseOf(frozen, 0)).toBe(3_600_000);
  expect(pauseOf(frozen, 0, "waiting")).toBe(60_000);
  expect(pauseOf(frozen, 60_000, "waiting")).toBe(0);
  const probed = probing(frozen, 60_000);
  expect([pauseOf(probed, 60_001), pauseOf(probed, 60_001, "waiting")]).toEqual([3_599_999, 59_999]);
  expect(pauseOf(afterLoss(probed, 60_001), 60_001)).toBe(3_599_999);
});
