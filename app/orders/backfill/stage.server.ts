import type pg from "pg";

import type { Profile } from "~/customers/profile";
import { makeStage, stageLines, stageOf } from "~/platform/bulk/connection.server";
import { copyLine, type CopyRow } from "~/platform/bulk/copy-text";
import type { Order } from "~/orders/order";
import { NEVER, rowsFrom } from "~/orders/rows";

const below = ["order_lines", "fulfillments", "refunds"] as const;
type Below = (typeof below)[number];
const json: ReadonlySet<string> = new Set(["details", "lines", "events", "transactions"]);

/** Makes the waiting rooms of one connection, once: whatever waits there is this shop's. */
export async function makeStages(client: pg.Client, shopId: string): Promise<void> {
  for (const table of ["customers", "orders", ...below]) await makeStage(client, table, shopId);
}

/** What one transaction writes: each thing once, as COPY reads it. */
export type Batch = {
  readonly customers: Map<string, string>;
  readonly orders: Map<string, { readonly row: string; readonly below: Readonly<Record<Below, string>> }>;
};

export function emptyBatch(): Batch {
  return { customers: new Map(), orders: new Map() };
}

/** Puts a customer into the batch, in place of what the same file said before. */
export function addCustomer({ customers }: Batch, { spent, ...profile }: Profile): void {
  const row = { ...profile, spentMinor: spent.minor, currency: spent.currency };
  customers.set(profile.id, line("customers", row));
}

/** Puts an order into the batch, in place of what the same file said before. */
export function addOrder({ orders }: Batch, order: Order): void {
  const { order: own, lines, parcels, refunds } = rowsFrom(order);
  const text = (table: Below, rows: readonly CopyRow[]) => rows.map((row) => line(table, row)).join("");
  orders.set(order.id, {
    row: line("orders", { ...own, pulledAt: NEVER }),
    below: {
      order_lines: text("order_lines", lines),
      fulfillments: text("fulfillments", parcels),
      refunds: text("refunds", refunds),
    },
  });
}

/** How rows of a table are written: the first one shows its columns, which all the others have too. */
const pens = new Map<string, { readonly columns: readonly string[]; write(row: CopyRow): string }>();

function line(table: string, row: CopyRow): string {
  const known = pens.get(table);
  if (known) return known.write(row);
  const columns = Object.keys(row);
  pens.set(table, { columns, write: copyLine({ columns, json }) });
  return line(table, row);
}

/**
 * Writes a batch of what a bulk file holds, inside the caller's transaction: copied into the stages, and from
 * there where nothing newer stands. A bulk file is older than any reading.
 */
export async function writeBatch(
  client: pg.Client,
  shopId: string,
  { customers, orders }: Batch,
): Promise<void> {
  if (customers.size > 0) {
    await stage(client, "customers", [...customers.values()]);
    await takeOver(client, "customers", `known."updatedAt" < EXCLUDED."updatedAt"`);
  }
  if (orders.size === 0) return;
  await stage(
    client,
    "orders",
    [...orders.values()].map(({ row }) => row),
  );
  const written = await takeOver(
    client,
    "orders",
    `(known."updatedAt", known."pulledAt") < (EXCLUDED."updatedAt", EXCLUDED."pulledAt")`,
  );
  const changed = written.filter(({ isNew }) => !isNew).map(({ id }) => id);
  for (const table of below) {
    const lines = written.map(({ id }) => orders.get(id)?.below[table] ?? "").filter(Boolean);
    await replace(client, table, { shopId, changed, lines });
  }
}

function stage(client: pg.Client, table: string, lines: readonly string[]): Promise<void> {
  return stageLines(client, { table, columns: pens.get(table)?.columns ?? [] }, lines);
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
  { shopId, changed, lines }: { shopId: string; changed: readonly string[]; lines: readonly string[] },
): Promise<void> {
  if (changed.length > 0)
    await client.query(`DELETE FROM "${table}" WHERE "shopId" = $1 AND "orderId" = ANY($2)`, [
      shopId,
      changed,
    ]);
  if (lines.length === 0) return;
  await stage(client, table, lines);
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
