import { afterAll, beforeAll, expect, test } from "vitest";

import { startBackfill } from "~/orders/backfill/backfill.server";
import { maybeOrder } from "~/orders/orders.server";
import { pullOrder } from "~/orders/pull.server";
import { reconcileOrders } from "~/orders/reconcile/reconcile.server";
import { saveOrders } from "~/orders/save.server";
import { database } from "~/platform/db.server";
import { transaction } from "~/platform/desk.server";

import { seed } from "../dev-store/seed/seed";
import type { Order as StoreOrder } from "../dev-store/state/order";
import { addFulfillmentEvent, markDelivered } from "../dev-store/acts/ship";
import { touch } from "../dev-store/acts/touch";
import { deskFor, type TestDesk } from "../support/desk";
import { crowding, running, until, type Running } from "../support/running";

let shop: TestDesk;
let app: Running;
beforeAll(async () => {
  shop = await deskFor({ seed: seed({ orders: 20 }) });
  app = await running(shop);
});
afterAll(async () => {
  await app.stop();
  await shop.close();
});

function named(name: string): StoreOrder {
  const order = [...shop.store.orders.values()].find((known) => known.name === name);
  if (!order) throw new Error(`No order ${name}`);
  return order;
}

const asked = (id: string) =>
  shop.host.asked.filter(({ variables }) => JSON.stringify(variables).includes(id)).length;
const noteOf = async (id: string) => (await maybeOrder(shop.desk, id))?.note;

function rename(order: StoreOrder, note: string): void {
  order.note = note;
  touch(shop.store, order);
}

test("what changes in the store is here within a second", async () => {
  const order = named("#1002");
  rename(order, "warm up");
  await until(async () => (await noteOf(order.id)) === "warm up");
  // The best of three: other tests use this machine too.
  const times: number[] = [];
  for (const note of ["one", "two", "three"]) {
    rename(order, note);
    times.push(await until(async () => (await noteOf(order.id)) === note));
  }
  expect(Math.min(...times)).toBeLessThan(1_000 * crowding());
});

test("a burst about one order is read a few times, not once per message", async () => {
  const order = named("#1003");
  const before = asked(order.id);
  for (let turn = 1; turn <= 30; turn += 1) rename(order, `burst ${turn}`);
  await until(async () => (await noteOf(order.id)) === "burst 30");
  await app.webhooks.settle();
  await until(async () => (await database().webhookDelivery.count({ where: { handledAt: null } })) === 0);
  expect(asked(order.id) - before).toBeLessThan(15);
});

test("every delivery twice and in reverse order ends in the store's own state", async () => {
  Object.assign(app.webhooks.weather, { copies: 2, shuffleWithin: 100 });
  const order = named("#1001");
  const parcel = order.fulfillments[0];
  if (parcel) addFulfillmentEvent(shop.store, parcel, { status: "OUT_FOR_DELIVERY" });
  markDelivered(shop.store, order);
  rename(order, "she has it");
  await until(async () => (await maybeOrder(shop.desk, order.id))?.parcels[0]?.displayStatus === "DELIVERED");
  await app.webhooks.settle();
  Object.assign(app.webhooks.weather, { copies: 1, shuffleWithin: 0 });
  await until(async () => (await noteOf(order.id)) === "she has it");
  expect((await maybeOrder(shop.desk, order.id))?.parcels[0]?.deliveredAt).not.toBeNull();
});

test("reading the same state again says nothing and writes no second event", async () => {
  const order = named("#1004");
  await pullOrder(shop.desk, order.id);
  const said = await database().outbox.count();
  const pulls = await Promise.all([1, 2, 3].map(() => pullOrder(shop.desk, order.id)));
  expect(new Set(pulls)).toEqual(new Set(["unchanged"]));
  expect(await database().outbox.count()).toBeLessThanOrEqual(said);
});

test("an older state never overwrites a newer one", async () => {
  const order = named("#1005");
  await pullOrder(shop.desk, order.id);
  const known = await maybeOrder(shop.desk, order.id);
  if (!known) throw new Error("Not here");
  const older = { ...known, note: "from yesterday", updatedAt: new Date(known.updatedAt.getTime() - 1_000) };
  const written = await transaction(shop.desk, (inside) => saveOrders(inside, [older], shop.desk.now));
  expect(written).toEqual([]);
  expect(await noteOf(order.id)).toBe(known.note);
});

test("an order deleted in the store goes here as well", async () => {
  const order = named("#1008");
  await pullOrder(shop.desk, order.id);
  shop.store.removeOrder(order);
  expect(await pullOrder(shop.desk, order.id)).toBe("gone");
  expect(await maybeOrder(shop.desk, order.id)).toBeNull();
});

test("a change whose webhook was lost is found by the hourly look", async () => {
  const order = named("#1006");
  app.webhooks.weather.losing = Infinity;
  rename(order, "nobody heard");
  await app.webhooks.settle();
  app.webhooks.weather.losing = 0;
  await reconcileOrders({ ...shop.desk, now: new Date() });
  await until(async () => (await noteOf(order.id)) === "nobody heard");
});

test("a whole backfill runs through the worker, told by Shopify when files are ready", async () => {
  await startBackfill(shop.desk);
  await until(async () => (await shop.desk.db.backfill.count({ where: { status: "done" } })) === 2, 15_000);
  expect(await shop.desk.db.order.count()).toBe(shop.store.orders.size);
});
