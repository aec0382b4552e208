import type { Cost } from "./reply";

/** A shop's leaky bucket as Shopify last told it; `at` in milliseconds of a clock that only goes forward. */
export type Bucket = {
  readonly available: number;
  readonly maximum: number;
  readonly restoreRate: number;
  readonly at: number;
};

/** Who is behind a call: somebody who looks at a screen, or nobody. */
export type Pace = "waiting" | "background";

/** What people who are waiting keep for themselves. */
const KEPT_FOR_PEOPLE = 0.5;

export function bucketFrom({ throttleStatus }: Cost, at: number): Bucket {
  const { currentlyAvailable, maximumAvailable, restoreRate } = throttleStatus;
  return { available: currentlyAvailable, maximum: maximumAvailable, restoreRate, at };
}

/** Points in the bucket now, from what was told and what has run in since. */
export function availableAt(bucket: Bucket, now: number): number {
  const restored = (Math.max(0, now - bucket.at) / 1_000) * bucket.restoreRate;
  return Math.min(bucket.maximum, bucket.available + restored);
}

export type Call = { readonly cost: number; readonly pace: Pace; readonly now: number };

/** Milliseconds until a call of this cost may go: people may empty the bucket, background work leaves half of it. */
export function delayFor(bucket: Bucket, { cost, pace, now }: Call): number {
  const kept = pace === "waiting" ? 0 : bucket.maximum * KEPT_FOR_PEOPLE;
  // A call dearer than the free half goes when the bucket is full: else it would never go.
  const needed = Math.min(cost + kept, bucket.maximum);
  const missing = needed - availableAt(bucket, now);
  if (missing <= 0) return 0;
  return bucket.restoreRate > 0 ? Math.ceil((missing / bucket.restoreRate) * 1_000) : 1_000;
}
