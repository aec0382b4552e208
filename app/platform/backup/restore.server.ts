import { readFile } from "node:fs/promises";
import path from "node:path";
import { PassThrough } from "node:stream";

import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { PgBoss } from "pg-boss";

import { env } from "~/platform/env.server";
import { readStored, saveFile } from "~/platform/files.server";
import { addressOf } from "~/platform/walls.server";

import { unpack, Unreadable, type Box } from "./box.server";
import {
  migrationsOf,
  queueVersionOf,
  quoted,
  tablesOf,
  withColumns,
  type Manifest,
  type Table,
} from "./catalog.server";
import { MANIFEST } from "./write.server";

/**
 * Brings a backup back into an empty database with the tables of the same migrations, and its files into the file
 * store; all rows or none. Files that are there already stay. @throws Unreadable in words for whoever restores
 */
export async function restoreBackup(folder: string): Promise<Manifest> {
  const manifest = await manifestIn(folder);
  if (manifest.queue !== null) await makeQueue();
  const client = new pg.Client({ connectionString: env().DATABASE_URL });
  await client.connect();
  try {
    await refuseUnfit(client, manifest);
    await client.query("BEGIN");
    await bringRows(client, folder, manifest);
    for (const file of manifest.files) await bringFile(folder, file);
    await client.query("COMMIT");
  } finally {
    await client.end();
  }
  return manifest;
}

async function manifestIn(folder: string): Promise<Manifest> {
  const text = await readFile(path.join(folder, MANIFEST), "utf8").catch(() => {
    throw new Unreadable(`${folder} holds no finished backup`);
  });
  const manifest = JSON.parse(text) as Manifest;
  if (manifest.format !== 1) throw new Unreadable("This backup was written by a newer Goodturn");
  return manifest;
}

/** The queue makes its own tables when it starts. */
async function makeQueue(): Promise<void> {
  const boss = new PgBoss({ connectionString: addressOf("no shop"), createSchema: false, supervise: false });
  boss.on("error", () => {});
  await boss.start();
  await boss.stop({ graceful: false });
}

async function refuseUnfit(client: pg.Client, manifest: Manifest): Promise<void> {
  const here = await migrationsOf(client);
  const differ = [...here, ...manifest.migrations].filter(
    (name) => here.includes(name) !== manifest.migrations.includes(name),
  );
  if (differ.length > 0)
    throw new Unreadable(
      `The backup's tables are others than here; restore with its own version: ${differ.join(", ")}`,
    );
  if ((await queueVersionOf(client)) !== manifest.queue && manifest.queue !== null)
    throw new Unreadable("The backup's queue is of another version; restore with the version that wrote it");
  const { rowCount } = await client.query(`SELECT FROM "shops" LIMIT 1`);
  if (rowCount) throw new Unreadable("This database is not empty");
}

/** Keys between tables and what watches over changes are set aside meanwhile, and hold again before it is done. */
async function bringRows(client: pg.Client, folder: string, { tables, sequences }: Manifest): Promise<void> {
  const keys = await keysBetween(client);
  for (const { table, name } of keys) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  const here = await tablesOf(client);
  for (const table of here) await client.query(`ALTER TABLE ${quoted(table)} DISABLE TRIGGER USER`);
  await client.query(`TRUNCATE ${here.map(quoted).join(", ")}`);
  for (const { box, ...table } of tables) await bringTable(client, { folder, box }, table);
  for (const { name, last } of sequences)
    if (last !== null) await client.query("SELECT setval($1::regclass, $2::bigint)", [name, last]);
  for (const table of here) await client.query(`ALTER TABLE ${quoted(table)} ENABLE TRIGGER USER`);
  for (const { table, name, rule } of keys)
    await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${rule}`);
}

async function bringTable(client: pg.Client, { folder, box }: { folder: string; box: Box }, table: Table) {
  await unpack(folder, box, () => client.query(copyFrom(`COPY ${withColumns(table)} FROM STDIN`)));
}

type Key = { table: string; name: string; rule: string };

async function keysBetween(client: pg.Client): Promise<Key[]> {
  const { rows } = await client.query<Key>(`
    SELECT conrelid::regclass::text AS "table", quote_ident(conname) AS "name", pg_get_constraintdef(oid) AS "rule"
    FROM pg_constraint
    WHERE contype = 'f' AND connamespace IN ('public'::regnamespace, 'pgboss'::regnamespace) AND conparentid = 0`);
  return rows;
}

async function bringFile(folder: string, { key, ...box }: Manifest["files"][number]): Promise<void> {
  const parts: Buffer[] = [];
  const target = new PassThrough().on("data", (part: Buffer) => parts.push(part));
  await unpack(folder, box, () => target);
  const bytes = Buffer.concat(parts);
  const there = await readStored(key).catch(() => null);
  if (!there) await saveFile(key, bytes);
  else if (!there.equals(bytes)) throw new Unreadable(`A file named ${key} is there already, and is another`);
}
