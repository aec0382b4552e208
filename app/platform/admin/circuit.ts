/** Whether a shop's API answers at all. Times in milliseconds of a clock that only goes forward. */
export type Circuit = {
  /** Lost answers since the last one that came. */
  readonly failures: number;
  /** Until then nobody asks; null while it is closed. */
  readonly openUntil: number | null;
  /** How many probes in a row were lost. */
  readonly lostProbes: number;
};

export const closed: Circuit = { failures: 0, openUntil: null, lostProbes: 0 };

const FAILURES = 5;
const FIRST_PAUSE_MS = 5_000;
/** A probe goes at the latest after this. */
export const LONGEST_PAUSE_MS = 60_000;

/** Milliseconds until the next call may go; 0 when one may go now. */
export function pauseOf({ openUntil }: Circuit, now: number): number {
  return openUntil === null ? 0 : Math.max(0, openUntil - now);
}

/** One call goes through an open circuit as a probe: the others wait until it has come back, or is overdue. */
export function probing(circuit: Circuit, now: number): Circuit {
  return circuit.openUntil === null ? circuit : { ...circuit, openUntil: now + LONGEST_PAUSE_MS };
}

/** After an answer was lost: from the fifth in a row on nobody asks for a while, longer each time. */
export function afterLoss(circuit: Circuit, now: number): Circuit {
  const failures = circuit.failures + 1;
  if (failures < FAILURES) return { ...circuit, failures };
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** circuit.lostProbes, LONGEST_PAUSE_MS);
  return { failures, openUntil: now + pause, lostProbes: circuit.lostProbes + 1 };
}
