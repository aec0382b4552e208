import { afterAll, beforeAll, expect, test } from "vitest";

import { transaction } from "~/platform/desk.server";
import { listen, publish, stopListening, type Change, type Topic } from "~/platform/live.server";

import { deskFor, type TestDesk } from "../support/desk";
import { until } from "../support/running";
import { cutConnections } from "../trust/owner.ts";

let shop: TestDesk;
let other: TestDesk;
beforeAll(async () => {
  shop = await deskFor();
  other = await deskFor();
});
afterAll(async () => {
  await stopListening();
  await shop.close();
  await other.close();
});

/** Starts to listen and collects until stopped. */
async function ear(desk: TestDesk, ...topics: Topic[]) {
  const heard: Change[] = [];
  const stop = new AbortController();
  const done = (async () => {
    for await (const change of listen(desk.desk, topics, stop.signal)) heard.push(change);
  })();
  // Heard once, so the connection stands.
  await until(async () => {
    await publish(desk.desk, topics[0] ?? "team", { type: "hello" });
    return heard.length > 0;
  });
  heard.splice(0);
  return { heard, stop: async () => (stop.abort(), done) };
}

const real = (heard: Change[]) => heard.filter(({ type }) => type !== "hello");

test("a change reaches the team of its own shop and nobody else", async () => {
  const [ours, theirs] = await Promise.all([ear(shop, "team"), ear(other, "team")]);
  const visitor = await ear(shop, "visitor:v1");
  await publish(shop.desk, "team", { type: "conversation", id: "c1" });
  await until(async () => real(ours.heard).length === 1);
  expect(real(ours.heard)).toEqual([{ type: "conversation", id: "c1" }]);
  expect(real(theirs.heard)).toEqual([]);
  expect(real(visitor.heard)).toEqual([]);
  await Promise.all([ours.stop(), theirs.stop(), visitor.stop()]);
});

test("what a transaction takes back was never said", async () => {
  const ours = await ear(shop, "team");
  const broken = transaction(shop.desk, async (inside) => {
    await publish(inside, "team", { type: "conversation", id: "never" });
    throw new Error("Taken back");
  });
  await expect(broken).rejects.toThrow("Taken back");
  await publish(shop.desk, "team", { type: "conversation", id: "kept" });
  await until(async () => real(ours.heard).length > 0);
  expect(real(ours.heard)).toEqual([{ type: "conversation", id: "kept" }]);
  await ours.stop();
});

test("when the connection breaks, everybody is told to look again", async () => {
  const ours = await ear(shop, "team");
  await cutConnections("LISTEN live");
  await until(async () => ours.heard.some(({ type }) => type === "resync"));
  await publish(shop.desk, "team", { type: "conversation", id: "after" });
  await until(async () => ours.heard.some(({ id }) => id === "after"));
  await ours.stop();
});
