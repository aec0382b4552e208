import { isUuid } from "./id";

/** The last instant that a date of four-digit years can say. */
const LAST = Date.UTC(9999, 11, 31);

/** Where a keyset page goes on: after this instant and, among equals, after this id. */
export type Cursor = { readonly at: Date; readonly id: string };

export type Page<Row> = { readonly rows: Row[]; readonly next: string | null };

export function writeCursor({ at, id }: Cursor): string {
  return `${at.getTime().toString(36)}.${id}`;
}

/** Reads a cursor from an address; null for none or for one that we did not write. */
export function readCursor(text: string | null): Cursor | null {
  const [, time = "", id = ""] = /^([0-9a-z]{6,10})\.([0-9a-f-]{36})$/.exec(text ?? "") ?? [];
  const at = new Date(parseInt(time, 36));
  return isUuid(id) && at.getTime() <= LAST ? { at, id } : null;
}

/** Turns `size + 1` fetched rows into a page of `size` and the cursor of the next. */
export function pageOf<Row>(rows: Row[], size: number, cursorOf: (row: Row) => Cursor): Page<Row> {
  const kept = rows.slice(0, size);
  const last = kept.at(-1);
  return { rows: kept, next: rows.length > size && last ? writeCursor(cursorOf(last)) : null };
}
