import "../support/mailbox.ts";

import { randomBytes } from "node:crypto";

import { afterAll, beforeAll, expect, test } from "vitest";

import { startBackfill } from "~/orders/backfill/backfill.server";
import { syncOrderJob } from "~/orders/jobs";
import { database } from "~/platform/db.server";
import { openDesk } from "~/platform/desk.server";
import { enqueue } from "~/platform/jobs.server";
import { closeShop } from "~/shops/close.server";
import { noteScopes, welcomeShop } from "~/shops/welcome.server";
import { writeMail } from "~/channels/mails.server";

import { shopPayload } from "../dev-store/payloads/shop.ts";
import { deskFor, storeOfflineToken, type TestDesk } from "../support/desk.ts";
import { office } from "../support/internet.ts";
import { mailbox } from "../support/mailbox.ts";
import { running, until, type Running } from "../support/running.ts";
import { figure } from "./figure.ts";

let shop: TestDesk;
let app: Running;
beforeAll(async () => {
  shop = await deskFor();
  app = await running(shop);
});
afterAll(async () => {
  await app.stop();
  await shop.close();
});

const rowOf = (domain: string) => database().shop.findUniqueOrThrow({ where: { domain } });

test("IN-2: news of an uninstall that comes after the shop has come back changes nothing, in whatever order it comes", async () => {
  const orders = process.env["TRUST_LONG"] ? 1_000 : 20;
  const { domain } = shop.desk.shop;
  let wrong = 0;
  for (let n = 0; n < orders; n += 1) {
    const leftAt = new Date();
    office.uninstall(domain);
    const news = { at: leftAt.toISOString() };
    // Before coming back, after it, or both; once or three times.
    const [before, after] = [n % 3 !== 0, n % 3 !== 1];
    if (before) await closeShop(shop.desk, news);
    office.install(domain);
    await storeOfflineToken(domain);
    await welcomeShop(domain);
    const late = Array.from({ length: after ? 1 + (n % 3) : 0 }, () => closeShop(shop.desk, news));
    await Promise.all([...late, welcomeShop(domain)]);
    const { uninstalledAt } = await rowOf(domain);
    const tokens = await database().session.count({ where: { shop: domain } });
    if (uninstalledAt !== null || tokens === 0) wrong += 1;
  }
  expect(wrong).toBe(0);
  figure("IN-2", {
    reached: `${orders} of ${orders} orders of arrival leave the fresh install alone`,
    asked: "1,000",
  });
}, 120_000);

test("IN-3: when a shop leaves, its tokens go, its work stops, Shopify is asked nothing and nobody is mailed", async () => {
  const { desk } = shop;
  const { domain } = desk.shop;
  const body = JSON.stringify(shopPayload(shop.store));
  office.uninstall(domain);
  const begin = performance.now();
  app.webhooks.send(domain, "app/uninstalled", { body });
  await app.webhooks.settle();
  await until(async () => (await database().session.count({ where: { shop: domain } })) === 0, 20_000);
  const seconds = Math.round((performance.now() - begin) / 100) / 10;
  expect((await rowOf(domain)).uninstalledAt).not.toBeNull();

  shop.host.asked.length = 0;
  mailbox.clear();
  await enqueue(desk, syncOrderJob, { data: { orderId: "gid://shopify/Order/1" } });
  const letter = { shopName: "x", heading: "x", paragraphs: [], closing: "x" };
  await writeMail(desk, { key: "late", to: "noor@example.com", subject: "x", body: letter });
  await startBackfill(desk).catch(() => null);
  app.webhooks.send(domain, "app/uninstalled", { body });
  await app.webhooks.settle();
  await until(async () => (await database().outbox.count({ where: { runAt: null } })) === 0);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(shop.host.asked).toEqual([]);
  expect(mailbox.list()).toEqual([]);
  await expect(openDesk({ domain }, { kind: "system" })).rejects.toThrow("No such shop");
  figure("IN-3", {
    reached: `tokens gone after ${seconds} s; 0 calls, 0 mails`,
    asked: "≤ 60 s; 0 calls, 0 mails",
  });
}, 60_000);

test("IN-10: what the merchant granted is noted, less as well as more", async () => {
  const at = await deskFor({ domain: `fern-${randomBytes(4).toString("hex")}.myshopify.com` });
  await noteScopes(at.desk, { scopes: ["read_orders", "write_orders"] });
  await noteScopes(at.desk, { scopes: ["read_orders"] });
  expect((await rowOf(at.desk.shop.domain)).scopes).toEqual(["read_orders"]);
  await at.close();
});
