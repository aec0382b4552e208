/** Turns that a shop gets each second before its further work stands behind the others'. */
const PER_SECOND = 5;
/** Turns are counted from here on, so that they fit into 32 bits until 2039. */
const BEGIN = Date.UTC(2026, 0, 1);

const last = new Map<string, number>();

/**
 * The priority of a shop's next job in a queue, at a moment in milliseconds: each job's turn is its moment, or the turn
 * after the shop's one before, whichever is later. So a flood stretches over the time to come, another shop's few stand
 * in between, and nobody's work is overtaken for ever (the virtual clock of L. Zhang, 1990). Higher goes first.
 */
export function priorityAt(queue: string, shopId: string, now: number): number {
  const key = `${queue} ${shopId}`;
  const present = Math.floor(((now - BEGIN) / 1_000) * PER_SECOND);
  const turn = Math.max(present, (last.get(key) ?? 0) + 1);
  last.set(key, turn);
  if (last.size > 10_000) forgetThePast(present);
  return -turn;
}

function forgetThePast(present: number): void {
  for (const [key, turn] of last) if (turn < present) last.delete(key);
}
