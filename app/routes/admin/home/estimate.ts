import { MINUTE } from "~/kit/days";

export type Course = {
  readonly taken: number;
  readonly total: number | null;
  readonly startedAt: Date | string;
};

/** How far it is, in whole per cent; null while nobody knows how much there is. */
export function percent({ taken, total }: Course): number | null {
  if (total === null) return null;
  return total === 0 ? 100 : Math.min(100, Math.floor((taken / total) * 100));
}

const ENOUGH = 0.02;

/** Minutes left at the pace so far, rounded up; null while it is too early to say. */
export function minutesLeft(course: Course, now: Date): number | null {
  const { taken, total, startedAt } = course;
  if (total === null || taken === 0 || taken / total < ENOUGH) return null;
  const spent = now.getTime() - new Date(startedAt).getTime();
  return Math.max(0, Math.ceil(((total - taken) * spent) / taken / MINUTE));
}
