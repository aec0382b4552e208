import type { InboxRow as Row } from "~/conversations/inbox";

export type Placed = { readonly rows: readonly Row[]; readonly fresh: number };

/**
 * The list as it may change under somebody's eyes: rows keep their places and show what is new in them; new
 * ones wait, counted, until they are asked for; what has left goes, except the row that is being read.
 */
export function keepPlaces(shown: readonly Row[], latest: readonly Row[], openId: string | null): Placed {
  const now = new Map(latest.map((row) => [row.id, row]));
  const known = new Set(shown.map(({ id }) => id));
  const rows = shown.flatMap((row) => now.get(row.id) ?? (row.id === openId ? [leaving(row)] : []));
  const lastShown = shown.findLastIndex(({ id }) => now.has(id));
  const end = lastShown < 0 ? -1 : latest.findIndex(({ id }) => id === shown[lastShown]?.id);
  const arrived = latest.filter(({ id }) => !known.has(id));
  // What stands below the last known row is an older page: it has no place yet that could shift.
  const older = arrived.filter((row) => latest.indexOf(row) > end && end >= 0);
  return { rows: [...rows, ...older], fresh: arrived.length - older.length };
}

/** The open row after it left the view: what it said of waiting and drafts is no longer so. */
function leaving(row: Row): Row {
  const isQuiet = row.waitingSince === null && row.draft === null && !row.unread;
  return isQuiet ? row : { ...row, waitingSince: null, draft: null, unread: false };
}

/** The neighbour of the open row, for j and k; the first when none is open, null at either end. */
export function neighbour(rows: readonly Row[], openId: string | null, direction: 1 | -1): Row | null {
  const at = rows.findIndex(({ id }) => id === openId);
  if (at < 0) return rows[0] ?? null;
  return rows[at + direction] ?? null;
}
