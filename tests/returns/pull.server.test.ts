import { afterEach, beforeEach, expect, test } from "vitest";

import { followArrived, followOrder } from "~/returns/pull.server";
import { countReturns } from "~/returns/returns.server";

import { seed } from "../dev-store/seed/seed.ts";
import { deskFor, type TestDesk } from "../support/desk";
import { pullOrder } from "~/orders/pull.server";

let shop: TestDesk;
beforeEach(async () => void (shop = await deskFor({ seed: seed({ orders: 40 }) })));
afterEach(() => shop.close());

test("returns from before we came show in the list, and nobody is mailed about them", async () => {
  const { desk, store } = shop;
  const old = Date.now() - 2 * 86_400_000;
  const returned = [...store.orders.values()].filter((order) =>
    order.returns.some(({ createdAt }) => Date.parse(createdAt) < old),
  );
  expect(returned.length).toBeGreaterThan(0);
  for (const { id } of returned) await pullOrder(desk, id);
  await desk.db.outbox.deleteMany({});

  await followArrived(desk);
  const asked = await desk.db.outbox.findMany({ where: { name: "returns.followOrder" } });
  const ids = returned.map(({ id }) => id);
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.filter(({ singleton }) => !ids.includes(singleton ?? ""))).toEqual([]);

  for (const { id } of returned) await followOrder(desk, { orderId: id });
  const counts = Object.values(await countReturns(desk)).reduce((sum, count) => sum + count, 0);
  expect(counts).toBeGreaterThan(0);
  const told = await desk.db.outbox.findMany({ where: { kind: "event", name: { startsWith: "return." } } });
  expect(told.map(({ data }) => data)).toEqual([]);
});
