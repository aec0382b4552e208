import type { Pace } from "./bucket";

/** Whether a shop's API answers at all. Times in milliseconds of a clock that only goes forward. */
export type Circuit = {
  /** Lost answers since the last one that came. */
  readonly failures: number;
  /** Until then nobody asks; null while it is closed. */
  readonly openUntil: number | null;
  /** How many probes in a row were lost. */
  readonly lostProbes: number;
  /** Shopify said that the shop is frozen, locked or gone. */
  readonly isShut: boolean;
};

export const closed: Circuit = { failures: 0, openUntil: null, lostProbes: 0, isShut: false };

const FAILURES = 5;
const FIRST_PAUSE_MS = 5_000;
/** A probe goes at the latest after this. */
export const LONGEST_PAUSE_MS = 60_000;
/** A shut shop is asked again after this, or when somebody looks who may know that it has opened. */
export const SHUT_PAUSE_MS = 3_600_000;

/** Milliseconds until the next call may go; 0 when one may go now. */
export function pauseOf({ openUntil, isShut }: Circuit, now: number, pace: Pace = "background"): number {
  if (openUntil === null) return 0;
  const sooner = isShut && pace === "waiting" ? SHUT_PAUSE_MS - LONGEST_PAUSE_MS : 0;
  return Math.max(0, openUntil - sooner - now);
}

/** After Shopify said that the shop is frozen, locked or gone. */
export function shut(now: number): Circuit {
  return { ...closed, openUntil: now + SHUT_PAUSE_MS, isShut: true };
}

/** One call goes through an open circuit as a probe: the others wait until it has come back, or is overdue. */
export function probing(circuit: Circuit, now: number): Circuit {
  if (circuit.openUntil === null) return circuit;
  return { ...circuit, openUntil: now + (circuit.isShut ? SHUT_PAUSE_MS : LONGEST_PAUSE_MS) };
}

/** After an answer was lost: from the fifth in a row on nobody asks for a while, longer each time. */
export function afterLoss(circuit: Circuit, now: number): Circuit {
  const failures = circuit.failures + 1;
  if (failures < FAILURES) return { ...circuit, failures };
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** circuit.lostProbes, LONGEST_PAUSE_MS);
  return { ...closed, failures, openUntil: now + pause, lostProbes: circuit.lostProbes + 1 };
}
