import pg from "pg";
import { expect, test } from "vitest";

test("each test file works in a migrated database of its own", async () => {
  const client = new pg.Client({ connectionString: process.env["DATABASE_URL"] });
  await client.connect();
  const { rows } = await client.query("SELECT current_database() AS name, count(*)::int AS shops FROM shops");
  await client.end();
  expect(rows).toEqual([{ name: expect.stringMatching(/^test_/), shops: 0 }]);
});
