import { afterEach, expect, test } from "vitest";

import { backfillProgress, startBackfill, takeBackfill } from "~/orders/backfill/backfill.server";
import { findOrder } from "~/orders/find.server";
import { maybeOrder } from "~/orders/orders.server";
import { pullOrder } from "~/orders/pull.server";

import { seed } from "../../dev-store/seed/seed";
import { deskFor, type TestDesk } from "../../support/desk";

let shop: TestDesk | undefined;
afterEach(() => shop?.close());

async function newShop(orders: number): Promise<TestDesk> {
  return (shop = await deskFor({ seed: seed({ orders }), store: { delays: { bulk: 20, job: 10 } } }));
}

/** Comes back as the worker would, until Shopify's files are taken in. */
async function backfilled({ desk, store }: TestDesk): Promise<void> {
  await startBackfill(desk);
  await takeBackfill(desk);
  await store.settle();
  await takeBackfill(desk);
}

test("on install everything the store has comes in, and the bar is full", async () => {
  const { desk, store } = await newShop(60);
  const moved = shop as TestDesk;
  await backfilled(moved);
  expect(await desk.db.order.count()).toBe(store.orders.size);
  expect(await desk.db.customer.count()).toBe(store.customers.size);
  const all = store.orders.size + store.customers.size;
  expect(await backfillProgress(desk)).toMatchObject({ status: "done", taken: all, found: all, total: all });
});

test("an order that came in bulk is read whole when somebody opens it", async () => {
  const { desk, store } = await newShop(20);
  await backfilled(shop as TestDesk);
  const late = [...store.orders.values()].find(({ name }) => name === "#1001");
  const before = await maybeOrder(desk, late?.id ?? "");
  expect(before).toMatchObject({ isWhole: false, lines: [{}, {}, {}] });
  const opened = await findOrder(desk, late?.id ?? "");
  expect(opened.isWhole).toBe(true);
  expect(opened.parcels[0]?.events.length).toBeGreaterThan(0);
});

test("what was read since is not overwritten by the older file", async () => {
  const { desk, store } = await newShop(20);
  const [id = ""] = store.orders.keys();
  await pullOrder(desk, id);
  await backfilled(shop as TestDesk);
  expect((await maybeOrder(desk, id))?.isWhole).toBe(true);
});

test("asking twice runs it once", async () => {
  const { desk } = await newShop(10);
  await Promise.all([startBackfill(desk), startBackfill(desk), startBackfill(desk)]);
  expect(await desk.db.backfill.count()).toBe(2);
});

test("a shop without orders and customers is done at once", async () => {
  shop = await deskFor({ store: { delays: { bulk: 20, job: 10 } } });
  await backfilled(shop);
  expect(await backfillProgress(shop.desk)).toMatchObject({ status: "done", taken: 0, total: 0 });
});

test("a failed operation is said, and starting over heals it", async () => {
  const { desk, store } = await newShop(10);
  store.delays.bulk = 2_000;
  await startBackfill(desk);
  await takeBackfill(desk);
  store.delays.bulk = 20;
  await store.settle();
  for (const operation of store.bulkOperations.values())
    Object.assign(operation, { status: "FAILED", errorCode: "TIMEOUT" });
  await takeBackfill(desk);
  expect(await backfillProgress(desk)).toMatchObject({ status: "failed" });
  await backfilled(shop as TestDesk);
  expect(await backfillProgress(desk)).toMatchObject({ status: "done" });
});
