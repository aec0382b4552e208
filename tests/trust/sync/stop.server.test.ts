import { afterAll, beforeAll, expect, test } from "vitest";

import { maybeOrder } from "~/orders/orders.server";
import { enqueue } from "~/platform/jobs.server";
import { syncOrderJob } from "~/orders/jobs";
import { database } from "~/platform/db.server";

import { touch } from "../../dev-store/acts/touch";
import { seed } from "../../dev-store/seed/seed";
import { deskFor, type TestDesk } from "../../support/desk";
import { until } from "../../support/running";
import { figure } from "../figure";
import { pause, troupe } from "./rig/programs";
import { send, times, type Letter } from "./rig/sender";

let shop: TestDesk;
const { begin, end } = troupe();
beforeAll(async () => void (shop = await deskFor({ seed: seed({ orders: 10 }) })), 60_000);
afterAll(async () => {
  await end();
  await shop.close();
});

/** Holds the store's answer to the next reading of an order: what it said then arrives when it is let go. */
function holdAnswer(): { isHeld: () => boolean; letGo: () => void } {
  let held = false;
  let letGo = () => {};
  const wait = new Promise<void>((resolve) => (letGo = resolve));
  shop.host.between = async (ask, real) => {
    const answer = await real();
    if (held || !ask.body.includes("ReadOrder")) return answer;
    held = true;
    await wait;
    return answer;
  };
  return { isHeld: () => held, letGo };
}

const told = async (orderId: string) => {
  const rows = await database().$queryRaw<{ told: number }[]>`
    SELECT count(*)::int AS "told" FROM "pgboss"."job" WHERE "name" = 'order.changed.hintOrder' AND "data"->'data'->>'orderId' = ${orderId}`;
  return rows[0]?.told ?? 0;
};

/** Whether somebody else has begun and ended the job that the first worker had begun. */
async function wasTakenOver(): Promise<boolean> {
  const rows = await database().$queryRaw<unknown[]>`
    SELECT 1 FROM "pgboss"."job" WHERE "name" = 'orders.sync' AND "retry_count" > 0 AND "state" = 'completed'`;
  return rows.length > 0;
}

test("WH-14: a worker that was frozen over its job finds it taken, and its pen writes nothing", async () => {
  const [order] = [...shop.store.orders.values()];
  if (!order) throw new Error("No order");
  const sleeper = await begin("app/worker.ts");
  const answer = holdAnswer();
  await enqueue(shop.desk, syncOrderJob, { data: { orderId: order.id }, once: order.id });
  await until(() => Promise.resolve(answer.isHeld()), 20_000);
  sleeper.signal("SIGSTOP");
  order.note = "what was written meanwhile";
  touch(shop.store, order);
  const since = performance.now();
  const other = await begin("app/worker.ts");
  await until(wasTakenOver, 90_000);
  const seconds = (performance.now() - since) / 1_000;
  answer.letGo();
  await pause(300);
  sleeper.signal("SIGCONT");
  await until(() => Promise.resolve(sleeper.said().includes("LeaseLost")), 20_000);
  await until(async () => (await told(order.id)) > 0, 20_000);
  const effects = await told(order.id);
  figure("WH-14", {
    reached: `taken over after ${seconds.toFixed(0)} s, the late pen refused, ${effects} effect`,
    asked: "late writes refused, 1 effect",
  });
  expect(effects).toBe(1);
  expect((await maybeOrder(shop.desk, order.id))?.note).toBe(order.note);
  for (const worker of [sleeper, other]) worker.signal("SIGTERM");
  expect(await Promise.all([sleeper.ended, other.ended])).toEqual([0, 0]);
}, 180_000);

test("WH-15: a process that is replaced in a burst breaks no connection, and ends in good order", async () => {
  const [first, second] = await Promise.all([begin("app/server.ts"), begin("app/server.ts")]);
  const worker = await begin("app/worker.ts");
  let isDown = false;
  // As a balancer does: whoever cannot connect to the one is sent to the other.
  const to = (attempt: number) => `${(isDown || attempt > 0 ? second : first).url}/webhooks`;
  const amount = 200 * times(4, 20);
  const letters: Letter[] = Array.from({ length: amount }, (_, number) => {
    const body = JSON.stringify({ admin_graphql_api_id: `gid://shopify/Order/${900_000 + number}` });
    return { shop: shop.desk.shop.domain, topic: "orders/updated", body };
  });
  const sending = send(letters, { perSecond: 200, to, retryAfter: [50] });
  await pause(1_000);
  const begun = performance.now();
  first.signal("SIGTERM");
  worker.signal("SIGTERM");
  // The balancer has asked it how it is, and sends it nothing new from now on.
  await pause(1_000);
  isDown = true;
  const codes = await Promise.all([first.ended, worker.ended]);
  const seconds = (performance.now() - begun) / 1_000;
  const sent = await sending;
  const broken = sent.flatMap(({ troubles }) => troubles).filter((trouble) => trouble !== "ECONNREFUSED");
  const rows = await database().webhookDelivery.count({
    where: { webhookId: { in: sent.map(({ webhookId }) => webhookId) } },
  });
  figure("WH-15", {
    reached: `${broken.length} broken of ${amount}, ended with ${codes.join(" and ")} after ${seconds.toFixed(0)} s`,
    asked: "0 resets, exit 0 within 30 s",
  });
  expect(broken).toEqual([]);
  expect(sent.every(({ status }) => status === 200)).toBe(true);
  expect(rows).toBe(amount);
  expect(codes).toEqual([0, 0]);
  expect(seconds).toBeLessThan(30);
  second.signal("SIGTERM");
  await second.ended;
}, 180_000);
