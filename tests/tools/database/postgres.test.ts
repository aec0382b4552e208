import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, expect, test } from "vitest";

import { freePort } from "../ports.ts";
import { removeCluster, startPostgres } from "./postgres.ts";

const home = fs.mkdtempSync(path.join(os.tmpdir(), "private-home-"));
const dir = path.join(home, "project/.data/pg");

afterAll(() => {
  removeCluster(dir);
  fs.rmSync(home, { recursive: true, force: true });
});

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ answer: unknown }>(sql).finally(() => client.end());
  return rows[0]?.answer;
}

test("in a home that nobody else may enter, the database runs all the same, and keeps its data", async () => {
  fs.chmodSync(home, 0o700);
  const first = await startPostgres({ dir, port: await freePort(), durable: false });
  await ask(first.url, "CREATE TABLE kept AS SELECT 'still here' AS answer");
  await first.stop();

  const second = await startPostgres({ dir, port: await freePort(), durable: false });
  expect(await ask(second.url, "SELECT answer FROM kept")).toBe("still here");
  await second.stop();
}, 60_000);
