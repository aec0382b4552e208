export type BackfillKind = "customers" | "orders";
export const kinds: readonly BackfillKind[] = ["customers", "orders"];

/** One bulk operation of ours: asked for, running at Shopify or being taken in, done, failed. */
export type BackfillRow = {
  readonly kind: string;
  readonly status: string;
  readonly taken: number;
  readonly found: number;
  readonly total: number | null;
  readonly startedAt: Date;
};

export type Progress = {
  readonly status: "running" | "done" | "failed";
  /** Orders and customers that are here. */
  readonly taken: number;
  /** How many Shopify has found so far. */
  readonly found: number;
  /** How many there are; null until Shopify has counted all of them. */
  readonly total: number | null;
  readonly startedAt: Date;
};

export function isUnfinished(status: string): boolean {
  return status === "asked" || status === "running";
}

/** One bar for both kinds, from the newest row of each; null when nothing was ever asked for. */
export function progressOf(newest: readonly BackfillRow[]): Progress | null {
  const [first] = newest;
  if (!first) return null;
  const add = (number: (row: BackfillRow) => number) => newest.reduce((sum, row) => sum + number(row), 0);
  const isCounted = newest.every(({ total }) => total !== null);
  return {
    status: statusOf(newest),
    taken: add(({ taken }) => taken),
    found: add(({ found }) => found),
    total: isCounted ? add(({ total }) => total ?? 0) : null,
    startedAt: newest.reduce(
      (earliest, { startedAt }) => (startedAt < earliest ? startedAt : earliest),
      first.startedAt,
    ),
  };
}

function statusOf(rows: readonly BackfillRow[]): Progress["status"] {
  if (rows.some(({ status }) => isUnfinished(status))) return "running";
  return rows.every(({ status }) => status === "done") ? "done" : "failed";
}
