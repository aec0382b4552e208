type Seen = { readonly id: string; readonly updatedAt: Date };
type Clock = { readonly now: Date; readonly onItsWayMs: number };

export type Comparison = {
  /** Ids of orders whose last change we should have heard of by now. */
  readonly missed: string[];
  /** Ids of those that changed a moment ago: their webhook may be on its way. */
  readonly fresh: string[];
  /** Milliseconds for which the oldest missed change has gone unheard; 0 when none was. */
  readonly lagMs: number;
};

/** Which of the orders `there` are newer in Shopify than `here` in our copy, or not here at all. */
export function missedAmong(
  there: readonly Seen[],
  here: readonly Seen[],
  { now, onItsWayMs }: Clock,
): Comparison {
  const known = new Map(here.map(({ id, updatedAt }) => [id, updatedAt.getTime()]));
  const newer = there.filter(({ id, updatedAt }) => (known.get(id) ?? -Infinity) < updatedAt.getTime());
  const age = ({ updatedAt }: Seen) => now.getTime() - updatedAt.getTime();
  const missed = newer.filter((order) => age(order) > onItsWayMs);
  return {
    missed: missed.map(({ id }) => id),
    fresh: newer.filter((order) => age(order) <= onItsWayMs).map(({ id }) => id),
    lagMs: Math.max(0, ...missed.map(age)),
  };
}
