import { isGid } from "./ids.ts";
import { isObject } from "./recording.ts";

export type Difference = { file: string; step: string; path: string; recorded: unknown; ours: unknown };
type Found = Pick<Difference, "path" | "recorded" | "ours">;

const date = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const cursor = /(^|\.)(startCursor|endCursor|cursor)$/;

const introspected = /\.(inputFields|fields|enumValues)$/;

/**
 * Everything recorded must be answered alike. Ids must only be ids of the same kind, dates only dates,
 * cursors only present or absent alike. What we answer beyond the recording does not matter.
 */
export function compare(recorded: unknown, ours: unknown, path: string): Found[] {
  if (Array.isArray(recorded)) return compareRows(recorded, ours, path);
  if (isObject(recorded)) {
    if (!isObject(ours) || Array.isArray(ours)) return [{ path, recorded, ours }];
    return Object.entries(recorded).flatMap(([key, value]) => compare(value, ours[key], join(path, key)));
  }
  return isAlike(recorded, ours, path) ? [] : [{ path, recorded, ours }];
}

function compareRows(recorded: unknown[], ours: unknown, path: string): Found[] {
  if (!Array.isArray(ours) || ours.length !== recorded.length) return [{ path, recorded, ours }];
  const [theirs, own] = introspected.test(path) ? [byName(recorded), byName(ours)] : [recorded, ours];
  return theirs.flatMap((row, index) => compare(row, own[index], join(path, String(index))));
}

/** In which order a schema lists its fields says nothing. */
function byName(rows: unknown[]): unknown[] {
  const name = (row: unknown) => (isObject(row) ? String(row.name) : "");
  return [...rows].sort((a, b) => name(a).localeCompare(name(b)));
}

function isAlike(recorded: unknown, ours: unknown, path: string): boolean {
  if (recorded === ours) return true;
  if (typeof recorded !== "string" || typeof ours !== "string") return false;
  if (isGid(recorded)) return isGid(ours) && kindOf(recorded) === kindOf(ours);
  if (date.test(recorded)) return date.test(ours);
  return cursor.test(path) && ours !== "";
}

function kindOf(id: string): string {
  return id.split("/")[3] ?? "";
}

function join(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}
