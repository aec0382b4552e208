const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/**
 * How long to wait before the next try, in ms: doubling from 0.5 s to 15 s, each shortened by up to half at random,
 * so that a thousand shoppers do not come back in the same moment. `random` is in [0, 1).
 */
export function pause(attempt: number, random: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(Math.max(attempt, 0), 10));
  return Math.round(full * (1 - random / 2));
}
