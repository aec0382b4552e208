import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";

import { wire } from "./support/wire.ts";

import { listInbox } from "~/conversations/inbox.server";
import { closeDatabase } from "~/platform/db.server";
import type { Desk } from "~/platform/desk.server";
import { addressOf } from "~/platform/walls.server";
import { loadConversation } from "~/routes/admin/inbox.$conversationId/load.server";
import { linkOrder } from "~/conversations/link.server";

import { deskFor, type TestDesk } from "../support/desk.ts";
import { anOrder } from "../support/rows.ts";
import { say } from "../support/talk.ts";
import { figure } from "../trust/figure.ts";
import { asOwner } from "../trust/owner.ts";
import { statementsOf, type Statement } from "./support/listening.ts";

let a: TestDesk;
let b: TestDesk;
const seats: { desk: Desk; conversationId: string }[] = [];

beforeAll(async () => {
  [a, b] = [await deskFor(), await deskFor()];
  for (const at of [a, b]) {
    const iris = await at.asAgent("Iris", "owner");
    const { conversationId } = await say(await at.asShopper(), "Where is my zebrafinch lamp?");
    await linkOrder(iris, conversationId, await anOrder(at.desk));
    seats.push({ desk: iris, conversationId });
  }
  await manyMessages(a.desk.shopId);
});
afterAll(async () => {
  await Promise.all([a.close(), b.close()]);
  await closeDatabase();
  await wire.close();
});

/** A shop as it is after a year, in one stroke: twenty thousand messages, customers and orders. */
async function manyMessages(shopId: string): Promise<void> {
  await asOwner(
    `INSERT INTO "messages" ("shopId", "id", "conversationId", "seq", "kind", "author", "text", "createdAt")
     SELECT m."shopId", gen_random_uuid(), m."conversationId", 1000 + n, 'message', 'shopper',
       'Hello about parcel ' || md5(n::text), now()
     FROM "messages" m, generate_series(1, 20000) n WHERE m."shopId" = $1`,
    [shopId],
  );
  await asOwner(
    `INSERT INTO "customers" ("shopId", "id", "name", "email", "tags", "currency", "since", "updatedAt")
     SELECT $1, 'gid://shopify/Customer/9' || n, md5(n::text), md5(n::text) || '@example.com', '{}', 'EUR', now(), now()
     FROM generate_series(1, 20000) n`,
    [shopId],
  );
  await asOwner(
    `INSERT INTO "orders" SELECT (jsonb_populate_record(o, jsonb_build_object('id', 'gid://shopify/Order/9' || n,
       'name', '#9' || n, 'nameKey', '9' || n, 'email', md5(n::text) || '@example.com'))).*
     FROM "orders" o, generate_series(1, 20000) n WHERE o."shopId" = $1`,
    [shopId],
  );
  await asOwner(`VACUUM ANALYZE "messages"`);
  await asOwner(`VACUUM ANALYZE "customers"`);
  await asOwner(`VACUUM ANALYZE "orders"`);
}

type Plan = { "Node Type": string; "Relation Name"?: string; "Index Name"?: string; Plans?: Plan[] };
const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];

/** How PostgreSQL goes about these statements in the app's role, at this shop; kept ready, it plans for any values. */
async function plansOf(desk: Desk, statements: Statement[], isReady = false): Promise<Plan[]> {
  const client = new pg.Client({ connectionString: addressOf("no shop") });
  await client.connect();
  await client.query("SELECT set_config('app.shop', $1, false)", [desk.shopId]);
  const found: Plan[] = [];
  for (const { text, values } of statements.filter(({ text }) => /^\s*(WITH|SELECT)/i.test(text))) {
    const explained = `EXPLAIN (FORMAT JSON${isReady ? ", GENERIC_PLAN" : ""}) ${text}`;
    const given = isReady ? undefined : values;
    const { rows } = await client.query<{ "QUERY PLAN": [{ Plan: Plan }] }>(explained, given);
    found.push(...rows.flatMap((row) => nodes(row["QUERY PLAN"][0].Plan)));
  }
  await client.end();
  return found;
}

const LARGE = ["messages", "customers", "orders"];
const readThrough = (plans: Plan[]) =>
  plans.filter((node) => node["Node Type"] === "Seq Scan" && LARGE.includes(node["Relation Name"] ?? ""));

test.each([
  ["a rare word", "zebrafinch", "messages_words"],
  ["a name", "c4ca4238a0", "customers_find"],
  ["an address", "c4ca4238a0b923820dcc509a6f75849b@example.com", "customers_shopId_email_idx"],
  ["an order's number", "#91234", "orders_shopId_nameKey_idx"],
])("TI-3: behind the wall a search for %s still goes by its index", async (_what, search, index) => {
  const { desk } = seats[0]!;
  const statements = await statementsOf(() => listInbox(desk, { view: "open", search }));
  const plans = await plansOf(desk, statements);
  expect(readThrough(plans)).toEqual([]);
  expect(plans.map((node) => node["Index Name"])).toContain(index);
});

test("TI-3: the pages that are opened most read no large table through", async () => {
  const { desk, conversationId } = seats[0]!;
  const statements = await statementsOf(async () => {
    await listInbox(desk, { view: "open" });
    await loadConversation(desk, conversationId);
  });
  expect(statements.length).toBeGreaterThan(5);
  for (const isReady of [false, true])
    expect(readThrough(await plansOf(desk, statements, isReady))).toEqual([]);
});

test("TI-3: a conversation's page costs no round trip more when its connections served another shop before", async () => {
  const page = async ({ desk, conversationId }: (typeof seats)[number]) => {
    const before = wire.trips();
    const said = await statementsOf(() => loadConversation(desk, conversationId));
    return {
      trips: wire.trips() - before,
      set: said.filter(({ text }) => text.includes("set_config")).length,
    };
  };
  const everywhere = (seat: (typeof seats)[number]) =>
    Promise.all(Array.from({ length: 60 }, () => loadConversation(seat.desk, seat.conversationId)));
  const [one, other] = seats as [(typeof seats)[number], (typeof seats)[number]];
  await everywhere(one);
  const same = await page(one);
  await everywhere(other);
  const changed = await page(one);
  expect(same.trips).toBeGreaterThan(3);
  expect(same.set).toBe(0);
  expect(changed.set).toBeGreaterThan(0);
  expect(changed.trips).toBeLessThanOrEqual(same.trips + 1);
  figure("TI-3 cost", {
    reached: `${changed.trips} round trips against ${same.trips} without a change of shop`,
    asked: "at most one more for a page",
  });
});
