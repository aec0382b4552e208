import { setTimeout as pause } from "node:timers/promises";

import { updateOrder } from "../dev-store/acts/edit.ts";
import { openEar, openEars, type Ear } from "./ears.ts";
import { atMost, lineOf, quantile, type Line } from "./figures.ts";
import type { Process, Rig } from "./rig.ts";
import { bearing, openShops, type Trade } from "./shops.ts";

const PER_SECOND = 20;
const ORDERS = 14;

/** From a change in Shopify to the open inbox: webhook, job, reading the order again, row, stream. */
export async function arrivals(rig: Rig): Promise<Line[]> {
  // Shopify lets one shop's app ask only so much a second: what a busy hour brings comes from several shops.
  const trade = await openShops(rig, { count: rig.scale.events.shops, orders: ORDERS });
  await rig.app("worker", trade.env);
  await ordersAreIn(rig, trade);
  const bare = await rig.floor("stream-server", trade.env);
  const floorEar = await openEar(`${bare.url}/live?topic=inbox`);
  const tokens = await Promise.all(trade.shops.map(trade.token));
  const ears = await openEars(tokens, (token) => openEar(`${trade.web.url}/app/live`, bearing(token)));
  const ours: number[][] = [];
  const floor: number[][] = [];
  let number = 0;
  // The first round warms up both sides.
  for (let round = 0; round <= rig.scale.rounds; round += 1) {
    const count = rig.scale.events.seconds * PER_SECOND;
    ours[round] = await evenly(count, () => changed(trade, ears, (number += 1)));
    floor[round] = await evenly(count, () => said(bare, floorEar));
  }
  for (const ear of [...ears, floorEar]) ear.close();
  return ([0.5, 0.95] as const).map((share) =>
    lineOf("event to inbox", {
      what: `at ${PER_SECOND}/s from ${rig.scale.events.shops} shops, p${share * 100}`,
      unit: "ms",
      reached: ours.slice(1).map((round) => quantile(round, share)),
      floor: floor.slice(1).map((round) => quantile(round, share)),
      ...(share === 0.95 ? { aim: atMost(1_000, "ms") } : {}),
    }),
  );
}

/** What was there before the app came is in. */
async function ordersAreIn(rig: Rig, { env, shops }: Trade): Promise<void> {
  const owner = await rig.connection(env["DATABASE_URL"] ?? "");
  for (const until = Date.now() + 60_000; Date.now() < until; await pause(200)) {
    const { rowCount } = await owner.query(`SELECT FROM "backfills" WHERE "status" = 'done'`);
    if (rowCount === 2 * shops.length) return;
  }
  throw new Error("The shops' orders did not come in within a minute");
}

/** Does it so many times, at an even pace whether or not the last one is done; the milliseconds of each. */
async function evenly(count: number, work: () => Promise<void>): Promise<number[]> {
  const since = performance.now();
  const took: Promise<number>[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    await pause(Math.max(0, since + (turn * 1_000) / PER_SECOND - performance.now()));
    const begun = performance.now();
    took.push(work().then(() => performance.now() - begun));
  }
  return Promise.all(took);
}

/** A merchant's change to one order after the other, shop by shop; done when the shop's open inbox has heard of it. */
async function changed({ shops }: Trade, ears: readonly Ear[], number: number): Promise<void> {
  const [shop, ear] = [shops[number % shops.length], ears[number % shops.length]];
  const orders = [...(shop?.orders.values() ?? [])];
  const order = orders[Math.floor(number / shops.length) % orders.length];
  if (!shop || !ear || !order) throw new Error("There is no such order");
  const heard = ear.heard(({ event, data }) => event === "order" && data["id"] === order.id);
  updateOrder(shop, order, { note: `Seen ${number} times` });
  await heard;
}

async function said(bare: Process, ear: Ear): Promise<void> {
  const heard = ear.heard(() => true);
  await fetch(`${bare.url}/say?topic=inbox`, { method: "POST", body: "An order changed" });
  await heard;
}
