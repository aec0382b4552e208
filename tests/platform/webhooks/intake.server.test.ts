import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

import { database } from "~/platform/db.server";
import { closeDeliveries, keepDelivery, type Delivery } from "~/platform/webhooks/deliveries.server";
import { startIntake, type Reader } from "~/platform/webhooks/intake.server";

import { deskFor, type TestDesk } from "../../support/desk";
import { until } from "../../support/running";

let shop: TestDesk;
let count = 0;
beforeAll(async () => void (shop = await deskFor()));
beforeEach(async () => {
  await database().webhookDelivery.deleteMany();
  await database().outbox.deleteMany();
});
afterAll(async () => {
  await closeDeliveries();
  await shop.close();
});

function delivery(own: Partial<Delivery> = {}): Delivery {
  count += 1;
  const ids = { webhookId: `w${count}`, eventId: `e${count}` };
  const at = { triggeredAt: null, receivedAt: new Date() };
  return {
    shop: shop.desk.shop.domain,
    topic: "orders/updated",
    subscription: "",
    body: "{}",
    digest: randomUUID(),
    ...ids,
    ...at,
    ...own,
  };
}

/** Reads the body as the order's name; "poison" throws. */
const reader: Reader = ({ body }) => {
  if (body === "poison") throw new Error("Cannot read this");
  return { errands: [{ job: "test.sync", data: { body }, once: body }] };
};

async function takenIn(): Promise<void> {
  const stop = startIntake(reader);
  await until(async () => (await database().webhookDelivery.count({ where: { handledAt: null } })) === 0);
  await stop();
}

test("deliveries of one burst about one thing become one job", async () => {
  await Promise.all(
    Array.from({ length: 40 }, (_, turn) => keepDelivery(delivery({ body: turn % 2 ? "a" : "b" }))),
  );
  await takenIn();
  const jobs = await database().outbox.findMany();
  expect(jobs.map(({ singleton }) => singleton).sort()).toEqual(["a", "b"]);
});

test("a delivery that cannot be read is noted and holds up no other", async () => {
  await keepDelivery(delivery({ body: "poison" }));
  await keepDelivery(delivery({ body: "fine" }));
  await takenIn();
  const rows = await database().webhookDelivery.findMany({ orderBy: { id: "asc" } });
  expect(rows.map(({ result }) => result)).toEqual(["unreadable", "test.sync"]);
  expect(await database().outbox.count()).toBe(1);
});

test("two intakes at once hand each delivery on once", async () => {
  await Promise.all(Array.from({ length: 60 }, (_, turn) => keepDelivery(delivery({ body: `n${turn}` }))));
  const stops = [startIntake(reader), startIntake(reader)];
  await until(async () => (await database().webhookDelivery.count({ where: { handledAt: null } })) === 0);
  await Promise.all(stops.map((stop) => stop()));
  expect(await database().outbox.count()).toBe(60);
});

test("a body that another shop sent first was replayed: it leads to nothing", async () => {
  const other = await deskFor();
  const captured = delivery({ body: "captured", shop: other.desk.shop.domain });
  await keepDelivery(captured);
  await keepDelivery({ ...delivery({ body: "captured" }), digest: captured.digest });
  await takenIn();
  const rows = await database().webhookDelivery.findMany({ orderBy: { id: "asc" } });
  expect(rows.map(({ result }) => result)).toEqual(["test.sync", "replayed"]);
  await other.close();
});

test("a shop that has left gets no work done", async () => {
  const gone = await deskFor({ shop: { uninstalledAt: new Date() } });
  expect(await keepDelivery(delivery({ shop: gone.desk.shop.domain }))).toBe("new");
  await takenIn();
  expect(await database().outbox.count()).toBe(0);
  await gone.close();
});

test("a delivery of a shop that never had the app leaves no trace", async () => {
  expect(await keepDelivery(delivery({ shop: "stranger.myshopify.com" }))).toBe("unknown-shop");
  expect(await database().webhookDelivery.count()).toBe(0);
});

test("the same delivery again says so and is kept once, also within one batch", async () => {
  const twice = delivery();
  const fates = await Promise.all([keepDelivery(twice), keepDelivery(twice), keepDelivery(twice)]);
  expect(await keepDelivery(twice)).toBe("again");
  expect(fates).toContain("new");
  expect(await database().webhookDelivery.count()).toBe(1);
});
