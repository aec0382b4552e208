import { once } from "node:events";
import { finished } from "node:stream/promises";

import pg from "pg";
import { from } from "pg-copy-streams";

import type { Desk } from "~/platform/desk.server";
import { log } from "~/platform/log.server";
import { within } from "~/platform/one-transaction.server";
import { addressOf } from "~/platform/walls.server";
import { holdLease } from "~/platform/work/lease.server";

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
  return within(client, async () => {
    await holdLease({ $queryRaw: ({ text, values }) => client.query(text, values).then(({ rows }) => rows) });
    return work();
  });
}

export type Staging = {
  /** The table that rows are meant for; they wait in a temporary one of the same shape. */
  readonly table: string;
  readonly columns: readonly string[];
};

export const stageOf = (table: string) => `"staged_${table}"`;

/**
 * A table of this connection alone, whose rows are the shop's without saying so: written without a log, emptied by
 * every commit, gone with the connection.
 */
export async function makeStage(client: pg.Client, table: string, shopId: string): Promise<void> {
  const stage = stageOf(table);
  await client.query(`CREATE TEMP TABLE ${stage} (LIKE "${table}" INCLUDING DEFAULTS) ON COMMIT DELETE ROWS`);
  await client.query(`ALTER TABLE ${stage} ALTER "shopId" SET DEFAULT ${client.escapeLiteral(shopId)}`);
}

/** Copies rows, written by `copyLine`, into their stage. */
export async function stageLines(
  client: pg.Client,
  { table, columns }: Staging,
  lines: readonly string[],
): Promise<void> {
  const listed = columns.map((name) => `"${name}"`).join(", ");
  const stream = client.query(from(`COPY ${stageOf(table)} (${listed}) FROM STDIN`));
  const done = finished(stream);
  for (let at = 0; at < lines.length; at += PIECE) {
    const piece = lines.slice(at, at + PIECE).join("");
    if (!stream.write(piece)) await Promise.race([once(stream, "drain"), done]);
  }
  stream.end();
  await done;
}

/** Lines to a piece of COPY: enough to be quick, few enough to be small in memory. */
const PIECE = 500;
