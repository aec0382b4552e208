import { storable, storableJson } from "~/kit/text";

/** One row to be copied: column by column, in the names of its table. */
export type CopyRow = Readonly<Record<string, unknown>>;

/**
 * Rows in the text format of PostgreSQL's COPY, columns in the order of `columns`. Columns named in `json` are
 * written as JSON, other lists as arrays of text.
 */
export function copyText(
  rows: readonly CopyRow[],
  { columns, json }: { readonly columns: readonly string[]; readonly json: ReadonlySet<string> },
): string {
  const line = (row: CopyRow) =>
    columns.map((name) => field(json.has(name) ? storableJson(row[name]) : row[name])).join("\t");
  return rows.map((row) => `${line(row)}\n`).join("");
}

function field(value: unknown): string {
  if (value === null || value === undefined) return "\\N";
  if (typeof value === "string") return escaped(storable(value));
  if (value instanceof Date) return value.toISOString().replace("Z", "");
  return Array.isArray(value) ? escaped(arrayOf(value as string[])) : String(value as number | boolean);
}

const special = /[\\\t\n\r]/g;
const written: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

function escaped(text: string): string {
  return text.replace(special, (sign) => written[sign] ?? sign);
}

function arrayOf(texts: readonly string[]): string {
  return `{${texts.map((text) => `"${storable(text).replace(/["\\]/g, "\\$&")}"`).join(",")}}`;
}
