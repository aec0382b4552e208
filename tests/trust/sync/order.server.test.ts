import { afterAll, beforeAll, expect, test } from "vitest";

import { maybeOrder } from "~/orders/orders.server";
import { syncOrder } from "~/orders/pull.server";
import { readOrder } from "~/orders/shopify.server";
import { deskOf } from "~/platform/desk.server";

import { cancelNow } from "../../dev-store/acts/cancel";
import { addTags } from "../../dev-store/acts/edit";
import { markDelivered } from "../../dev-store/acts/ship";
import { touch } from "../../dev-store/acts/touch";
import { diceFrom } from "../../dev-store/seed/dice";
import { seed } from "../../dev-store/seed/seed";
import type { Order } from "../../dev-store/state/order";
import { deskFor, type TestDesk } from "../../support/desk";
import { figure } from "../figure";
import { pause } from "./rig/programs";
import { times } from "./rig/sender";

const SHUFFLES = times(200, 1_000);
const AT_ONCE = 8;

let shop: TestDesk;
beforeAll(async () => {
  shop = await deskFor({ seed: seed({ orders: SHUFFLES }) });
  Object.assign(shop.store.throttle, { maximum: 100_000, restoreRate: 50_000 });
}, 120_000);
afterAll(() => shop.close());

const random = diceFrom(20_261_122);
const upTo = (most: number) => random.between(0, most);

/** What may happen to an order in the store, each followed by a webhook. */
const happenings: readonly ((order: Order) => void)[] = [
  (order) => {
    order.note = `note ${upTo(1_000_000)}`;
    touch(shop.store, order);
  },
  (order) => void addTags(shop.store, order, [`tag${upTo(1_000_000)}`]),
  (order) => void (order.fulfillments.length > 0 && markDelivered(shop.store, order)),
  (order) => {
    if (order.cancelledAt === null && order.fulfillments.length === 0)
      cancelNow(shop.store, order, { reason: "CUSTOMER", restock: true });
  },
];

/** A job for the order, begun at some moment after the webhook: soon, late, or more than once. */
async function sync(order: Order): Promise<void> {
  await pause(upTo(30));
  await syncOrder(deskOf(shop.desk.shop, { kind: "system" }), { orderId: order.id });
}

/** One order's history: changes and readings in any order, some of them twice, answers overtaking each other. */
async function shuffle(order: Order, isDeleted: boolean): Promise<boolean> {
  const jobs: Promise<void>[] = [];
  for (let change = 0; change < 3; change += 1) {
    random.pick(happenings)(order);
    jobs.push(sync(order));
    if (random.chance(20)) jobs.push(sync(order));
    if (random.chance(50)) await pause(upTo(10));
  }
  if (isDeleted) {
    shop.store.removeOrder(order);
    jobs.push(sync(order));
  }
  await Promise.all(jobs);
  const truth = await readOrder(shop.desk.shopify, order.id);
  const copy = await maybeOrder(shop.desk, order.id);
  expect(copy, order.name).toEqual(truth?.order ?? null);
  return true;
}

test("F4 WH-7: in whatever order events and answers come, our copy ends as the Admin API's", async () => {
  // Some answers take longer than others: an older one is written after a newer one.
  shop.host.between = async (_ask, real) => {
    const answer = await real();
    await pause(upTo(25));
    return answer;
  };
  const orders = [...shop.store.orders.values()].slice(0, SHUFFLES);
  let same = 0;
  const lane = async () => {
    for (let order = orders.pop(); order; order = orders.pop())
      if (await shuffle(order, orders.length % 20 === 0)) same += 1;
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  const reached = `${same} of ${SHUFFLES} shuffles`;
  figure("F4", { reached, asked: "1,000 of 1,000" });
  figure("WH-7", { reached, asked: "1,000 of 1,000" });
  expect(same).toBe(SHUFFLES);
}, 300_000);
