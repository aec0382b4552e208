import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { afterEach, beforeEach, expect, test } from "vitest";

import { takeFile } from "~/orders/backfill/take-file.server";
import { newId } from "~/platform/id.server";

import { deskFor, type TestDesk } from "../../support/desk";

const LINES = 2_400;
let shop: TestDesk;
let server: Server;
let url: string;
/** How many lines the file server gives before it hangs up. */
let upTo = LINES;

function line(number: number): string {
  const id = `gid://shopify/Customer/${number}`;
  const amountSpent = { amount: "12.50", currencyCode: "EUR" };
  const seen = "2026-11-01T10:00:00Z";
  return JSON.stringify({
    id,
    displayName: `Shopper ${number}`,
    tags: [],
    numberOfOrders: "1",
    amountSpent,
    createdAt: seen,
    updatedAt: seen,
  });
}

beforeEach(async () => {
  shop = await deskFor();
  upTo = LINES;
  server = createServer((_request, response) => {
    for (let number = 1; number <= upTo; number += 1) response.write(`${line(number)}\n`);
    if (upTo < LINES) setTimeout(() => response.destroy(), 500);
    else response.end();
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/file.jsonl`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  await shop.close();
});

async function backfillRow() {
  const { desk } = shop;
  return desk.db.backfill.create({
    data: {
      shopId: desk.shopId,
      id: newId(),
      kind: "customers",
      status: "running",
      startedAt: desk.now,
      updatedAt: desk.now,
    },
  });
}

test("a file that breaks off keeps what was taken, and the next try takes the rest only", async () => {
  const row = { ...(await backfillRow()), total: LINES };
  upTo = 1_100;
  await expect(takeFile(shop.desk, row, url)).rejects.toThrow();
  const half = await shop.desk.db.backfill.findFirstOrThrow({ where: { id: row.id } });
  // Whole batches, as many as had come.
  expect([500, 1_000]).toContain(half.taken);
  expect(half.status).toBe("running");
  expect(await shop.desk.db.customer.count()).toBe(half.taken);

  upTo = LINES;
  await takeFile(shop.desk, { ...half, total: LINES }, url);
  expect(await shop.desk.db.customer.count()).toBe(LINES);
  const whole = await shop.desk.db.backfill.findFirstOrThrow({ where: { id: row.id } });
  expect(whole).toMatchObject({ taken: LINES, status: "done" });
});

test("two workers on one file take each line once", async () => {
  const row = { ...(await backfillRow()), total: LINES };
  await Promise.all([takeFile(shop.desk, row, url), takeFile(shop.desk, row, url)]);
  const counted = await shop.desk.db.backfill.findFirstOrThrow({ where: { id: row.id } });
  expect(counted.taken).toBeLessThanOrEqual(LINES);
  await takeFile(shop.desk, { ...counted, total: LINES }, url);
  expect(await shop.desk.db.customer.count()).toBe(LINES);
});

test("a cancelled one writes nothing more", async () => {
  const row = { ...(await backfillRow()), total: LINES };
  await shop.desk.db.backfill.updateMany({ where: { id: row.id }, data: { status: "cancelled" } });
  expect(await takeFile(shop.desk, row, url)).toBe("not-ours");
  expect(await shop.desk.db.customer.count()).toBe(0);
});
