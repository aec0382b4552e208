import { after, DAY } from "~/kit/days";
import { Unavailable } from "~/kit/failures";
import { apiReading } from "~/platform/admin-client.server";
import type { Desk } from "~/platform/desk.server";
import { countDead } from "~/platform/work/dead.server";
import { shopFacts } from "~/shops/shopify.server";

import type { Health, Lag } from "./health";

/** How well this shop's data stays true, now. */
export async function shopHealth(desk: Desk): Promise<Health> {
  const { shopId, shop } = desk;
  const [lastWebhookAt, lag, backlog, dead, compared, mail, api] = await Promise.all([
    lastWebhook(desk),
    lagLately(desk),
    countWaiting(desk),
    countDead({ shopId, domain: shop.domain }),
    comparedLately(desk),
    mailLately(desk),
    askApi(desk),
  ]);
  return { lastWebhookAt, lag, backlog, dead, compared, mail, api };
}

async function lastWebhook({ db, shop }: Desk): Promise<Date | null> {
  const [row] = await db.$queryRaw<{ at: Date }[]>`
    SELECT "receivedAt" AS "at" FROM "webhook_deliveries" WHERE "shop" = ${shop.domain} ORDER BY "id" DESC LIMIT 1`;
  return row?.at ?? null;
}

/** From Shopify's saying so to our having taken it in: the last 500 deliveries of a day. */
async function lagLately({ db, shop, now }: Desk): Promise<Lag> {
  const [row] = await db.$queryRaw<{ p50: number | null; p95: number | null; count: number }[]>`
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY "ms") AS "p50", percentile_cont(0.95) WITHIN GROUP (ORDER BY "ms") AS "p95",
      count(*)::int AS "count"
    FROM (
      SELECT (extract(epoch FROM coalesce("handledAt", ${now}) - coalesce("triggeredAt", "receivedAt")) * 1000)::float8 AS "ms"
      FROM "webhook_deliveries" WHERE "shop" = ${shop.domain} AND "receivedAt" > ${after(now, -DAY)} ORDER BY "id" DESC LIMIT 500
    ) AS lately`;
  return row && row.p50 !== null && row.p95 !== null
    ? { p50: row.p50, p95: row.p95, count: row.count }
    : null;
}

async function countWaiting({ db, shopId, shop }: Desk): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT (SELECT count(*) FROM "webhook_deliveries" WHERE "shop" = ${shop.domain} AND "handledAt" IS NULL)::int
      + (SELECT count(*) FROM "outbox" WHERE "shopId" = ${shopId}::uuid)::int
      + (SELECT count(*) FROM "pgboss"."job" WHERE "state" < 'active' AND "group_id" = ${shopId} AND "start_after" <= now()
          AND "name" <> 'dead-letters')::int AS "count"`;
  return row?.count ?? 0;
}

async function comparedLately({ db, now }: Desk): Promise<Health["compared"]> {
  const rows = await db.reconciliation.findMany({
    where: { startedAt: { gt: after(now, -DAY) } },
    orderBy: [{ startedAt: "desc" }, { id: "desc" }],
  });
  const [last] = rows;
  if (!last) return null;
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0);
  return {
    at: last.startedAt,
    isRunning: last.finishedAt === null,
    looked: last.looked,
    missedInADay: sum(({ missed }) => missed),
    repairedInADay: sum(({ repaired }) => repaired),
    worstLagMs: Math.max(...rows.map(({ lagMs }) => Number(lagMs))),
  };
}

async function mailLately({ db, now }: Desk): Promise<Health["mail"]> {
  const rows = await db.mail.groupBy({
    by: ["state"],
    where: { createdAt: { gt: after(now, -7 * DAY) } },
    _count: { _all: true },
  });
  const of = (state: string) => rows.find((row) => row.state === state)?._count._all ?? 0;
  return { waiting: of("waiting"), failed: of("failed"), sent: of("sent") };
}

/** So long the page waits for the API before it says that there is no answer. */
const PATIENCE_MS = 2_000;

/** Asks the API something small: nothing tells better whether it answers. */
async function askApi({ shopify, shop }: Desk): Promise<Health["api"]> {
  const asked = shopFacts(shopify).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Unavailable) return false;
      throw error;
    },
  );
  const late = new Promise<boolean>((resolve) => setTimeout(resolve, PATIENCE_MS, false));
  const answers = await Promise.race([asked, late]);
  return { ...apiReading(shop.domain), answers };
}
