import { afterAll, beforeAll, expect, test } from "vitest";

import { linkOrder } from "~/conversations/link.server";
import type { Desk } from "~/platform/desk.server";
import { listen, stopListening, type Topic } from "~/platform/live.server";
import { hintOrder } from "~/portal/hint.server";

import { deskFor, type TestDesk } from "../support/desk.ts";
import { aCustomer, anOrder } from "../support/rows.ts";
import { say } from "../support/talk.ts";

let shop: TestDesk;
beforeAll(async () => {
  shop = await deskFor();
});
afterAll(async () => {
  await stopListening();
  await shop.close();
});

const visitorOf = ({ actor }: Desk) => (actor.kind === "shopper" ? actor.visitorId : "");

/** What this visitor's chat hears while the work is done. */
async function heardBy(shopper: Desk, work: () => Promise<void>): Promise<string[]> {
  const until = new AbortController();
  const topic: Topic = `visitor:${visitorOf(shopper)}`;
  const changes = listen(shopper, [topic], until.signal);
  await changes.next();
  await work();
  setTimeout(() => until.abort(), 300);
  const heard: string[] = [];
  for await (const { type } of changes) heard.push(type);
  return heard;
}

test("whoever talks about an order, or is its customer, is told that it changed; nobody else is", async () => {
  const customerId = await aCustomer(shop.desk);
  const orderId = await anOrder(shop.desk, { customerId });
  const [talking, customer, stranger] = [
    await shop.asShopper(),
    await shop.asShopper(),
    await shop.asShopper(),
  ];
  await linkOrder(shop.desk, (await say(talking, "Where is it?")).conversationId, orderId);
  await shop.desk.db.visitor.updateMany({ where: { id: visitorOf(customer) }, data: { customerId } });
  const change = () => hintOrder(shop.desk, { orderId });
  expect(await heardBy(talking, change)).toEqual(["orders"]);
  expect(await heardBy(customer, change)).toEqual(["orders"]);
  expect(await heardBy(stranger, change)).toEqual([]);
});

test("an order that nobody here knows is no news", async () => {
  await expect(hintOrder(shop.desk, { orderId: "gid://shopify/Order/404" })).resolves.toBeUndefined();
});
