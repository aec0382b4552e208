import pg from "pg";

import { log } from "~/platform/log.server";
import { addressOf } from "~/platform/walls.server";

/** A webhook as it came in, already verified. The body stays text until somebody works on it. */
export type Delivery = {
  readonly shop: string;
  readonly topic: string;
  readonly webhookId: string;
  readonly eventId: string | null;
  readonly subscription: string;
  readonly triggeredAt: Date | null;
  readonly receivedAt: Date;
  readonly body: string;
  /** The first half of the body's SHA-256, written as a UUID. */
  readonly digest: string;
};

/** What became of it: a second copy is as good as kept; a shop that never had the app gets no row. */
export type Kept = "new" | "again" | "unknown-shop";

type Waiting = { delivery: Delivery; keep: (kept: Kept) => void; fail: (error: unknown) => void };

/** So many deliveries in one statement at most; more wait for the next. */
const BATCH = 500;

/** A second statement may begin while the first one's commit reaches the disk. */
const LANES = 2;

let pool: pg.Pool | undefined;
const waiting: Waiting[] = [];
let lanes = 0;

/**
 * Resolves when the delivery is durable. What arrives while one statement is under way is written by the next
 * one together, so that a burst costs a few commits and not one each.
 * @throws when the database does not answer: nothing was kept, and the sender should try again.
 */
export function keepDelivery(delivery: Delivery): Promise<Kept> {
  return new Promise((keep, fail) => {
    waiting.push({ delivery, keep, fail });
    if (lanes < LANES) void writeAll();
  });
}

/** Ends the connections that deliveries are written through. */
export async function closeDeliveries(): Promise<void> {
  await pool?.end();
  pool = undefined;
}

async function writeAll(): Promise<void> {
  lanes += 1;
  while (waiting.length > 0) await writeBatch(waiting.splice(0, BATCH));
  lanes -= 1;
}

async function writeBatch(batch: Waiting[]): Promise<void> {
  try {
    const fates = await write(batch.map(({ delivery }) => delivery));
    batch.forEach(({ keep }, position) => keep(fates[position] ?? "unknown-shop"));
  } catch (error) {
    // Those behind would wait as long again, and be too late for Shopify, which gives up after five seconds.
    [...batch, ...waiting.splice(0)].forEach(({ fail }) => fail(error));
  }
}

const INSERT = `
  WITH came AS (
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamp[], $7::timestamp[], $8::text[], $9::uuid[])
      WITH ORDINALITY AS d("shop", "topic", "webhookId", "eventId", "subscription", "triggeredAt", "receivedAt", "body", "digest", "place")
  ), kept AS (
    INSERT INTO "webhook_deliveries" ("shop", "topic", "webhookId", "eventId", "subscription", "triggeredAt", "receivedAt", "body", "digest")
    SELECT "shop", "topic", "webhookId", "eventId", "subscription", "triggeredAt", "receivedAt", "body", "digest"
    FROM came WHERE EXISTS (SELECT FROM "shops" WHERE "domain" = came."shop") ORDER BY "shop", "topic", "subscription", "eventId", "webhookId"
    -- (In one order, so that two statements with the same events wait for each other and never in a circle.)
    -- The same delivery again, or the same event to the same subscription under another number.
    ON CONFLICT DO NOTHING
    RETURNING "shop", "webhookId"
  ), told AS (
    SELECT pg_notify('deliveries', '') WHERE EXISTS (SELECT FROM kept)
  )
  SELECT CASE
      WHEN kept."shop" IS NOT NULL THEN 'new'
      WHEN EXISTS (SELECT FROM "shops" WHERE "domain" = came."shop") THEN 'again'
      ELSE 'unknown-shop'
    END AS "fate"
  FROM came LEFT JOIN kept USING ("shop", "webhookId") CROSS JOIN (SELECT count(*) FROM told) AS notice
  ORDER BY "place"`;

async function write(deliveries: Delivery[]): Promise<Kept[]> {
  const column = <Name extends keyof Delivery>(name: Name) => deliveries.map((delivery) => delivery[name]);
  const at = (date: Date | null) => date?.toISOString().replace("Z", "") ?? null;
  const { rows } = await connections().query<{ fate: Kept }>({
    name: "keep-deliveries",
    text: INSERT,
    values: [
      column("shop"),
      column("topic"),
      column("webhookId"),
      column("eventId"),
      column("subscription"),
      column("triggeredAt").map(at),
      column("receivedAt").map(at),
      column("body"),
      column("digest"),
    ],
  });
  return rows.map(({ fate }) => fate);
}

function connections(): pg.Pool {
  if (pool) return pool;
  pool = new pg.Pool({
    connectionString: addressOf("every shop"),
    max: LANES,
    connectionTimeoutMillis: 1_500,
    statement_timeout: 2_500,
    // The same on our side: a network that swallows everything brings no answer of the server's either.
    query_timeout: 3_000,
  });
  pool.on("error", (error) => log.warn("A database connection broke", { error }));
  return pool;
}
