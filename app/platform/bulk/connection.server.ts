import { once } from "node:events";
import { finished } from "node:stream/promises";

import pg from "pg";
import { from } from "pg-copy-streams";

import type { Desk } from "~/platform/desk.server";
import { log } from "~/platform/log.server";
import { addressOf } from "~/platform/walls.server";
import { holdLease } from "~/platform/work/lease.server";

import { copyText, type CopyRow } from "./copy-text";

/** A connection of one's own that sees the desk's shop alone: for streams that a pool's time limits would cut. End it. */
export async function ownConnection({ shopId }: Pick<Desk, "shopId">): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: addressOf("no shop"),
    connectionTimeoutMillis: 5_000,
    statement_timeout: 60_000,
  });
  client.on("error", (error) => log.warn("A database connection broke", { error }));
  await client.connect();
  await client.query("SELECT set_config('app.shop', $1, false)", [shopId]);
  return client;
}

/**
 * Does the work in one transaction of this connection.
 * @throws LeaseLost in a job that was given to another worker meanwhile: then nothing was written
 */
export async function inTransaction<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  // How foreign keys are checked was planned when the tables were small, and grows dear with them.
  await client.query("DISCARD PLANS");
  await client.query("BEGIN");
  try {
    await holdLease({ $queryRaw: ({ text, values }) => client.query(text, values).then(({ rows }) => rows) });
    const done = await work();
    await client.query("COMMIT");
    return done;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    throw error;
  }
}

export type Staging = {
  /** The table that rows are meant for; they wait in a temporary one of the same shape. */
  readonly table: string;
  readonly columns: readonly string[];
  readonly json: ReadonlySet<string>;
};

export const stageOf = (table: string) => `"staged_${table}"`;

/** A table of this connection alone: written without a log, emptied by every commit, gone with the connection. */
export async function makeStage(client: pg.Client, table: string): Promise<void> {
  await client.query(
    `CREATE TEMP TABLE ${stageOf(table)} (LIKE "${table}" INCLUDING DEFAULTS) ON COMMIT DELETE ROWS`,
  );
}

/** Rows to a piece of COPY: enough to be quick, few enough to be small in memory. */
const PIECE = 500;

/** Copies rows into their stage. */
export async function stageRows(
  client: pg.Client,
  staging: Staging,
  rows: readonly CopyRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const columns = staging.columns.map((name) => `"${name}"`).join(", ");
  const stream = client.query(from(`COPY ${stageOf(staging.table)} (${columns}) FROM STDIN`));
  const done = finished(stream);
  for (let at = 0; at < rows.length; at += PIECE) {
    const text = copyText(rows.slice(at, at + PIECE), staging);
    if (!stream.write(text)) await Promise.race([once(stream, "drain"), done]);
  }
  stream.end();
  await done;
}
