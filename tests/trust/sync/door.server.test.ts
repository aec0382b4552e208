import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";

import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";

import { webhookDoor } from "~/http/webhook.server";
import { counters } from "~/platform/counters.server";
import { database } from "~/platform/db.server";
import { closeDeliveries } from "~/platform/webhooks/deliveries.server";
import { startIntake } from "~/platform/webhooks/intake.server";
import { readDelivery } from "~/wiring/webhooks.server";

import { deskFor, type TestDesk } from "../../support/desk";
import { until } from "../../support/running";
import { deliver, serve, signature, type Call } from "../../support/shopify-calls";
import { figure } from "../figure";
import { quantile, times } from "./rig/sender";

// Before anything reads the environment.
vi.hoisted(() => (process.env["SHOPIFY_API_SECRET_OLD"] = "the-old-secret"));

let shop: TestDesk;
let other: TestDesk;
let door: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => {
  [shop, other] = [await deskFor(), await deskFor()];
  door = await serve("/webhooks", (request, response) => void webhookDoor(request, response));
});
beforeEach(async () => {
  await database().webhookDelivery.deleteMany();
  await database().outbox.deleteMany();
});
afterAll(async () => {
  await door.close();
  await closeDeliveries();
  await shop.close();
  await other.close();
});

const orderBody = (number: number | string) =>
  `{"id":${number},"admin_graphql_api_id":"gid://shopify/Order/${number}","updated_at":"${randomUUID()}"}`;
const send = (call: Partial<Call> = {}) =>
  deliver(door.url, { shop: shop.desk.shop.domain, topic: "orders/updated", body: orderBody(1), ...call });
const kept = () => database().webhookDelivery.count();
const counted = (what: string) => counters()[`webhooks.${what}`] ?? 0;

async function takenIn(): Promise<void> {
  const stop = startIntake(readDelivery);
  await until(async () => (await database().webhookDelivery.count({ where: { handledAt: null } })) === 0);
  await stop();
}

/** The body as it arrives, and the signature that goes with it, in every way that is wrong. */
const forgeries: readonly ((body: string) => { hmac: string | null; body: string | Buffer })[] = [
  (body) => ({ body, hmac: null }),
  (body) => ({ body, hmac: "" }),
  (body) => ({ body, hmac: signature(body, randomBytes(8).toString("hex")) }),
  (body) => ({ body, hmac: Buffer.from(signature(body), "base64").toString("hex") }),
  (body) => ({ body, hmac: signature(body).slice(0, 30) }),
  (body) => ({ body, hmac: signature(JSON.stringify(JSON.parse(body), null, 1)) }),
  (body) => ({ body: "", hmac: signature(body) }),
  (body) => ({ body: gzipSync(body), hmac: signature(body) }),
  (body) => ({ body: `${body} `, hmac: signature(body) }),
  (body) => ({
    body,
    hmac: createHmac("sha1", process.env["SHOPIFY_API_SECRET"] ?? "")
      .update(body)
      .digest("base64"),
  }),
];
const topics = [
  "orders/updated",
  "customers/redact",
  "shop/redact",
  "customers/data_request",
  "app/uninstalled",
];

test("WH-1: forged and unsigned deliveries are all refused with 401 and leave nothing", async () => {
  const asked = times(1_000, 5_000);
  let refused = 0;
  for (let from = 0; from < asked; from += 50) {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => {
        const number = from + index;
        const { hmac, body } = forgeries[number % forgeries.length]!(orderBody(number));
        const topic = topics[Math.floor(number / forgeries.length) % topics.length] ?? "";
        return send({ body, topic, headers: { "x-shopify-hmac-sha256": hmac } });
      }),
    );
    refused += answers.filter(({ status }) => status === 401).length;
  }
  const rows = await kept();
  figure("WH-1", {
    reached: `${refused} of ${asked} refused, ${rows} rows`,
    asked: "all 401, 0 rows, 0 jobs",
  });
  expect(refused).toBe(asked);
  expect(rows).toBe(0);
  expect(await database().outbox.count()).toBe(0);
});

test("WH-2: whatever a body holds, a right signature is recognised and an id keeps every digit", async () => {
  const huge = "820982911946154508";
  const bodies = [
    `{"id":${huge},"note":"\\u00e9\\u2028 é\u2028"}`,
    `{"id":${huge},"a":1,"a":2}\n`,
    `\ufeff{"id":${huge}}`.slice(1),
    `{"id":${huge},"n":18446744073709551616,"f":1e400}`,
    `{"id":${huge},"note":"${"x".repeat(5 * 1024 * 1024 - 60)}"}`,
    `{"id":${huge},"emoji":"🌿","cut":"\\ud83c"}`,
  ];
  const answers = [];
  for (const body of bodies) answers.push((await send({ body, topic: "orders/delete" })).status);
  await takenIn();
  const jobs = await database().outbox.findMany();
  figure("WH-2", {
    reached: `${answers.filter((status) => status === 200).length} of ${bodies.length} accepted, ids exact`,
    asked: "100 %, ids > 2^53 exact",
  });
  expect(answers).toEqual(bodies.map(() => 200));
  expect(jobs.map(({ data }) => data)).toEqual([{ orderId: `gid://shopify/Order/${huge}` }]);
});

test("F3 WH-6: copies of a delivery, and an event under new numbers, count once, and each topic counts", async () => {
  const event = randomUUID();
  const copies = Array.from({ length: 50 }, () => ({
    "x-shopify-webhook-id": "one",
    "x-shopify-event-id": event,
  }));
  const again = Array.from({ length: 10 }, () => ({ "x-shopify-event-id": event }));
  const body = orderBody(7);
  await send({ body, headers: copies[0]! });
  const begin = performance.now();
  const answers = await Promise.all(
    [...copies, ...again].map(async (headers) => {
      const answer = await send({ body, headers });
      return { status: answer.status, ms: performance.now() - begin };
    }),
  );
  const named = { "x-shopify-event-id": event, "x-shopify-name": "a second subscription" };
  await send({ body, headers: named });
  await send({ body, topic: "orders/paid", headers: { "x-shopify-event-id": event } });
  const rows = await database().webhookDelivery.findMany({ select: { topic: true, subscription: true } });
  await takenIn();
  const jobs = await database().outbox.count();
  const p95 = quantile(
    answers.map(({ ms }) => ms),
    0.95,
  );
  const found = {
    reached: `${rows.length} rows of 63 deliveries, ${jobs} job, p95 ${p95.toFixed(0)} ms`,
    asked: "1 effect per event and topic, 0 errors",
  };
  figure("F3", found);
  figure("WH-6", found);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(rows.map(({ topic, subscription }) => `${topic} ${subscription}`).sort()).toEqual([
    "orders/paid ",
    "orders/updated ",
    "orders/updated a second subscription",
  ]);
  // All three are about one order, and nobody has begun: it is read once.
  expect(jobs).toBe(1);
});

test("WH-8: a captured body does nothing in another shop, under another topic, and is counted", async () => {
  const captured = orderBody(8);
  const gone = JSON.stringify({ id: 1, myshopify_domain: other.desk.shop.domain });
  await send({ shop: other.desk.shop.domain, body: captured });
  await takenIn();
  await database().outbox.deleteMany();
  const before = {
    replayed: counted("replayed"),
    foreign: counted("names-another-shop"),
    none: counted("names-no-shop"),
  };
  const later = { "x-shopify-triggered-at": new Date(Date.now() - 5 * 86_400_000).toISOString() };
  await send({ body: captured });
  await send({ body: captured, headers: later });
  await send({ body: captured, topic: "orders/delete" });
  await send({ body: gone, topic: "app/uninstalled" });
  await send({ body: orderBody(9), topic: "app/uninstalled" });
  await send({ body: orderBody(10), topic: "shop/redact" });
  await takenIn();
  const jobs = await database().outbox.findMany({ where: { shopId: shop.desk.shopId } });
  const alarms = counted("replayed") + counted("names-another-shop") + counted("names-no-shop");
  const raised = alarms - before.replayed - before.foreign - before.none;
  figure("WH-8", {
    reached: `${jobs.length} effects, ${raised} alarms of 6 replays`,
    asked: "0 effects in the other shop, 1 alarm each",
  });
  expect(jobs).toEqual([]);
  expect(raised).toBe(6);
});

test("WH-12: unknown shops, shops that have left and unknown topics hear 200, leave nothing and are counted", async () => {
  const left = await deskFor({ shop: { uninstalledAt: new Date() } });
  const before = { shop: counted("unknown-shop"), topic: counted("unknown-topic") };
  const answers = [
    await send({ shop: "nobody.myshopify.com" }),
    await send({ topic: "carts/create" }),
    await send({ topic: "__proto__" }),
    await send({ shop: left.desk.shop.domain }),
  ];
  await takenIn();
  const jobs = await database().outbox.count();
  figure("WH-12", {
    reached: `${answers.filter(({ ok }) => ok).length} of 4 heard 200, ${jobs} jobs`,
    asked: "200, no data, counted",
  });
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(jobs).toBe(0);
  expect(counted("unknown-shop") - before.shop).toBe(1);
  expect(counted("unknown-topic") - before.topic).toBe(2);
  await left.close();
});

test("WH-13: during a change of secrets both count, and a secret that is neither does not", async () => {
  const signed = (body: string, secret?: string) =>
    send({ body, headers: { "x-shopify-hmac-sha256": signature(body, secret) } });
  const statuses = [];
  for (let turn = 0; turn < 20; turn += 1) {
    statuses.push(
      (await signed(orderBody(turn))).status,
      (await signed(orderBody(turn), "the-old-secret")).status,
    );
  }
  const older = await signed(orderBody(99), "the one before the old one");
  const rejected = statuses.filter((status) => status !== 200).length;
  figure("WH-13", {
    reached: `${rejected} of 40 rejected; another secret: ${older.status}`,
    asked: "0 genuine rejected, old refused afterwards",
  });
  expect(rejected).toBe(0);
  expect(older.status).toBe(401);
});
