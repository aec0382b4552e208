import { afterEach, expect, test } from "vitest";

import { addressOf } from "~/platform/walls.server";
import { RehearsedClient } from "~/platform/walls/rehearsed.server";

const open: RehearsedClient[] = [];
async function connection(): Promise<RehearsedClient> {
  const client = new RehearsedClient({ connectionString: addressOf("no shop"), pipeline: true });
  await client.connect();
  open.push(client);
  return client;
}
afterEach(async () => void (await Promise.all(open.splice(0).map((client) => client.end()))));

const ready = async (client: RehearsedClient, text: string): Promise<number> => {
  const { rows } = await client.query("SELECT 1 FROM pg_prepared_statements WHERE statement = $1", [text]);
  return rows.length;
};
const ask = (client: RehearsedClient, text: string, value: unknown) =>
  client.query<unknown[]>({ text, values: [value], rowMode: "array" }).then(({ rows }) => rows[0]?.[0]);

test("what is asked often is kept ready, on each connection, and answered as before", async () => {
  const text = "SELECT $1::int * 2 AS often";
  const [one, other] = [await connection(), await connection()];
  expect(await ask(one, text, 1)).toBe(2);
  expect(await ready(one, text)).toBe(0);
  for (const value of [2, 3, 4]) expect(await ask(one, text, value)).toBe(value * 2);
  expect(await ready(one, text)).toBe(1);
  // Asked at once, before the database has said that it knows the statement.
  expect(await Promise.all([5, 6, 7].map((value) => ask(other, text, value)))).toEqual([10, 12, 14]);
  expect(await ready(other, text)).toBe(1);
});

test("what depends on the words that are looked for is planned each time", async () => {
  const client = await connection();
  const text = "SELECT 'fern' ILIKE $1::text AS looked";
  for (const word of ["f%", "x%", "f%", "f%", "x%"])
    expect(await ask(client, text, word)).toBe(word === "f%");
  expect(await ready(client, text)).toBe(0);
});

test("a statement that fails can be asked again", async () => {
  const client = await connection();
  const text = "SELECT 10 / $1::int AS share";
  for (let turn = 0; turn < 4; turn += 1) {
    await expect(ask(client, text, 0)).rejects.toThrow("division by zero");
    expect(await ask(client, text, 5)).toBe(2);
  }
  await client.query("BEGIN");
  await expect(ask(client, text, 0)).rejects.toThrow("division by zero");
  await expect(ask(client, text, 5)).rejects.toThrow("aborted");
  await client.query("ROLLBACK");
  expect(await ask(client, text, 5)).toBe(2);
});
