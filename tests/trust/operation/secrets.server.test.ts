import { randomBytes } from "node:crypto";

import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";

import { env } from "~/platform/env.server";
import { seal, sign, unseal, verified } from "~/platform/secrets.server";

import { deskFor, type TestDesk } from "../../support/desk.ts";
import { figure } from "../figure.ts";
import { sessions } from "~/shopify.server";

let shop: TestDesk;
beforeAll(async () => {
  shop = await deskFor();
});
afterAll(() => shop.close());

/** Every row of every table as text. */
async function everything(): Promise<string> {
  const client = new pg.Client({ connectionString: process.env["DATABASE_URL"] });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    `SELECT oid::regclass::text AS "name" FROM pg_class WHERE relkind = 'r' AND relnamespace::regnamespace::text IN ('public', 'pgboss')`,
  );
  let text = "";
  for (const { name } of rows) {
    const found = await client.query<{ all: string | null }>(
      `SELECT string_agg(t::text, E'\\n') AS "all" FROM ${name} t`,
    );
    text += found.rows[0]?.all ?? "";
  }
  await client.end();
  return text;
}

test("SL-1: no token and no key of ours stands readable in any table", async () => {
  const [session] = await sessions.findSessionsByShop(shop.desk.shop.domain);
  const { SHOPIFY_API_SECRET, ENCRYPTION_KEY, SMTP_URL } = env();
  const secrets = [session?.accessToken, session?.refreshToken, SHOPIFY_API_SECRET, ENCRYPTION_KEY, SMTP_URL];
  const text = await everything();
  expect(text).toContain(shop.desk.shop.domain);
  expect(session?.accessToken?.length).toBeGreaterThan(10);
  expect(secrets.filter((secret) => !secret || text.includes(secret))).toEqual([]);
  figure("SL-1", { reached: `0 of ${secrets.length} secrets in any table`, asked: "0 plaintext secrets" });
});

test("SL-8: while the key is changed, what was sealed and signed stays good; afterwards the old is worth nothing", async () => {
  const now = new Date();
  const [old, fresh] = [env().ENCRYPTION_KEY, randomBytes(32).toString("base64")];
  const [sealed, link] = [seal("a token"), await sign("case", { shop: "1" }, { now, seconds: 600 })];
  Object.assign(env(), { ENCRYPTION_KEY: fresh, ENCRYPTION_KEY_OLD: old });
  const during = [unseal(sealed), (await verified("case", link, now))?.["shop"], unseal(seal("new"))];
  delete (env() as { ENCRYPTION_KEY_OLD?: string }).ENCRYPTION_KEY_OLD;
  const refused = await verified("case", link, now);
  expect(() => unseal(sealed)).toThrow();
  Object.assign(env(), { ENCRYPTION_KEY: old });
  expect(during).toEqual(["a token", "1", "new"]);
  expect(refused).toBeNull();
  figure("SL-8", {
    reached: "sealed and signed: read during, refused after",
    asked: "old data readable, old tokens die after the grace",
  });
});
