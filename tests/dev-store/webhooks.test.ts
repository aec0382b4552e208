import { createHmac } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { uninstall } from "./admin/controls.ts";
import { seed } from "./seed/seed.ts";
import { startStore } from "./server.ts";
import type { RunningStore } from "./server.ts";
import { updateOrder } from "./acts/edit.ts";
import { startReceiver } from "./support/receiver.ts";
import type { Receiver } from "./support/receiver.ts";

let running: RunningStore;
let app: Receiver;
let status: (count: number) => number;

beforeEach(async () => {
  status = () => 200;
  app = await startReceiver((response, _request, count) => response.writeHead(status(count)).end());
  running = await startStore({
    appUrl: app.url,
    seed: seed({ orders: 10 }),
    retryAfter: [5, 5, 5, 5, 5, 5, 5, 5],
  });
});
afterEach(async () => {
  await running.close();
  await app.close();
});

async function change(note: string) {
  const [order] = running.store().orders.values();
  if (order) updateOrder(running.store(), order, { note });
  await running.webhooks.settle();
}

test("a changed order arrives signed, with all of Shopify's headers", async () => {
  await change("ring twice");
  const [request] = app.received;
  expect(request).toMatchObject({ method: "POST", path: "/webhooks" });
  expect(request?.headers).toMatchObject({
    "x-shopify-topic": "orders/updated",
    "x-shopify-shop-domain": "fern-and-flax.myshopify.com",
    "x-shopify-api-version": "2026-10",
    "x-shopify-name": "orders",
    "x-shopify-webhook-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
    "x-shopify-event-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
    "x-shopify-triggered-at": expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/),
    "x-shopify-hmac-sha256": createHmac("sha256", running.secret)
      .update(request?.body ?? "")
      .digest("base64"),
  });
  expect(JSON.parse(request?.body ?? "{}")).toMatchObject({ note: "ring twice" });
});

test("a refused delivery comes again, the same one, until it is taken", async () => {
  status = (count) => (count < 3 ? 500 : 200);
  await change("once more");
  expect(app.received).toHaveLength(3);
  expect(new Set(app.received.map(({ headers }) => headers["x-shopify-webhook-id"])).size).toBe(1);
  expect(running.webhooks.log.at(-1)).toMatchObject({ fate: "delivered" });
});

test("after eight retries a delivery is given up", async () => {
  status = () => 503;
  await change("nobody home");
  expect(app.received).toHaveLength(9);
  expect(running.webhooks.log.at(-1)).toMatchObject({ fate: "given up" });
});

test("deliveries can come twice", async () => {
  running.webhooks.weather.copies = 2;
  await change("twice");
  expect(app.received).toHaveLength(2);
});

test("deliveries can overtake each other", async () => {
  running.webhooks.weather.shuffleWithin = 30;
  const [order] = running.store().orders.values();
  for (const note of ["first", "second"]) {
    if (order) updateOrder(running.store(), order, { note });
    await Promise.resolve();
  }
  await running.webhooks.settle();
  expect(app.received.map(({ body }) => (JSON.parse(body) as { note: string }).note)).toEqual([
    "second",
    "first",
  ]);
});

test("deliveries can get lost", async () => {
  running.webhooks.weather.losing = 1;
  await change("lost");
  await change("found");
  expect(app.received.map(({ body }) => (JSON.parse(body) as { note: string }).note)).toEqual(["found"]);
});

test("an app that was taken off hears so, and nothing after that", async () => {
  uninstall(running, running.store());
  await change("private");
  expect(app.received.map(({ headers }) => headers["x-shopify-topic"])).toEqual(["app/uninstalled"]);
});
