import pg from "pg";

import type { Id } from "~/kit/id";

import type { Delivery } from "./deliveries.server";
import { startOfWork } from "~/platform/clock.server";
import { count } from "~/platform/counters.server";
import { log } from "~/platform/log.server";
import { inOneTransaction } from "~/platform/one-transaction.server";
import { addressOf } from "~/platform/walls.server";
import { startRounds } from "~/platform/rounds.server";

/** Work that a delivery leads to. Deliveries with the same `once` become one job. */
export type Errand = {
  readonly job: string;
  readonly data: unknown;
  readonly once?: string;
  /** Also for a shop that has left. */
  readonly evenWhenLeft?: true;
};

/** What a delivery is worth: work, or the reason why there is none. */
export type Reading = { readonly errands: readonly Errand[] } | { readonly ignored: string };

/** Reads one delivery; pure. What it throws is noted at the delivery and holds up no other. */
export type Reader = (
  delivery: Pick<Delivery, "shop" | "topic" | "webhookId" | "body" | "triggeredAt" | "receivedAt">,
) => Reading;

type Row = Delivery & { id: string; shopId: Id<"Shop"> | null; isGone: boolean; isForeign: boolean };
type Job = { shopId: string; name: string; data: string; singleton: string | null; requestId: string };

/** Of one shop at a time: a shop that floods us stands beside the others, not before them. */
const SHARE = 100;

/** Turns stored deliveries into work, in batches, each batch in one transaction. Call the answer to stop. */
export function startIntake(read: Reader): () => Promise<void> {
  const pool = new pg.Pool({ connectionString: addressOf("every shop"), max: 1 });
  pool.on("error", (error) => log.warn("A database connection broke", { error }));
  const stop = startRounds({ channel: "deliveries", step: async () => (await takeIn(pool, read)) > 0 });
  return async () => {
    await stop();
    await pool.end();
  };
}

/** The shops that have something waiting, found by leaps through the index, and the oldest deliveries of each. */
const NEXT = `
  WITH RECURSIVE waiting("shop") AS (
    (SELECT "shop" FROM "webhook_deliveries" WHERE "handledAt" IS NULL ORDER BY "shop" LIMIT 1)
    UNION ALL
    SELECT (SELECT "shop" FROM "webhook_deliveries" WHERE "handledAt" IS NULL AND "shop" > waiting."shop" ORDER BY "shop" LIMIT 1)
    FROM waiting WHERE waiting."shop" IS NOT NULL
  )
  SELECT d."id"::text, d."shop", d."topic", d."webhookId", d."body", d."triggeredAt", d."receivedAt", s."id" AS "shopId",
    s."uninstalledAt" IS NOT NULL AS "isGone",
    EXISTS (SELECT FROM "webhook_deliveries" e WHERE e."digest" = d."digest" AND e."shop" <> d."shop" AND e."id" < d."id") AS "isForeign"
  FROM waiting CROSS JOIN LATERAL (
    SELECT * FROM "webhook_deliveries" WHERE "handledAt" IS NULL AND "shop" = waiting."shop"
    ORDER BY "id" LIMIT ${SHARE} FOR UPDATE SKIP LOCKED
  ) d LEFT JOIN "shops" s ON s."domain" = d."shop"`;

const ASK = `
  INSERT INTO "outbox" ("shopId", "kind", "name", "data", "singleton", "requestId", "createdAt")
  SELECT j."shopId", 'job', j."name", j."data"::jsonb, j."singleton", j."requestId", $6
  FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[]) AS j("shopId", "name", "data", "singleton", "requestId")`;

const DONE = `
  UPDATE "webhook_deliveries" d SET "handledAt" = $3, "result" = r."result"
  FROM unnest($1::bigint[], $2::text[]) AS r("id", "result") WHERE d."id" = r."id"`;

async function takeIn(pool: pg.Pool, read: Reader): Promise<number> {
  return inOneTransaction(pool, async (client) => {
    const { rows } = await client.query<Row>(NEXT);
    if (rows.length > 0) await settle(client, rows, read);
    return rows.length;
  });
}

async function settle(client: pg.PoolClient, rows: Row[], read: Reader): Promise<void> {
  const jobs = new Map<string, Job>();
  const results = rows.map((row) => {
    const reading = worthOf(row, read);
    if ("ignored" in reading) return reading.ignored;
    for (const errand of reading.errands) collect(jobs, row, errand);
    return reading.errands.map(({ job }) => job).join(" ");
  });
  const column = (name: keyof Job) => [...jobs.values()].map((job) => job[name]);
  const now = startOfWork();
  if (jobs.size > 0) {
    const columns = (["shopId", "name", "data", "singleton", "requestId"] as const).map(column);
    await client.query(ASK, [...columns, now]);
    await client.query(`SELECT pg_notify('outbox', '')`);
  }
  await client.query(DONE, [rows.map(({ id }) => id), results, now]);
}

function worthOf(row: Row, read: Reader): Reading {
  if (!row.shopId) return { ignored: "unknown-shop" };
  // Shopify's ids are the world's: no two shops are told the same. The signature covers the body alone.
  if (row.isForeign) return replayed(row);
  try {
    return row.isGone ? whatIsLeftToDo(read(row)) : read(row);
  } catch (error) {
    log.warn("A delivery could not be read", { topic: row.topic, shop: row.shop, error });
    return { ignored: "unreadable" };
  }
}

/** Of a shop that has left nothing is followed any more; its people and itself are still erased when they are to be. */
function whatIsLeftToDo(reading: Reading): Reading {
  if ("ignored" in reading) return reading;
  const errands = reading.errands.filter(({ evenWhenLeft }) => evenWhenLeft);
  return errands.length > 0 ? { errands } : { ignored: "shop-has-left" };
}

function replayed({ topic, shop }: Row): Reading {
  count("webhooks.replayed");
  log.error("A delivery of another shop was sent again in this one's name", { topic, shop });
  return { ignored: "replayed" };
}

function collect(jobs: Map<string, Job>, row: Row, { job, data, once }: Errand): void {
  const key = once === undefined ? row.id : `${row.shopId} ${job} ${once}`;
  const singleton = once === undefined ? null : once;
  // The delivery's own number: from the webhook to what it led to.
  const requestId = row.webhookId;
  jobs.set(key, { shopId: row.shopId ?? "", name: job, data: JSON.stringify(data), singleton, requestId });
}
