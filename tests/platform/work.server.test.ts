import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { z } from "zod";

import { job } from "~/kit/job";
import { database } from "~/platform/db.server";
import { transaction } from "~/platform/desk.server";
import { announce, enqueue } from "~/platform/jobs.server";
import { startShift, type Post } from "~/platform/work.server";

import { deskFor, type TestDesk } from "../support/desk";
import { until } from "../support/running";

const water = job("test.water", z.object({ plant: z.string() }));
const done: string[] = [];
let blockUntil: Promise<void> | null = null;
let failures = 0;

const posts: Record<string, Post> = {
  "test.water": {
    run: async (_desk, { plant }: { plant: string }) => {
      await blockUntil;
      if (failures > 0) {
        failures -= 1;
        throw new Error("The can is empty");
      }
      done.push(plant);
    },
    parallel: 1,
  },
  "leaf.fell.sweep": { run: async (desk) => void done.push(`sweep ${desk.shop.domain}`) },
  "leaf.fell.sigh": { run: async () => Promise.reject(new Error("Nobody sweeps without a sigh")) },
};

let shop: TestDesk;
let endShift: () => Promise<void>;
beforeAll(async () => {
  shop = await deskFor();
  const reactionsTo = (event: string) => (event === "leaf.fell" ? ["leaf.fell.sweep", "leaf.fell.sigh"] : []);
  endShift = await startShift({ posts, reactionsTo });
});
afterEach(() => {
  done.splice(0);
  blockUntil = null;
  failures = 0;
});
afterAll(async () => {
  await endShift();
  await shop.close();
});

const has = (count: number) => () => Promise.resolve(done.length >= count);

test("work that was asked for is done at once", async () => {
  await enqueue(shop.desk, water, { data: { plant: "fern" } });
  await until(has(1));
  expect(done).toEqual(["fern"]);
});

test("work without a key is never merged, however much of it waits", async () => {
  const plants = Array.from({ length: 12 }, (_, number) => `plant ${number}`);
  await Promise.all(plants.map((plant) => enqueue(shop.desk, water, { data: { plant } })));
  await until(has(12));
  expect([...done].sort()).toEqual([...plants].sort());
});

test("waiting work with the same key is done once, and once more for what comes while it runs", async () => {
  let release = () => {};
  blockUntil = new Promise((resolve) => (release = resolve));
  await enqueue(shop.desk, water, { data: { plant: "first" }, once: "olive" });
  await until(async () => (await database().outbox.count()) === 0);
  await new Promise((resolve) => setTimeout(resolve, 300));
  for (let turn = 0; turn < 5; turn += 1)
    await enqueue(shop.desk, water, { data: { plant: "again" }, once: "olive" });
  await until(async () => (await database().outbox.count()) === 0);
  release();
  await until(has(2));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(done).toEqual(["first", "again"]);
});

test("two shops with the same key are two pieces of work", async () => {
  const other = await deskFor();
  let release = () => {};
  blockUntil = new Promise((resolve) => (release = resolve));
  for (const desk of [shop.desk, other.desk])
    await enqueue(desk, water, { data: { plant: desk.shop.domain }, once: "same" });
  await until(async () => (await database().outbox.count()) === 0);
  release();
  await until(has(2));
  expect(new Set(done).size).toBe(2);
  await other.close();
});

test("what a transaction takes back is never done", async () => {
  const broken = transaction(shop.desk, async (inside) => {
    await enqueue(inside, water, { data: { plant: "never" } });
    throw new Error("Taken back");
  });
  await expect(broken).rejects.toThrow("Taken back");
  await enqueue(shop.desk, water, { data: { plant: "kept" } });
  await until(has(1));
  expect(done).toEqual(["kept"]);
});

test("work that failed is tried again", async () => {
  failures = 1;
  await enqueue(shop.desk, water, { data: { plant: "stubborn" } });
  await until(has(1), 15_000);
  expect(done).toEqual(["stubborn"]);
});

test("of two reactions to one event, the one that fails stops the other not", async () => {
  await announce(shop.desk, { type: "leaf.fell" });
  await until(has(1));
  expect(done).toEqual([`sweep ${shop.desk.shop.domain}`]);
});

test("work for a shop that has left is put away", async () => {
  const gone = await deskFor();
  await enqueue(gone.desk, water, { data: { plant: "nobody's" } });
  await gone.desk.db.shop.update({ where: { id: gone.desk.shopId }, data: { uninstalledAt: new Date() } });
  await enqueue(shop.desk, water, { data: { plant: "ours" } });
  await until(async () => done.includes("ours"));
  await gone.close();
});
