// npm run check: the migrations, applied one after the other to an empty database, make what the schema says.
import path from "node:path";
import pg from "pg";

import { migrate, prisma } from "./migrate.ts";
import { root } from "../steps.mjs";
import { withPostgres } from "./throwaway.ts";

/** One line per column, key, foreign key and index; names of constraints and indexes do not matter. */
const catalog = `
  SELECT 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
    || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END AS line
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
  UNION ALL
  SELECT c.relname || ': ' || pg_get_constraintdef(k.oid) FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
  WHERE k.connamespace = 'public'::regnamespace AND k.contype IN ('p', 'f')
  UNION ALL
  SELECT regexp_replace(pg_get_indexdef(i.indexrelid), 'INDEX \\S+ ON', 'INDEX ON') FROM pg_index i
  JOIN pg_class c ON c.oid = i.indrelid WHERE c.relnamespace = 'public'::regnamespace`;

const faults = await withPostgres(disagreements);
if (faults.length > 0)
  console.error(`prisma/schema.prisma and prisma/migrations disagree:\n${faults.join("\n")}`);
process.exitCode = faults.length > 0 ? 1 : 0;

/** The migrations may add what Prisma's schema has no words for (checks, partial indexes), but no column. */
async function disagreements(url: string): Promise<string[]> {
  const migrated = await databaseAt(url, "migrated");
  await migrate(migrated);
  const wanted = await linesOf(await databaseAt(url, "wanted", await schemaAsSql(url)));
  const made = await linesOf(migrated);
  const missing = wanted
    .filter((line) => !made.includes(line))
    .map((line) => `  only the schema says: ${line}`);
  const surplus = made.filter((line) => line.startsWith("column") && !wanted.includes(line));
  return [...missing, ...surplus.map((line) => `  only the migrations say: ${line}`)];
}

function schemaAsSql(url: string): Promise<string> {
  const schema = `--to-schema-datamodel=${path.join(root, "prisma/schema.prisma")}`;
  return prisma(["migrate", "diff", "--from-empty", schema, "--script"], url);
}

async function databaseAt(url: string, name: string, sql?: string): Promise<string> {
  await ask(url, `CREATE DATABASE ${name}`);
  const place = new URL(url);
  place.pathname = `/${name}`;
  if (sql) await ask(place.href, sql);
  return place.href;
}

async function linesOf(url: string): Promise<string[]> {
  const rows = await ask(url, catalog);
  return rows.map(({ line }) => line).filter((line) => !line.includes("_prisma_migrations"));
}

async function ask(url: string, sql: string): Promise<{ line: string }[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const answer = await client.query<{ line: string }>(sql).finally(() => client.end());
  return answer.rows;
}
