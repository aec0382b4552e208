const counts = new Map<string, number>();

/** Counts something that happened in this process; `/health` shows the numbers. */
export function count(what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}

/** What this process has counted since its start. */
export function counters(): Record<string, number> {
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
