import { mkdir, readdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";

import pg from "pg";
import { to as copyTo } from "pg-copy-streams";

import { NotFound } from "~/kit/failures";
import { startOfWork } from "~/platform/clock.server";
import { env } from "~/platform/env.server";
import { readStored } from "~/platform/files.server";

import { pack, Unreadable } from "./box.server";
import {
  migrationsOf,
  queueVersionOf,
  quoted,
  tablesOf,
  withColumns,
  type Manifest,
  type Table,
} from "./catalog.server";

export const MANIFEST = "manifest.json";

/**
 * Writes everything into an empty folder: all tables as of one moment, in one transaction that holds up nobody, and the
 * files they name. Sealed with ENCRYPTION_KEY, which is not part of it: keep that apart.
 * @throws Unreadable when the folder is not empty
 */
export async function writeBackup(folder: string): Promise<Manifest> {
  await emptyFolder(folder);
  const client = new pg.Client({ connectionString: env().DATABASE_URL });
  await client.connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const manifest = await everything(client, folder);
    const half = path.join(folder, `${MANIFEST}.half`);
    await writeFile(half, JSON.stringify(manifest, null, 1), { mode: 0o600 });
    await rename(half, path.join(folder, MANIFEST));
    return manifest;
  } finally {
    await client.end();
  }
}

async function emptyFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length > 0) throw new Unreadable(`${folder} is not empty`);
}

async function everything(client: pg.Client, folder: string): Promise<Manifest> {
  const at = startOfWork().toISOString();
  const migrations = await migrationsOf(client);
  const queue = await queueVersionOf(client);
  const tables = [];
  for (const table of await tablesOf(client))
    tables.push({ ...table, box: await tableIn(client, folder, table) });
  const { rows: sequences } = await client.query<{ name: string; last: string | null }>(`
    SELECT format('%I.%I', schemaname, sequencename) AS "name", last_value::text AS "last"
    FROM pg_sequences WHERE schemaname IN ('public', 'pgboss') ORDER BY 1`);
  const kept = await filesOf(client, folder);
  return { format: 1, at, migrations, queue, tables, sequences, ...kept };
}

function tableIn(client: pg.Client, folder: string, table: Table) {
  const rows = client.query(copyTo(`COPY ${withColumns(table)} TO STDOUT`));
  return pack(folder, path.join("tables", `${table.schema}.${table.name}`), rows);
}

/** The files that any table names in a column "storageKey". They never change, so later is as good as now. */
async function filesOf(client: pg.Client, folder: string): Promise<Pick<Manifest, "files" | "gone">> {
  const files: Manifest["files"][number][] = [];
  let gone = 0;
  for (const table of await tablesOf(client)) {
    if (!table.columns.includes("storageKey")) continue;
    const { rows } = await client.query<{ key: string }>(
      `SELECT "storageKey" AS "key" FROM ${quoted(table)} WHERE "storageKey" IS NOT NULL`,
    );
    for (const { key } of rows) {
      const bytes = await readStored(key).catch(whenErased);
      if (bytes)
        files.push({ key, ...(await pack(folder, path.join("files", key), Readable.from([bytes]))) });
      else gone += 1;
    }
  }
  return { files, gone };
}

function whenErased(error: unknown): null {
  if (error instanceof NotFound) return null;
  throw error;
}
