export type Course = {
  readonly taken: number;
  readonly total: number | null;
  /** Rows per second at present; null while nobody can tell. */
  readonly pace: number | null;
};

/** How far it is, in whole per cent; null while nobody knows how much there is. */
export function percent({ taken, total }: Pick<Course, "taken" | "total">): number | null {
  if (total === null) return null;
  return total === 0 ? 100 : Math.min(100, Math.floor((taken / total) * 100));
}

/** Minutes left at the pace of now, rounded up; null while it is too early to say. */
export function minutesLeft({ taken, total, pace }: Course): number | null {
  if (total === null || pace === null || pace <= 0) return null;
  return Math.max(0, Math.ceil((total - taken) / pace / 60));
}
