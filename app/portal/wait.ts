import { openingAt, type OpeningHours } from "~/kit/business-hours";

/** How long an answer usually takes, in steps that people can feel; each has its words in portal.presence-usually. */
export type Wait = "minutes" | "quarter" | "half" | "hour" | "hours" | "day";

export type Replied = { readonly askedAt: Date; readonly minutes: number };

const FEWEST = 5;
const steps: readonly (readonly [minutes: number, wait: Wait])[] = [
  [5, "minutes"],
  [15, "quarter"],
  [30, "half"],
  [60, "hour"],
  [240, "hours"],
  [1_440, "day"],
];

/**
 * What a shopper who writes during opening hours may expect: the step that holds the median of those who did so
 * before. Null while there are too few to tell, or when it takes longer than anybody likes to read.
 */
export function usualWait(
  replies: readonly Replied[],
  { hours, timezone }: { readonly hours: OpeningHours; readonly timezone: string },
): Wait | null {
  const minutes = replies
    .filter(({ askedAt }) => openingAt(hours, askedAt, timezone).open)
    .map((reply) => reply.minutes)
    .sort((a, b) => a - b);
  const median = minutes[Math.floor(minutes.length / 2)];
  if (median === undefined || minutes.length < FEWEST) return null;
  return steps.find(([longest]) => median <= longest)?.[1] ?? null;
}
