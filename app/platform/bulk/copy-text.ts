import { storable, storableJson } from "~/kit/text";

/** One row to be copied: column by column, in the names of its table. */
export type CopyRow = Readonly<Record<string, unknown>>;

/** A table's columns in the order they are copied in, and which of them hold JSON. */
export type Columns = { readonly columns: readonly string[]; readonly json: ReadonlySet<string> };

/**
 * Writes rows in the text format of PostgreSQL's COPY, one line each. Columns named in `json` are written as JSON,
 * other lists as arrays of text.
 */
export function copyLine({ columns, json }: Columns): (row: CopyRow) => string {
  const fields = columns.map((name) => ({ name, isJson: json.has(name) }));
  return (row) => {
    let line = "";
    fields.forEach(({ name, isJson }, position) => {
      const value = row[name];
      line += (position > 0 ? "\t" : "") + field(isJson ? storableJson(value) : value);
    });
    return line + "\n";
  };
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
