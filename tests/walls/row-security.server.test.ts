import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";

import { reply } from "~/conversations/reply.server";
import { closeDatabase, database } from "~/platform/db.server";
import { addressOf, WalledPool, withinShop } from "~/platform/walls.server";

import { deskFor, type TestDesk } from "../support/desk.ts";
import { anOrder } from "../support/rows.ts";
import { draft, say } from "../support/talk.ts";
import { figure } from "../trust/figure.ts";
import { asOwner } from "../trust/owner.ts";

/** Tables that name no shop in a column "shopId", each with the reason why that is right. */
const OTHERWISE: Record<string, string> = {
  Session: "Tokens by domain: visible only to who speaks with Shopify (policy no_shop)",
  shops: "The shop itself: its own row (policy one_shop)",
  webhook_deliveries: "By domain, written before a shop is known (policy one_shop)",
  redactions: "What was erased, in keyed fingerprints that name neither shop nor person; no wall",
  paused_work: "Names of work that is stopped for all shops; no shop's data, no wall",
  operator_acts: "What operators did to the whole; the app may add to it and read it, no wall",
  rate_limits: "Counters under hashed or opaque keys; no shop's data, no wall",
  _prisma_migrations: "The list of migrations: the app may not even read it",
};
/** Views of the owner, which carry the wall themselves. */
const VIEWS = ["own_customers", "own_messages"];

type Table = { name: string; kind: string; keyed: boolean; walled: boolean; definition: string };
const tables = () =>
  asOwner<Table>(`
    SELECT c.relname AS "name", c.relkind AS "kind", c.relrowsecurity AS "walled",
      EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'shopId') AS "keyed",
      coalesce(pg_get_viewdef(CASE WHEN c.relkind = 'v' THEN c.oid END), (SELECT string_agg(pg_get_expr(polqual, polrelid), ' ') FROM pg_policy WHERE polrelid = c.oid), '') AS "definition"
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')`);

let a: TestDesk;
let b: TestDesk;

beforeAll(async () => {
  [a, b] = [await deskFor(), await deskFor()];
  for (const { desk, asShopper, asAgent } of [a, b]) {
    await anOrder(desk);
    const { conversationId } = await say(await asShopper(), "Only ours");
    await reply(await asAgent("Iris", "owner"), conversationId, draft("Hello"));
  }
});
afterAll(async () => {
  await Promise.all([a.close(), b.close()]);
  await closeDatabase();
});

/** A connection as the app has them, with no client of ours between: the second wall alone. */
async function bare<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: addressOf("no shop") });
  await client.connect();
  return work(client).finally(() => client.end());
}

test("TI-3: every table with a shop is walled off; every other one is on the list, with its reason", async () => {
  const all = await tables();
  const keyed = all.filter(({ keyed, kind }) => keyed && kind !== "v");
  expect(keyed.filter(({ walled, definition }) => !walled || !definition.includes("app_shop"))).toEqual([]);
  expect(keyed.length).toBeGreaterThanOrEqual(24);
  const others = all.filter(({ keyed, kind }) => !keyed && kind !== "v").map(({ name }) => name);
  expect(others.filter((name) => !OTHERWISE[name])).toEqual([]);
  const views = all.filter(({ kind }) => kind === "v");
  expect(views.map(({ name }) => name).sort()).toEqual(VIEWS);
  expect(views.filter(({ definition }) => !definition.includes("app_shop()"))).toEqual([]);
  figure("TI-3", { reached: `${keyed.length} of ${keyed.length} tables with a shop walled`, asked: "100 %" });
});

test("TI-3: with our own client out of the way the database alone shows shop A no row of shop B", async () => {
  const keyed = (await tables()).filter(({ keyed }) => keyed);
  const seen = await bare(async (client) => {
    await client.query("SELECT set_config('app.shop', $1, false)", [a.desk.shopId]);
    const counts = keyed.map(async ({ name }) => {
      const count = `SELECT count(*)::int AS n FROM "${name}" WHERE "shopId" <> $1`;
      return { name, foreign: (await client.query<{ n: number }>(count, [a.desk.shopId])).rows[0]?.n };
    });
    const own = await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM "own_messages"`);
    return { tables: await Promise.all(counts), own: own.rows[0]?.n };
  });
  expect(seen.tables.filter(({ foreign }) => foreign !== 0)).toEqual([]);
  expect(seen.own).toBe(2);
  const [behind] = await asOwner<{ n: number }>(`SELECT count(*)::int AS n FROM "messages"`);
  expect(behind?.n).toBe(4);
});

test("TI-3: a connection that is set to no shop sees not one row", async () => {
  const keyed = (await tables()).filter(({ keyed }) => keyed);
  const seen = await bare((client) =>
    Promise.all(
      keyed.map(async ({ name }) => (await client.query(`SELECT FROM "${name}" LIMIT 1`)).rowCount),
    ),
  );
  expect(seen.reduce<number>((sum, n) => sum + (n ?? 0), 0)).toBe(0);
});

test("TI-3: shop A changes, removes and adds nothing at shop B, whatever the statement says", async () => {
  const { shopId } = b.desk;
  await bare(async (client) => {
    await client.query("SELECT set_config('app.shop', $1, false)", [a.desk.shopId]);
    const changed = await client.query(`UPDATE "conversations" SET "preview" = 'x' WHERE "shopId" = $1`, [
      shopId,
    ]);
    const removed = await client.query(`DELETE FROM "messages" WHERE "shopId" = $1`, [shopId]);
    expect([changed.rowCount, removed.rowCount]).toEqual([0, 0]);
    const insert = `INSERT INTO "outbox" ("shopId", "kind", "name", "data", "createdAt") VALUES ($1, 'job', 'x', '{}', now())`;
    await expect(client.query(insert, [shopId])).rejects.toThrow(/row-level security/);
    const moved = client.query(`UPDATE "conversations" SET "shopId" = $1`, [shopId]);
    await expect(moved).rejects.toThrow(/row-level security/);
  });
});

test("TI-3: a desk's own raw statement without its filter still finds its own shop alone", async () => {
  const rows = await a.desk.db.$queryRaw<
    { shopId: string }[]
  >`SELECT DISTINCT "shopId"::text FROM "messages"`;
  expect(rows).toEqual([{ shopId: a.desk.shopId }]);
});

test("TI-3: the app is never the owner: no connection may bypass the wall, change a table or rewrite the audit", async () => {
  const who = `SELECT current_user::text AS "me", rolsuper OR rolbypassrls AS "free" FROM pg_roles WHERE rolname = current_user`;
  const viaPrisma = await database().$queryRawUnsafe(who);
  const viaDoor = await bare(async (client) => (await client.query(who)).rows);
  expect([viaPrisma, viaDoor]).toEqual([
    [{ me: "goodturn_app", free: false }],
    [{ me: "goodturn_app", free: false }],
  ]);
  for (const attempt of [
    `UPDATE "audit" SET "action" = 'x'`,
    `DELETE FROM "audit"`,
    `TRUNCATE "audit"`,
    `ALTER TABLE "orders" DISABLE ROW LEVEL SECURITY`,
    `DROP POLICY "one_shop" ON "orders"`,
    `CREATE TABLE "mine" ()`,
    `SELECT * FROM "_prisma_migrations"`,
    `SELECT "wall_off_shops"()`,
  ])
    await expect(
      bare((client) => client.query(attempt)),
      attempt,
    ).rejects.toThrow(/permission denied|must be owner/);
});

test("TI-3: two shops that ask at the same moment, a thousand times, each get their own rows", async () => {
  const mine = async ({ desk }: TestDesk) => {
    const [order, card, raw] = await Promise.all([
      desk.db.order.findMany({ select: { shopId: true } }),
      desk.db.shop.findFirst({ select: { id: true } }),
      desk.db.$queryRaw<{ shopId: string }[]>`SELECT "shopId"::text FROM "messages"`,
    ]);
    return [...order, ...raw].map(({ shopId }) => shopId).concat(card?.id ?? "nobody");
  };
  const answers: (readonly [string, string[]])[] = [];
  for (let round = 0; round < 50; round += 1) {
    const asked = Array.from({ length: 20 }, async (_, turn) => {
      const at = turn % 2 === 0 ? a : b;
      return [at.desk.shopId, await mine(at)] as const;
    });
    answers.push(...(await Promise.all(asked)));
  }
  expect(answers).toHaveLength(1_000);
  expect(answers.filter(([shop, seen]) => seen.length !== 4 || seen.some((id) => id !== shop))).toEqual([]);
}, 240_000);

test("TI-3: a connection whose shop could not be set serves nobody", async () => {
  const pool = new WalledPool({ max: 1 });
  const wrong = withinShop("not-a-shop", () => pool.query(`SELECT * FROM "orders"`));
  await expect(wrong).rejects.toThrow(/invalid input syntax for type uuid/);
  const right = await withinShop(a.desk.shopId, () => pool.query(`SELECT * FROM "orders"`));
  expect(right.rowCount).toBe(1);
  await pool.end();
});
