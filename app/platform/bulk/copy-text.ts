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
  const isJson = columns.map((name) => json.has(name));
  let text = "";
  for (const row of rows) {
    columns.forEach((name, position) => {
      const value = row[name];
      text += position > 0 ? "\t" : "";
      text += field(isJson[position] ? storableJson(value) : value);
    });
    text += "\n";
  }
  return text;
}

function field(value: unknown): string {
  if (value === null || value === undefined) return "\\N";
  if (typeof value === "string") return escaped(storable(value));
  if (value instanceof Date) return value.toISOString().replace("Z", "");
  return Array.isArray(value) ? escaped(arrayOf(value as string[])) : String(value as number | boolean);
}

const hasSpecial = /[\\\t\n\r]/;
const special = /[\\\t\n\r]/g;
const written: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

function escaped(text: string): string {
  return hasSpecial.test(text) ? text.replace(special, (sign) => written[sign] ?? sign) : text;
}

function arrayOf(texts: readonly string[]): string {
  return `{${texts.map((text) => `"${storable(text).replace(/["\\]/g, "\\$&")}"`).join(",")}}`;
}
