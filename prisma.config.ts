import { PrismaPg } from "@prisma/adapter-pg";
import type pg from "pg";
import { defineConfig } from "prisma/config";

/** The demo's database, unless the environment names another. Prisma's command line downloads an engine without it. */
process.env["DATABASE_URL"] ??= "postgresql://postgres:postgres@localhost:4407/goodturn";
process.env["PRISMA_HIDE_UPDATE_MESSAGE"] ??= "1";

// The engine gives itself 10 s to get its lock and never clears that timer: it must not keep the process alive.
const startTimer = globalThis.setTimeout;
globalThis.setTimeout = Object.assign(
  (...wish: Parameters<typeof startTimer>) => startTimer(...wish).unref(),
  startTimer,
);

/** PostgreSQL's catalog types that the adapter refuses, and the ones it reads the same way: "char", name, name[]. */
const READ_AS = new Map([
  [18, 25],
  [19, 25],
  [1003, 1009],
]);

type Connection = Awaited<ReturnType<PrismaPg["connect"]>>;

/** Lets the schema engine read the catalog, and runs a migration as written (the adapter would split it at every ";"). */
function forMigrations(connection: Connection): Connection {
  const pool = connection.underlyingDriver() as pg.Pool;
  const ask = pool.query.bind(pool) as (...args: unknown[]) => Promise<pg.QueryArrayResult>;
  const read = async (...args: unknown[]) => {
    const result = await ask(...args);
    for (const field of result.fields ?? [])
      field.dataTypeID = READ_AS.get(field.dataTypeID) ?? field.dataTypeID;
    return result;
  };
  connection.executeScript = async (script) => void (await ask(script));
  return Object.assign(connection, { client: Object.assign(pool, { query: read }) });
}

class MigrationPg extends PrismaPg {
  override connect = async () => forMigrations(await PrismaPg.prototype.connect.call(this));
  override connectToShadowDb = async () =>
    forMigrations(await PrismaPg.prototype.connectToShadowDb.call(this));
}

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  experimental: { adapter: true },
  engine: "js",
  // One connection, because the engine keeps an advisory lock on its session; and it lets the process go when idle.
  adapter: async () =>
    new MigrationPg({ connectionString: process.env["DATABASE_URL"], max: 1, allowExitOnIdle: true }),
});
