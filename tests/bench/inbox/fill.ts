import pg from "pg";

import type { Rig } from "../rig.ts";

/** The shop that has a tenth of everything; the rest is spread over the others. */
export const LARGEST = "largest.myshopify.com";
const OTHERS = 40;
const AGENTS = 20;
/** Messages of a conversation. */
export const EACH = 10;
/** In about a third of all messages, in one of a hundred, and in one of fifty thousand. */
export const words = { common: "order", middling: "gooseberry", rare: "zebrafinch" } as const;

/**
 * Fills the database as it is after years: so many conversations, ten times as many messages, customers and orders
 * beside them. Written by PostgreSQL itself; indexes are built afterwards, as after a restore.
 */
export async function fill(rig: Rig, database: string): Promise<void> {
  const { conversations } = rig.scale.inbox;
  const owner = await rig.connection(database);
  for (const statement of prepare) await owner.query(statement);
  const indexes = await takeDown(owner);
  for (const statement of beside(conversations)) await owner.query(statement);
  const half = Math.floor(conversations / 2);
  await Promise.all([
    inBackground(database, messages(1, half, conversations)),
    inBackground(database, messages(half + 1, conversations, conversations)),
  ]);
  await Promise.all(
    [0, 1].map((lane) =>
      putUp(
        database,
        indexes.filter((_, at) => at % 2 === lane),
      ),
    ),
  );
  await owner.query("VACUUM ANALYZE");
  await owner.query("CHECKPOINT");
}

const TABLES = `('conversations', 'messages', 'orders', 'order_lines', 'customers', 'conversation_orders', 'read_marks')`;

/** Takes down every index that no constraint needs; gives the statements that make them again, the largest first. */
async function takeDown(owner: pg.Client): Promise<string[]> {
  const { rows } = await owner.query<{ name: string; made: string }>(
    `SELECT indexname AS "name", indexdef AS "made" FROM pg_indexes i WHERE schemaname = 'public' AND tablename IN ${TABLES}
       AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conname = i.indexname)
     ORDER BY indexdef LIKE '%words%' DESC, tablename = 'messages' DESC`,
  );
  for (const { name } of rows) await owner.query(`DROP INDEX "${name}"`);
  return rows.map(({ made }) => made);
}

async function putUp(database: string, indexes: readonly string[]): Promise<void> {
  for (const made of indexes) await inBackground(database, made);
}

async function inBackground(database: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  await client.query(`SET session_replication_role = replica; SET maintenance_work_mem = '512MB'`);
  await client.query(statement).finally(() => client.end());
}

const shopOf = (n: string) =>
  `md5('shop' || CASE WHEN ${n} % 10 = 0 THEN 0 ELSE 1 + (${n} / 10 + ${n}) % ${OTHERS} END)::uuid`;
const agentOf = (n: string) => `md5('agent' || ${shopOf(n)}::text || (${n} / 10) % ${AGENTS})::uuid`;
const conversationOf = (n: string) => `md5('conversation' || ${n})::uuid`;
/** When conversation n began: evenly over the last year. */
const began = (n: string, all: number) =>
  `(now() - interval '1 hour' - (${all} - ${n}) * interval '365 days' / ${all})::timestamp(3)`;
/** Ids that rise with time, as ours do. */
const timely = (at: string, seed: string) =>
  `(lpad(to_hex((extract(epoch FROM ${at}) * 1000)::bigint), 12, '0') || '7' || substr(md5(${seed}), 1, 3) || '8' || substr(md5(${seed}), 4, 15))::uuid`;

const prepare = [
  "SET session_replication_role = replica",
  `INSERT INTO "shops" ("id", "domain", "name", "currency", "timezone", "storefrontUrl", "installedAt")
   SELECT md5('shop' || n)::uuid, CASE n WHEN 0 THEN '${LARGEST}' ELSE 'shop-' || n || '.myshopify.com' END,
     'Shop ' || n, 'EUR', 'UTC', 'http://localhost:' || n, now() FROM generate_series(0, ${OTHERS}) n`,
  `INSERT INTO "agents" ("shopId", "id", "shopifyUserId", "name", "email", "role", "lastSeenAt", "createdAt")
   SELECT s."id", md5('agent' || s."id"::text || k)::uuid, k::text, 'Agent ' || k, 'agent' || k || '@example.com',
     'agent', now(), now() FROM "shops" s, generate_series(0, ${AGENTS - 1}) k`,
  "SELECT setseed(0.5)",
  `CREATE UNLOGGED TABLE "bench_words" AS
   SELECT n, CASE n WHEN 0 THEN '${words.common}' ELSE
     (ARRAY['par','ret','mon','fer','lin','sha','blo','cor','dus','eve'])[1 + n % 10] ||
     (ARRAY['cel','urn','ste','nal','den','pot','wer','tal','ken','ra'])[1 + (n / 10) % 10] ||
     (ARRAY['a','o','is','um','er','y','on','ed','ing','le'])[1 + (n / 100) % 10] || CASE WHEN n < 1000 THEN '' ELSE (n / 1000)::text END
   END AS "word" FROM generate_series(0, 2999) n`,
  // A few words are in nearly every message, most in few: the fourth power of an even draw.
  `CREATE UNLOGGED TABLE "bench_sentences" AS
   SELECT s AS "n", string_agg(w."word", ' ') || CASE WHEN s % 100 = 7 THEN ' ${words.middling}' ELSE '' END AS "text"
   FROM (SELECT s, floor(3000 * power(random(), 4))::int AS "pick" FROM generate_series(0, 19999) s, generate_series(1, 14)) draw
   JOIN "bench_words" w ON w."n" = draw."pick" GROUP BY s`,
  `CREATE UNIQUE INDEX ON "bench_sentences" ("n")`,
  `ANALYZE "bench_sentences"`,
];

/** Customers and orders (one for every fourth conversation), and the conversations. */
const beside = (all: number): string[] => [
  `INSERT INTO "customers" ("shopId", "id", "name", "email", "tags", "currency", "since", "updatedAt")
   SELECT ${shopOf("g.n")}, 'gid://shopify/Customer/' || g.n, initcap(a."word") || ' ' || initcap(b."word"),
     a."word" || g.n || '@example.com', CASE WHEN g.n % 7 = 0 THEN '{vip}' ELSE '{}' END::text[], 'EUR', now(), now()
   FROM generate_series(1, ${all}) AS g(n) JOIN "bench_words" a ON a."n" = g.n % 997 JOIN "bench_words" b ON b."n" = g.n % 1009
   WHERE g.n % 4 = 0 OR g.n % 40 = 10`,
  `INSERT INTO "orders" ("shopId", "id", "name", "nameKey", "customerId", "email", "financialStatus", "fulfillmentStatus",
     "returnStatus", "placedAt", "updatedAt", "currency", "customerCurrency", "totalMinor", "totalCustomerMinor",
     "refundedMinor", "details", "tags", "pulledAt")
   SELECT "shopId", replace("id", 'Customer', 'Order'), '#' || substr("id", 24), substr("id", 24), "id", "email", 'PAID', 'FULFILLED',
     'NO_RETURN', now() - interval '20 days', now(), 'EUR', 'EUR', 5900, 5900, 0, '{}', '{}', now() FROM "customers"`,
  `INSERT INTO "order_lines" ("shopId", "id", "orderId", "position", "title", "sku", "tags", "quantity", "currentQuantity",
     "refundableQuantity", "fulfilledQuantity", "unitPriceMinor", "discountMinor", "taxMinor", "totalMinor", "currency",
     "customerUnitMinor", "customerTotalMinor", "customerCurrency")
   SELECT "shopId", replace("id", 'Order', 'LineItem') || k, "id", k, 'Monstera ' || k, 'SKU-' || k, '{}', 1, 1, 1, 1,
     2950, 0, 471, 2950, 'EUR', 2950, 2950, 'EUR' FROM "orders", generate_series(0, 1) k`,
  `INSERT INTO "conversations" ("shopId", "id", "number", "channel", "status", "assigneeId", "customerId", "shopperName",
     "shopperEmail", "identityProven", "lastSeq", "lastVisible", "teamSeen", "preview", "waitingSince", "lastActivityAt", "createdAt")
   SELECT ${shopOf("n")}, ${conversationOf("n")}, n, 'chat', "status",
     CASE WHEN "status" = 'closed' OR n % 5 > 1 THEN ${agentOf("n")} END, u."id", u."name", u."email", u."id" IS NOT NULL,
     ${EACH}, ${EACH}, ${EACH}, 'Where is my parcel?', CASE "status" WHEN 'open' THEN ${began("n", all)} END,
     ${began("n", all)} + interval '10 minutes' + n % 60 * interval '1 minute', ${began("n", all)}
   FROM (SELECT n, CASE WHEN n < ${all} * 0.95 THEN 'closed' ELSE
       (ARRAY['open','open','waiting','closed','open','waiting','snoozed'])[1 + (n / 10) % 7] END AS "status"
     FROM generate_series(1, ${all}) n) c
   LEFT JOIN "customers" u ON u."shopId" = ${shopOf("n")} AND u."id" = 'gid://shopify/Customer/' || n`,
  `INSERT INTO "conversation_orders" ("shopId", "conversationId", "orderId", "linkedAt", "linkedBy")
   SELECT "shopId", "id", replace("customerId", 'Customer', 'Order'), "createdAt", 'system' FROM "conversations" WHERE "customerId" IS NOT NULL`,
  `INSERT INTO "read_marks" ("shopId", "conversationId", "agentId", "seq", "readAt")
   SELECT "shopId", "id", "assigneeId", ${EACH - 1} + "number" % 2, "lastActivityAt" FROM "conversations"
   WHERE "assigneeId" IS NOT NULL AND "status" <> 'closed'`,
];

const messages = (from: number, to: number, all: number): string => {
  const at = `(${began("g.n", all)} + k * interval '1 minute')`;
  const rareEvery = Math.max(100, Math.floor((all * EACH) / 200));
  return `INSERT INTO "messages" ("shopId", "id", "conversationId", "seq", "visibleSeq", "kind", "author", "agentId", "text", "createdAt")
   SELECT ${shopOf("g.n")}, ${timely(at, "g.n || '-' || k")}, ${conversationOf("g.n")}, k, k, 'message',
     CASE k % 2 WHEN 0 THEN 'agent' ELSE 'shopper' END, CASE k % 2 WHEN 0 THEN ${agentOf("g.n")} END,
     s."text" || CASE WHEN k = 1 AND g.n % 4 = 0 THEN ' #' || g.n ELSE '' END ||
       CASE WHEN (g.n * ${EACH} + k) % ${rareEvery} < 2 THEN ' ${words.rare}' ELSE '' END,
     ${at}
   FROM generate_series(${from}, ${to}) AS g(n) CROSS JOIN generate_series(1, ${EACH}) k
   JOIN "bench_sentences" s ON s."n" = (g.n::bigint * 7919 + k * 104729) % 20000`;
};
