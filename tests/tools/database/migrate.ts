import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";

const run = promisify(execFile);

/** Brings the database at `url` to the newest migration; throws with Prisma's words. */
export async function migrate(url: string): Promise<void> {
  await prisma(["migrate", "deploy"], url);
}

/** One call of Prisma's command line against `url`; answers what it printed. */
export async function prisma(args: string[], url: string): Promise<string> {
  const command = path.resolve("node_modules/prisma/build/index.js");
  const { stdout } = await run(process.execPath, [command, ...args], {
    env: { ...process.env, DATABASE_URL: url, PRISMA_HIDE_UPDATE_MESSAGE: "1", CHECKPOINT_DISABLE: "1" },
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}

/** As `migrate`, but asks Prisma only when the folder holds a migration that the database does not know. */
export async function migrateWhenNeeded(url: string): Promise<void> {
  const folder = path.resolve("prisma/migrations");
  const wanted = fs.readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const applied = await appliedMigrations(url);
  if (!wanted.every(({ name }) => applied.includes(name))) await migrate(url);
}

async function appliedMigrations(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const finished = "SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL";
  const answer = await client.query<{ name: string }>(finished).catch(() => null);
  await client.end();
  return answer?.rows.map(({ name }) => name) ?? [];
}
