/** How it was, from 1 (bad) to 5 (very good). */
export type Score = 1 | 2 | 3 | 4 | 5;
export const scores: readonly Score[] = [1, 2, 3, 4, 5];

/** Asked at most once in so many days, however often somebody writes to us. */
export const QUIET_DAYS = 7;

export function isScore(value: number): value is Score {
  return scores.includes(value as Score);
}

/** Why nobody is asked; null when they are. */
export function whyNotAsk({ spokeWithTeam, askedLately }: { spokeWithTeam: boolean; askedLately: boolean }) {
  if (!spokeWithTeam) return "nobody-answered" as const;
  return askedLately ? ("asked-lately" as const) : null;
}
