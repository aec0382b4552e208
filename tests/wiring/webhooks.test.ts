import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import { parse } from "smol-toml";
import { expect, test } from "vitest";

import type { Reading } from "~/platform/webhooks/intake.server";
import { knownTopics, readDelivery } from "~/wiring/webhooks.server";

const shop = "fern-and-flax.myshopify.com";
const at = new Date("2026-11-22T10:00:00Z");

function read(topic: string, body: unknown): Reading {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return readDelivery({ shop, topic, body: text, webhookId: "w1", triggeredAt: at, receivedAt: at });
}

const jobs = (reading: Reading) =>
  "errands" in reading ? reading.errands.map(({ job, data }) => [job, data]) : reading;

type Toml = { webhooks: { subscriptions: { topics?: string[]; compliance_topics?: string[] }[] } };

test("every topic that shopify.app.toml subscribes to has somebody who reads it, and no other", () => {
  const { webhooks } = parse(readFileSync("shopify.app.toml", "utf8")) as unknown as Toml;
  const subscribed = webhooks.subscriptions.flatMap((row) => [
    ...(row.topics ?? []),
    ...(row.compliance_topics ?? []),
  ]);
  expect([...knownTopics].sort()).toEqual(subscribed.sort());
});

test("an id beyond 2^53 keeps every digit", () => {
  const order = '{"order_id":820982911946154508,"id":1}';
  expect(jobs(read("refunds/create", order))).toEqual([
    ["orders.sync", { orderId: "gid://shopify/Order/820982911946154508" }],
  ]);
  expect(jobs(read("orders/delete", '{"id":820982911946154508}'))).toEqual([
    ["orders.sync", { orderId: "gid://shopify/Order/820982911946154508" }],
  ]);
});

test("all that is said about one order asks for the same work", () => {
  const gid = "gid://shopify/Order/7";
  const readings = [
    read("orders/updated", { id: 7, admin_graphql_api_id: gid }),
    read("fulfillments/update", { order_id: 7 }),
    read("orders/edited", { order_edit: { order_id: 7 } }),
    read("order_transactions/create", { order_id: 7 }),
  ];
  const errands = readings.flatMap((reading) => ("errands" in reading ? reading.errands : []));
  expect(new Set(errands.map(({ job, once }) => `${job} ${once}`))).toEqual(new Set([`orders.sync ${gid}`]));
});

test("a return brings its order along", () => {
  const body = {
    admin_graphql_api_id: "gid://shopify/Return/3",
    order: { admin_graphql_api_id: "gid://shopify/Order/7" },
  };
  expect(jobs(read("returns/approve", body))).toEqual([
    ["returns.sync", { returnId: "gid://shopify/Return/3" }],
    ["orders.sync", { orderId: "gid://shopify/Order/7" }],
  ]);
});

test("a body that names another shop than its header leads to nothing", () => {
  expect(read("app/uninstalled", { myshopify_domain: "other.myshopify.com" })).toEqual({
    ignored: "names-another-shop",
  });
  expect(read("shop/redact", { shop_domain: "other.myshopify.com" })).toEqual({
    ignored: "names-another-shop",
  });
});

test("a body that is not what it should be is an error, not a job", () => {
  expect(() => read("orders/updated", "not json")).toThrow();
  expect(() => read("orders/updated", { admin_graphql_api_id: "gid://shopify/Customer/1" })).toThrow();
});

const samples = path.resolve("../shared/inputs/webhooks");

test.skipIf(!existsSync(samples))("Shopify's own sample of every topic is understood", () => {
  for (const topic of knownTopics) {
    const file = path.join(samples, `${topic.replace("/", "__")}.json`);
    if (!existsSync(file)) continue;
    const body = readFileSync(file, "utf8").replaceAll("{shop}.myshopify.com", shop);
    expect(() => read(topic, body), topic).not.toThrow();
  }
});
