// Before anything that reads the environment.
import { isThere, startRedis, stopRedis } from "./redis.ts";

import { afterAll, beforeAll, expect, test } from "vitest";

import { counters } from "~/platform/counters.server";
import { transaction } from "~/platform/desk.server";
import { listen, publish, stopListening, type Change } from "~/platform/live.server";

import { deskFor, type TestDesk } from "../../support/desk.ts";
import { until } from "../../support/running.ts";

/** Where no redis-server is installed these are skipped; `apt-get install redis-server`, or REDIS_SERVER=<path>. */
const withRedis = test.skipIf(!isThere);

let shop: TestDesk;
let other: TestDesk;
const heard: Change[] = [];
const foreign: Change[] = [];
const stop = new AbortController();

beforeAll(async () => {
  [shop, other] = [await deskFor(), await deskFor()];
  void collect(shop, heard);
  void collect(other, foreign);
  await until(() => Promise.resolve(heard.length > 0 && foreign.length > 0));
});
afterAll(async () => {
  stop.abort();
  await stopListening();
  await stopRedis();
  await Promise.all([shop.close(), other.close()]);
});

async function collect(at: TestDesk, into: Change[]): Promise<void> {
  for await (const change of listen(at.desk, ["team"], stop.signal)) into.push(change);
}

const types = () => heard.map(({ type }) => type);
const hears = (type: string) => until(() => Promise.resolve(types().includes(type)));

withRedis("with Redis, what happens at a shop is heard there, and at no other", async () => {
  await publish(shop.desk, "team", { type: "one" });
  await hears("one");
  expect(foreign.map(({ type }) => type)).toEqual(["hello"]);
  expect(counters()["live.redis"]).toBe(1);
});

withRedis("nobody hears of a change before it is kept, nor of one that was taken back", async () => {
  await transaction(shop.desk, async (inside) => {
    await publish(inside, "team", { type: "kept" });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(types()).not.toContain("kept");
  });
  await hears("kept");
  const undone = transaction(shop.desk, async (inside) => {
    await publish(inside, "team", { type: "undone" });
    throw new Error("No");
  });
  await expect(undone).rejects.toThrow("No");
  await publish(shop.desk, "team", { type: "after" });
  await hears("after");
  expect(types()).not.toContain("undone");
});

withRedis(
  "while Redis is away PostgreSQL carries the news, and when it is back everybody asks afresh",
  async () => {
    await stopRedis();
    await publish(shop.desk, "team", { type: "meanwhile" });
    await hears("meanwhile");
    expect(counters()["live.fallback"]).toBe(1);
    await startRedis();
    await hears("resync");
    await until(async () => {
      await publish(shop.desk, "team", { type: "again" });
      return (counters()["live.redis"] ?? 0) > 3;
    });
    await hears("again");
  },
);
