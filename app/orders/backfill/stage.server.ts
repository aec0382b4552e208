import type pg from "pg";

import type { Profile } from "~/customers/profile";
import type { CopyRow } from "~/platform/bulk/copy-text";
import { makeStage, stageOf, stageRows } from "~/platform/bulk/connection.server";
import type { Order } from "~/orders/order";
import { NEVER, rowsFrom } from "~/orders/rows";

const below = ["order_lines", "fulfillments", "refunds"] as const;
type Below = (typeof below)[number];
const json: ReadonlySet<string> = new Set(["details", "lines", "events", "transactions"]);

/** Makes the waiting rooms of one connection, once. */
export async function makeStages(client: pg.Client): Promise<void> {
  for (const table of ["customers", "orders", ...below]) await makeStage(client, table);
}

export type Batch = { readonly customers: readonly Profile[]; readonly orders: readonly Order[] };

/**
 * Writes a batch of what a bulk file holds, inside the caller's transaction: copied into the stages, and from
 * there where nothing newer stands. A bulk file is older than any reading.
 */
export async function writeBatch(
  client: pg.Client,
  shopId: string,
  { customers, orders }: Batch,
): Promise<void> {
  await writeCustomers(
    client,
    customers.map((profile) => customerRow(shopId, profile)),
  );
  if (orders.length === 0) return;
  const rows = orders.map(rowsFrom);
  const at = { shopId, pulledAt: NEVER };
  await stage(
    client,
    "orders",
    rows.map(({ order }) => ({ ...order, ...at })),
  );
  const written = await takeOver(
    client,
    "orders",
    `(known."updatedAt", known."pulledAt") < (EXCLUDED."updatedAt", EXCLUDED."pulledAt")`,
  );
  const kept = new Set(written.map(({ id }) => id));
  const changed = written.filter(({ isNew }) => !isNew).map(({ id }) => id);
  const mine = rows.filter(({ order }) => kept.has(order.id));
  const hanging: Record<Below, readonly CopyRow[]> = {
    order_lines: mine.flatMap(({ lines }) => lines),
    fulfillments: mine.flatMap(({ parcels }) => parcels),
    refunds: mine.flatMap(({ refunds }) => refunds),
  };
  for (const table of below) await replace(client, table, { shopId, changed, rows: hanging[table] });
}

async function writeCustomers(client: pg.Client, rows: readonly CopyRow[]): Promise<void> {
  if (rows.length === 0) return;
  await stage(client, "customers", rows);
  await takeOver(client, "customers", `known."updatedAt" < EXCLUDED."updatedAt"`);
}

function customerRow(shopId: string, { spent, ...profile }: Profile): CopyRow {
  return { ...profile, shopId, spentMinor: spent.minor, currency: spent.currency };
}

function stage(client: pg.Client, table: string, rows: readonly CopyRow[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  return stageRows(client, { table, columns, json }, rows);
}

type Written = { readonly id: string; readonly isNew: boolean };

/** From the stage into the table; a row that is known is overwritten only `when` ours is newer. */
async function takeOver(client: pg.Client, table: string, when: string): Promise<Written[]> {
  const columns = await columnsOf(client, table);
  const listed = columns.map((name) => `"${name}"`).join(", ");
  const changes = columns.map((name) => `"${name}" = EXCLUDED."${name}"`).join(", ");
  const { rows } = await client.query<Written>(
    // What is known and no older is left alone from the start: a conflict would lock its row all the same.
    `INSERT INTO "${table}" AS known (${listed}) SELECT ${listed} FROM ${stageOf(table)} staged
     WHERE NOT EXISTS (SELECT FROM "${table}" here
       WHERE here."shopId" = staged."shopId" AND here."id" = staged."id" AND here."updatedAt" >= staged."updatedAt")
     ORDER BY "id"
     ON CONFLICT ("shopId", "id") DO UPDATE SET ${changes} WHERE ${when}
     RETURNING "id", xmax = 0 AS "isNew"`,
  );
  return rows;
}

/** What hangs below an order is replaced as a whole, as when one order is read. */
async function replace(
  client: pg.Client,
  table: Below,
  { shopId, changed, rows }: { shopId: string; changed: readonly string[]; rows: readonly CopyRow[] },
): Promise<void> {
  if (changed.length > 0)
    await client.query(`DELETE FROM "${table}" WHERE "shopId" = $1 AND "orderId" = ANY($2)`, [
      shopId,
      changed,
    ]);
  if (rows.length === 0) return;
  await stage(
    client,
    table,
    rows.map((row) => ({ ...row, shopId })),
  );
  const listed = (await columnsOf(client, table)).map((name) => `"${name}"`).join(", ");
  await client.query(
    `INSERT INTO "${table}" (${listed}) SELECT ${listed} FROM ${stageOf(table)} ORDER BY "id"`,
  );
}

const known = new Map<string, string[]>();

async function columnsOf(client: pg.Client, table: string): Promise<string[]> {
  const found = known.get(table);
  if (found) return found;
  const { rows } = await client.query<{ name: string }>(
    `SELECT attname AS "name" FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
    [`"${table}"`],
  );
  const names = rows.map(({ name }) => name);
  known.set(table, names);
  return names;
}
