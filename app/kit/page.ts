/** Where a keyset page goes on: after this instant and, among equals, after this id. */
export type Cursor = { readonly at: Date; readonly id: string };

export type Page<Row> = { readonly rows: Row[]; readonly next: string | null };

export function writeCursor({ at, id }: Cursor): string {
  return `${at.getTime().toString(36)}.${id}`;
}

/** Reads a cursor from an address; null for none or for one that we did not write. */
export function readCursor(text: string | null): Cursor | null {
  const parts = /^([0-9a-z]{6,10})\.([0-9a-z-]{1,64})$/.exec(text ?? "");
  if (!parts?.[1] || !parts[2]) return null;
  return { at: new Date(parseInt(parts[1], 36)), id: parts[2] };
}

/** Turns `size + 1` fetched rows into a page of `size` and the cursor of the next. */
export function pageOf<Row>(rows: Row[], size: number, cursorOf: (row: Row) => Cursor): Page<Row> {
  const kept = rows.slice(0, size);
  const last = kept.at(-1);
  return { rows: kept, next: rows.length > size && last ? writeCursor(cursorOf(last)) : null };
}
