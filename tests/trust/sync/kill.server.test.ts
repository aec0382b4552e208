import { afterAll, beforeAll, expect, test } from "vitest";

import { database } from "~/platform/db.server";

import { seed } from "../../dev-store/seed/seed";
import { deskFor, type TestDesk } from "../../support/desk";
import { crowding, until } from "../../support/running";
import { figure } from "../figure";
import { pause, troupe } from "./rig/programs";
import { send, times, type Letter } from "./rig/sender";

const AMOUNT = times(200, 2_000);
const KILLS = times(2, 5);
const SHOPIFYS_EIGHT = [100, 200, 500, 1_000, 3_000, 8_000, 15_000, 30_000];

let shop: TestDesk;
const { begin, end } = troupe();
beforeAll(async () => {
  shop = await deskFor({ seed: seed({ orders: AMOUNT }) });
  // The store's limits are another test's matter.
  Object.assign(shop.store.throttle, { maximum: 100_000, restoreRate: 50_000 });
}, 120_000);
afterAll(async () => {
  await end();
  await shop.close();
});

/** One webhook for each order of the store. */
function letters(): Letter[] {
  return [...shop.store.orders.keys()].slice(0, AMOUNT).map((gid) => ({
    shop: shop.desk.shop.domain,
    topic: "orders/create",
    body: JSON.stringify({ id: Number(gid.split("/").at(-1)), admin_graphql_api_id: gid }),
  }));
}

type Left = { waiting: number };

/** Whether nothing waits and nothing runs any more. Mails are tried again and again: nobody takes them here. */
async function isDrained(): Promise<boolean> {
  const [row] = await database().$queryRaw<Left[]>`
    SELECT (SELECT count(*) FROM "webhook_deliveries" WHERE "handledAt" IS NULL)::int + (SELECT count(*) FROM "outbox")::int
      + (SELECT count(*) FROM "pgboss"."job" WHERE "state" < 'completed' AND "name" <> 'channels.send-mail' AND "name" NOT LIKE '\\_\\_%')::int AS "waiting"`;
  if (row?.waiting === 0) return true;
  // To look costs the database as much as to work.
  await pause(500);
  const jobs = await database().$queryRaw`
    SELECT "name", "state"::text, "retry_count", count(*)::int, (max("start_after") - now())::text AS "begins" FROM "pgboss"."job"
    WHERE "state" < 'completed' AND "name" <> 'channels.send-mail' AND "name" NOT LIKE '\\_\\_%' GROUP BY 1, 2, 3`;
  throw new Error(`${row?.waiting} things wait, jobs among them: ${JSON.stringify(jobs)}`);
}

/** How often each order's change was told to those who react to it. */
async function timesTold(): Promise<number[]> {
  const rows = await database().$queryRaw<{ told: number }[]>`
    SELECT count(*)::int AS "told" FROM "pgboss"."job"
    WHERE "name" = 'order.changed.hintOrder' GROUP BY "data"->'data'->>'orderId'`;
  return rows.map(({ told }) => told);
}

test.skipIf(!process.env["TRUST_LONG"])(
  "F1 WH-4: web and worker are killed in a burst, and no event is lost and none counts twice",
  async () => {
    let web = await begin("app/server.ts");
    let worker = await begin("app/worker.ts");
    const to = () => `${web.url}/webhooks`;
    const sending = send(letters(), { perSecond: 200, to, retryAfter: SHOPIFYS_EIGHT });
    for (let kill = 0; kill < KILLS; kill += 1) {
      await pause(200 + Math.random() * (AMOUNT / 200 / KILLS) * 1_000);
      web.signal("SIGKILL");
      worker.signal("SIGKILL");
      await Promise.all([web.ended, worker.ended]);
      [web, worker] = await Promise.all([begin("app/server.ts"), begin("app/worker.ts")]);
    }
    const sent = await sending;
    const drained = await until(isDrained, 90_000 * crowding());
    const taken = sent.filter(({ status }) => status === 200);
    const rows = await database().webhookDelivery.findMany({ select: { webhookId: true } });
    const kept = new Set(rows.map(({ webhookId }) => webhookId));
    const lost = taken.filter(({ webhookId }) => !kept.has(webhookId)).length;
    const here = await shop.desk.db.order.count();
    const doubled = (await timesTold()).filter((told) => told > 1).length;
    const reached = `${AMOUNT} webhooks, ${KILLS} kills: ${lost} lost, ${doubled} doubled, ${here} orders here, drained in ${(drained / 1_000).toFixed(1)} s`;
    figure("F1", { reached, asked: "0 lost, 0 doubled, drained within 90 s" });
    figure("WH-4", { reached, asked: "0 lost, 0 doubled, drained within 90 s" });
    expect(taken.length).toBe(AMOUNT);
    expect({ lost, doubled, here }).toEqual({ lost: 0, doubled: 0, here: AMOUNT });
  },
  1_200_000,
);
