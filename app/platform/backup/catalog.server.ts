import type pg from "pg";

import type { Box } from "./box.server";

export type Table = { readonly schema: string; readonly name: string; readonly columns: readonly string[] };

/** What a backup holds. Written last: a folder without it is no backup. It names no shop and no person. */
export type Manifest = {
  readonly format: 1;
  readonly at: string;
  readonly migrations: readonly string[];
  /** The queue's own version of its tables. */
  readonly queue: number | null;
  readonly tables: readonly (Table & { readonly box: Box })[];
  readonly sequences: readonly { readonly name: string; readonly last: string | null }[];
  readonly files: readonly (Box & { readonly key: string })[];
  /** Files that were erased while the backup ran. */
  readonly gone: number;
};

/** Every table of ours and of the queue with its written columns; what the database reckons itself is left out. */
export async function tablesOf(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    SELECT n.nspname AS "schema", c.relname AS "name",
      (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS "columns"
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('public', 'pgboss') AND c.relkind = 'r' AND c.relname NOT IN ('_prisma_migrations', 'version')
    ORDER BY 1, 2`);
  return rows;
}

export async function migrationsOf(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT * FROM "applied_migrations"() AS "name" ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

export async function queueVersionOf(client: pg.ClientBase): Promise<number | null> {
  const {
    rows: [there],
  } = await client.query<{ is: boolean }>(`SELECT to_regclass('pgboss.version') IS NOT NULL AS "is"`);
  if (!there?.is) return null;
  const { rows } = await client.query<{ version: number }>(`SELECT "version" FROM "pgboss"."version"`);
  return rows[0]?.version ?? null;
}

/** "schema"."name", as it stands in a statement. */
export function quoted({ schema, name }: Pick<Table, "schema" | "name">): string {
  return [schema, name].map((part) => `"${part.replaceAll('"', '""')}"`).join(".");
}

/** The same with the columns that are written. */
export function withColumns(table: Table): string {
  return `${quoted(table)} (${table.columns.map((column) => `"${column.replaceAll('"', '""')}"`).join(", ")})`;
}
