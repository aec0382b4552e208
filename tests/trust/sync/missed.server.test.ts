import { afterAll, beforeAll, expect, test } from "vitest";

import { backfillProgress } from "~/orders/backfill/backfill.server";
import { maybeOrder } from "~/orders/orders.server";
import { pullOrder } from "~/orders/pull.server";
import { askReconcile, reconcileOrders } from "~/orders/reconcile/reconcile.server";
import { shopHealth } from "~/reports/health.server";

import { touch } from "../../dev-store/acts/touch";
import { seed } from "../../dev-store/seed/seed";
import type { Order } from "../../dev-store/state/order";
import { deskFor, type TestDesk } from "../../support/desk";
import { running, until, type Running } from "../../support/running";
import { figure } from "../figure";
import { times } from "./rig/sender";

const CHANGES = times(60, 600);
const IN_A_WHILE_MS = 15 * 60_000;

let shop: TestDesk;
let app: Running;
beforeAll(async () => {
  shop = await deskFor({ seed: seed({ orders: CHANGES }) });
  Object.assign(shop.store.throttle, { maximum: 100_000, restoreRate: 50_000 });
  for (const id of shop.store.orders.keys()) await pullOrder(shop.desk, id);
  app = await running(shop);
}, 120_000);
afterAll(async () => {
  await app.stop();
  await shop.close();
});

async function change(order: Order, isHeard: boolean): Promise<void> {
  app.webhooks.weather.losing = isHeard ? 0 : 1;
  order.note = `changed, ${isHeard ? "heard" : "unheard"}`;
  touch(shop.store, order);
  await new Promise((resolve) => setImmediate(resolve));
}

const isHere = async (order: Order) => (await maybeOrder(shop.desk, order.id))?.note === order.note;
const all = async (orders: readonly Order[]) => (await Promise.all(orders.map(isHere))).every(Boolean);

test("WH-10: what webhooks missed is found by the comparison, all of it, and mended once", async () => {
  const orders = [...shop.store.orders.values()];
  const unheard = orders.filter((_order, number) => number % 10 === 0);
  for (const order of orders) await change(order, !unheard.includes(order));
  app.webhooks.weather.losing = 0;
  await app.webhooks.settle();
  await until(() => all(orders.filter((order) => !unheard.includes(order))), 30_000);
  expect((await Promise.all(unheard.map(isHere))).some(Boolean)).toBe(false);
  const begin = performance.now();
  await reconcileOrders({ ...shop.desk, now: new Date(Date.now() + IN_A_WHILE_MS) });
  await until(() => all(unheard), 30_000);
  const seconds = (performance.now() - begin) / 1_000;
  await until(
    async () => (await shop.desk.db.reconciliation.count({ where: { repaired: unheard.length } })) === 1,
  );
  const [round] = await shop.desk.db.reconciliation.findMany();
  figure("WH-10", {
    reached: `${round?.missed} of ${unheard.length} found and mended in ${seconds.toFixed(1)} s`,
    asked: "100 % within 15 min, no duplicates",
  });
  expect(round).toMatchObject({ missed: unheard.length, repaired: unheard.length });
  expect(Number(round?.lagMs)).toBeGreaterThan(IN_A_WHILE_MS - 1_000);
  expect(await shop.desk.db.order.count()).toBe(orders.length);
}, 120_000);

test("WH-10: somebody who presses twice has one comparison made, and the health page shows what it found", async () => {
  const before = await shop.desk.db.reconciliation.count();
  await Promise.all([askReconcile(shop.desk), askReconcile(shop.desk), askReconcile(shop.desk)]);
  const ended = async () => shop.desk.db.reconciliation.count({ where: { finishedAt: { not: null } } });
  await until(async () => (await ended()) > before, 15_000);
  const health = await shopHealth({ ...shop.desk, now: new Date(Date.now() + IN_A_WHILE_MS) });
  expect(health.compared).toMatchObject({
    isRunning: false,
    missedInADay: CHANGES / 10,
    repairedInADay: CHANGES / 10,
  });
  expect(health.lag?.count).toBeGreaterThan(0);
  expect(health.lag?.p95).toBeLessThan(60_000);
  expect(health.lastWebhookAt).toBeInstanceOf(Date);
  expect(health).toMatchObject({ dead: 0, api: { answers: true, maximum: 100_000 }, mail: { failed: 0 } });
  expect(await backfillProgress(shop.desk)).toBeNull();
});
