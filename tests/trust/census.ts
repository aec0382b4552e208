import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { unzipSync } from "fflate";

import { asOwner } from "./owner.ts";

/** Every table there is, those of the queue too: what the database itself lists, so that a new one is looked into. */
export async function everyTable(): Promise<string[]> {
  const rows = await asOwner<{ place: string }>(`
    SELECT format('%I.%I', n.nspname, c.relname) AS "place" FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') ORDER BY 1`);
  return rows.map(({ place }) => place);
}

/** Where any of these texts stands, in any column of any table or in any file: "public.mails: 2", "files: ab/abcd". */
export async function whereabouts(texts: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const place of await everyTable()) {
    // A row written as text holds all its columns, search words and JSON included.
    const query = `SELECT count(*)::int AS n FROM ${place} AS t WHERE t::text ILIKE ANY($1::text[])`;
    const [row] = await asOwner<{ n: number }>(query, [texts.map((text) => `%${text}%`)]);
    if (row && row.n > 0) found.push(`${place}: ${row.n}`);
  }
  return [...found, ...filesWith(texts)];
}

function filesWith(texts: readonly string[]): string[] {
  const store = process.env["FILES_DIR"] ?? "";
  const files = readdirSync(store, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return files.flatMap(({ parentPath, name }) => {
    const file = path.join(parentPath, name);
    const held = [name, ...contents(readFileSync(file))].join("\n").toLowerCase();
    return texts.some((text) => held.includes(text.toLowerCase()))
      ? [`files: ${path.relative(store, file)}`]
      : [];
  });
}

/** What a file says, and what an archive holds. */
function contents(bytes: Buffer): string[] {
  if (bytes.subarray(0, 2).toString() !== "PK") return [bytes.toString("latin1")];
  return Object.entries(unzipSync(bytes)).flatMap(([name, inner]) => [
    name,
    Buffer.from(inner).toString("utf8"),
  ]);
}

/** How many rows every table holds for a shop, by its id, its domain or anything else of these texts. */
export async function filesKept(): Promise<number> {
  const store = process.env["FILES_DIR"] ?? "";
  const files = readdirSync(store, { recursive: true, withFileTypes: true });
  return files.filter((entry) => entry.isFile() && !entry.parentPath.endsWith("journal")).length;
}
