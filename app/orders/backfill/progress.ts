export type BackfillKind = "customers" | "orders";
export const kinds: readonly BackfillKind[] = ["customers", "orders"];

/** How far back the shop lets us see its orders: all, or the last 60 days. */
export type Reach = "all" | "recent";

/** One bulk operation of ours: asked for, running at Shopify or being taken in, done, failed, cancelled. */
export type BackfillRow = {
  readonly kind: string;
  readonly status: string;
  readonly taken: number;
  readonly found: number;
  readonly total: number | null;
  readonly reach: string;
  readonly startedAt: Date;
  /** When the first rows came in, and when the last ones did. */
  readonly takingFrom: Date | null;
  readonly updatedAt: Date;
};

export type Progress = {
  readonly status: "running" | "done" | "failed" | "cancelled";
  /** Orders and customers that are here. */
  readonly taken: number;
  /** How many Shopify has found so far. */
  readonly found: number;
  /** How many there are; null until Shopify has counted all of them. */
  readonly total: number | null;
  readonly reach: Reach;
  readonly startedAt: Date;
  /** Rows per second of what comes in at present; null while nothing does, or too little to tell. */
  readonly pace: number | null;
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
    reach: newest.some(({ reach }) => reach === "recent") ? "recent" : "all",
    startedAt: newest.reduce(
      (earliest, { startedAt }) => (startedAt < earliest ? startedAt : earliest),
      first.startedAt,
    ),
    pace: paceOf(newest.find(({ status, taken }) => isUnfinished(status) && taken > 0)),
  };
}

const ENOUGH_MS = 1_000;

function paceOf(row: BackfillRow | undefined): number | null {
  if (!row?.takingFrom) return null;
  const spent = row.updatedAt.getTime() - row.takingFrom.getTime();
  return spent < ENOUGH_MS ? null : (row.taken / spent) * 1_000;
}

function statusOf(rows: readonly BackfillRow[]): Progress["status"] {
  if (rows.some(({ status }) => isUnfinished(status))) return "running";
  if (rows.every(({ status }) => status === "done")) return "done";
  return rows.some(({ status }) => status === "failed") ? "failed" : "cancelled";
}
