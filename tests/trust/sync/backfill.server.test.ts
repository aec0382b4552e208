import { afterAll, beforeAll, expect, test } from "vitest";

import {
  backfillProgress,
  cancelBackfill,
  startBackfill,
  takeBackfill,
} from "~/orders/backfill/backfill.server";
import { newId } from "~/platform/id.server";
import { database } from "~/platform/db.server";

import { seed } from "../../dev-store/seed/seed";
import { deskFor, type TestDesk } from "../../support/desk";
import { figure } from "../figure";
import { pause, run, type Run } from "./rig/programs";
import { serveBulk, type BulkFile } from "./rig/bulk-server";
import { times } from "./rig/sender";

const ORDERS = times(8_000, 1_000_000);
const KILLS = times(4, 20);

let shop: TestDesk;
let file: BulkFile;
beforeAll(async () => {
  shop = await deskFor();
  file = await serveBulk(ORDERS);
});
afterAll(async () => {
  await file.close();
  await shop.close();
});

async function backfillRow(at: TestDesk): Promise<string> {
  const { shopId, now } = at.desk;
  const row = { shopId, id: newId(), kind: "orders", status: "running", startedAt: now, updatedAt: now };
  await at.desk.db.backfill.create({ data: row });
  return row.id;
}

const taking = (at: TestDesk, id: string): Promise<Run> =>
  run("take-file.ts", { SHOP: at.desk.shop.domain, ROW: id, TOTAL: String(ORDERS), FILE_URL: file.url });

const takenOf = async (at: TestDesk, id: string) =>
  (await at.desk.db.backfill.findFirstOrThrow({ where: { id } })).taken;

/** Lets it take in a little more, and kills it wherever it is. */
async function killInTheMiddle(at: TestDesk, id: string): Promise<void> {
  const before = await takenOf(at, id);
  const going = await taking(at, id);
  while ((await takenOf(at, id)) === before) await pause(10);
  await pause(Math.random() * 150);
  going.kill();
  await going.result;
}

test("BF-1 IN-11: killed wherever it is, the backfill goes on where it was, takes each order once and stays small", async () => {
  const id = await backfillRow(shop);
  let kills = 0;
  for (; kills < KILLS && (await takenOf(shop, id)) < ORDERS - 2_000; kills += 1)
    await killInTheMiddle(shop, id);
  const begin = performance.now();
  const left = ORDERS - (await takenOf(shop, id));
  const ended = await (await taking(shop, id)).result;
  const seconds = (performance.now() - begin) / 1_000;
  const { desk } = shop;
  const [orders, lines] = [await desk.db.order.count(), await desk.db.orderLine.count()];
  const peakMb = Number(ended?.["peakMb"]);
  const reached = `${orders} orders once after ${kills} kills, ${peakMb} MB, ${Math.round(left / seconds)} orders/s`;
  for (const row of ["BF-1", "IN-11"])
    figure(row, { reached, asked: "each once, under 300 MB for 1,000,000 orders" });
  expect(kills).toBeGreaterThan(0);
  expect(ended?.["took"]).toBe("all");
  expect([orders, lines]).toEqual([ORDERS, ORDERS * 2]);
  expect(peakMb).toBeLessThan(300);
  const row = await desk.db.backfill.findFirstOrThrow({ where: { id } });
  expect(row).toMatchObject({ status: "done", taken: ORDERS });
}, 1_200_000);

test("BF-2: a backfill can be stopped, at Shopify too, and started again", async () => {
  const own = await deskFor({ seed: seed({ orders: 30 }), store: { delays: { bulk: 5_000, job: 10 } } });
  await startBackfill(own.desk);
  await takeBackfill(own.desk);
  expect(own.store.bulkOperations.size).toBe(2);
  await cancelBackfill(own.desk);
  expect([...own.store.bulkOperations.values()].map(({ status }) => status)).toEqual([
    "CANCELING",
    "CANCELING",
  ]);
  expect(await backfillProgress(own.desk)).toMatchObject({ status: "cancelled" });
  await takeBackfill(own.desk);
  expect(await own.desk.db.order.count()).toBe(0);
  own.store.delays.bulk = 20;
  await startBackfill(own.desk);
  await takeBackfill(own.desk);
  await own.store.settle();
  await takeBackfill(own.desk);
  expect(await backfillProgress(own.desk)).toMatchObject({ status: "done", reach: "recent" });
  await database().outbox.deleteMany({ where: { shopId: own.desk.shopId } });
  await own.close();
});
