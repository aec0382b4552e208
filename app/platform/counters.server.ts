type Tally = { readonly what: string; readonly topic: string; times: number };

const tallies = new Map<string, Tally>();

/** Counts something that happened in this process ("webhooks.again"); `/metrics` shows the numbers. Names nobody. */
export function count(what: string, topic = ""): void {
  const key = `${what} ${topic}`;
  const known = tallies.get(key);
  if (known) known.times += 1;
  else tallies.set(key, { what, topic, times: 1 });
}

/** What this process has counted since its start, all topics together. */
export function counters(): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { what, times } of tallies.values()) sums[what] = (sums[what] ?? 0) + times;
  return sums;
}

/** What this process has counted since its start, by what and, where it was said, by topic. */
export function counted(): readonly Readonly<Tally>[] {
  return [...tallies.values()];
}
