import fc from "fast-check";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";

import {
  inTransaction,
  makeStage,
  ownConnection,
  stageLines,
  stageOf,
} from "~/platform/bulk/connection.server";
import { copyLine } from "~/platform/bulk/copy-text";

import { deskFor, type TestDesk } from "../../support/desk";

let shop: TestDesk;
beforeAll(async () => void (shop = await deskFor()));
afterAll(() => shop.close());

const staging = {
  table: "fulfillments",
  columns: ["id", "status", "displayStatus", "createdAt", "lines"],
  json: new Set(["lines"]),
};
const text = fc.string({ unit: "binary" }).map((value) => value.replaceAll("\0", "").toWellFormed());
const parcel = fc.record({
  id: text,
  status: text,
  displayStatus: fc.option(text),
  createdAt: fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true }),
  lines: fc.array(fc.record({ id: text, quantity: fc.integer() })),
});

/** A connection with a stage whose other columns may stay empty. */
async function staged(table: string): Promise<pg.Client> {
  const client = await ownConnection(shop.desk);
  await makeStage(client, table, shop.desk.shopId);
  const { rows } = await client.query<{ name: string }>(
    `SELECT attname AS "name" FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND attnotnull`,
    [stageOf(table)],
  );
  for (const { name } of rows)
    await client.query(`ALTER TABLE ${stageOf(table)} ALTER COLUMN "${name}" DROP NOT NULL`);
  return client;
}

test("whatever stands in a row comes out of the stage as it went in", async () => {
  const client = await staged("fulfillments");
  const property = fc.asyncProperty(fc.array(parcel, { maxLength: 20 }), async (rows) => {
    const found = await inTransaction(client, async () => {
      await stageLines(client, staging, rows.map(copyLine(staging)));
      const columns = `"id", "status", "displayStatus", "createdAt" AT TIME ZONE 'UTC' AS "createdAt", "lines"`;
      return (await client.query(`SELECT ${columns} FROM ${stageOf("fulfillments")}`)).rows as unknown[];
    });
    expect(found).toEqual(rows);
  });
  await fc.assert(property, { numRuns: 100 });
  await client.end();
});

test("a list of texts becomes an array, with every sign that arrays are particular about", async () => {
  const client = await staged("customers");
  const tags = ["VIP", 'says "hi"', "back\\slash", "a,b", "{x}", "", "NULL", "tab\t"];
  const found = await inTransaction(client, async () => {
    const columns = { columns: ["id", "tags"], json: new Set<string>() };
    await stageLines(client, { table: "customers", ...columns }, [copyLine(columns)({ id: "1", tags })]);
    return (await client.query<{ tags: string[] }>(`SELECT "tags" FROM ${stageOf("customers")}`)).rows;
  });
  expect(found).toEqual([{ tags }]);
  await client.end();
});
