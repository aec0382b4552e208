import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";

import { Unavailable } from "~/kit/failures";
import { askForBulk } from "~/orders/backfill/shopify.server";
import { pullOrder } from "~/orders/pull.server";
import { readOrder } from "~/orders/shopify.server";
import { OutcomeUnknown } from "~/platform/admin-client.server";
import { shopFacts } from "~/shops/shopify.server";

import { readAppConfig } from "../../dev-store/config";
import { throttleStatus } from "../../dev-store/graphql/bucket";
import { seed } from "../../dev-store/seed/seed";
import type { Fault } from "../../dev-store/state/fault";
import { deskFor, type TestDesk } from "../../support/desk";
import { figure } from "../figure";
import { pause } from "./rig/programs";
import { quantile, times } from "./rig/sender";

const CALLS = times(160, 2_000);

let slow: { shop: TestDesk; answer: Promise<unknown>; asked: () => number };
let shop: TestDesk;
beforeAll(async () => {
  // An answer that takes a minute: asked now, looked at when the rest is done.
  const at = await deskFor();
  at.store.faults.push({ kind: "slow", milliseconds: 60_000 });
  const person = await at.asAgent("Iris");
  slow = { shop: at, answer: shopFacts(person.shopify), asked: () => at.host.asked.length };
});
beforeEach(async () => void (shop = await deskFor({ seed: seed({ orders: 20 }) })));
afterEach(() => shop.close());
afterAll(() => slow.shop.close());

type Tally = { calls: number; throttled: number };

/** Counts what goes over the wire, from the moment it is called. */
function tally(): Tally {
  const counted: Tally = { calls: 0, throttled: 0 };
  shop.host.between = async (_ask, real) => {
    const answer = await real();
    counted.calls += 1;
    const isThrottled =
      answer !== "sent" && (answer.status === 429 || String(answer.body).includes("THROTTLED"));
    if (isThrottled) counted.throttled += 1;
    return answer;
  };
  return counted;
}

test("F8: with a bucket that is cut to a fifth in the middle all calls end, and people keep their half", async () => {
  const { store, desk } = shop;
  Object.assign(store.throttle, { maximum: 2_000, restoreRate: 4_000 });
  const person = await shop.asAgent("Iris");
  const ids = [...store.orders.keys()];
  const waits: number[] = [];
  const shares: number[] = [];
  let isOver = false;
  const looking = (async () => {
    while (!isOver) {
      const { currentlyAvailable, maximumAvailable } = throttleStatus(store, readAppConfig().clientId);
      shares.push(currentlyAvailable / maximumAvailable);
      const begin = performance.now();
      await shopFacts(person.shopify);
      waits.push(performance.now() - begin);
      await pause(40);
    }
  })();
  const counted = tally();
  let done = 0;
  const lane = async () => {
    while (done < CALLS) {
      done += 1;
      if (done === CALLS / 2) Object.assign(store.throttle, { maximum: 2_000 / 5, restoreRate: 4_000 / 5 });
      if (done === CALLS / 4) store.faults.push({ kind: "too-many-requests", retryAfter: 0.3 });
      await readOrder(desk.shopify, ids[done % ids.length] ?? "");
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  isOver = true;
  await looking;
  const percent = (counted.throttled / counted.calls) * 100;
  const low = quantile(shares, 0.05);
  const reached = `all ${CALLS} ended, ${percent.toFixed(1)} % throttled, people found ${Math.round(low * 100)} % of the bucket (p5), waited ${quantile(waits, 0.95).toFixed(0)} ms (p95)`;
  figure("F8", { reached, asked: "100 % end, at most 5 % throttled, people keep half" });
  expect(percent).toBeLessThanOrEqual(5);
  expect(low).toBeGreaterThan(0.4);
}, 120_000);

const lies: readonly Fault[] = [
  { kind: "server-error", status: 500 },
  { kind: "html", status: 502 },
  { kind: "html", status: 200 },
  { kind: "truncated" },
  { kind: "drop-before-commit" },
  { kind: "drop-after-commit" },
  { kind: "throttled" },
  { kind: "too-many-requests", retryAfter: 0.1 },
];

test.each(lies)(
  "F9: a question survives $kind ($status); a change is sent again only when nothing was done",
  async (fault) => {
    const { desk, store, host } = shop;
    const person = await shop.asAgent("Iris");
    store.faults.push({ ...fault });
    expect((await shopFacts(person.shopify)).currency).toBe("EUR");
    store.faults.push({ ...fault });
    const before = host.asked.length;
    const outcome = await askForBulk(desk.shopify, "customers").catch((error: unknown) => error);
    const isSafe = fault.kind === "throttled" || fault.kind === "too-many-requests";
    expect(outcome instanceof OutcomeUnknown).toBe(!isSafe);
    expect(host.asked.length - before).toBe(isSafe ? 2 : 1);
  },
);

test("F9: after five lost answers nobody asks, and a probe lets everybody in again", async () => {
  const person = await shop.asAgent("Iris");
  shop.store.faults.push({ kind: "server-error", times: 5 });
  await expect(shopFacts(person.shopify)).rejects.toBeInstanceOf(Unavailable);
  const asked = shop.host.asked.length;
  const refused = await shopFacts(person.shopify).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Unavailable);
  expect(shop.host.asked.length).toBe(asked);
  const begin = performance.now();
  await pause((refused as Unavailable).retryAfterMs);
  expect((await shopFacts(person.shopify)).currency).toBe("EUR");
  const seconds = (performance.now() - begin) / 1_000;
  figure("F9", {
    reached: `0 crashes, each told apart, circuit open after 5, probe after ${seconds.toFixed(0)} s`,
    asked: "0 crashes, open after 5, probe within 60 s",
  });
  expect(shop.host.asked.length).toBe(asked + 1);
}, 30_000);

test("IN-12: a shop that is frozen, locked or gone is left alone for an hour, loses nothing, and comes back", async () => {
  const person = await shop.asAgent("Iris");
  await pullOrder(shop.desk, [...shop.store.orders.keys()][0] ?? "");
  const before = await shop.desk.db.order.count();
  let asked = 0;
  let status = 402;
  shop.host.between = async (_ask, real) => {
    asked += 1;
    return status === 200 ? real() : { status, body: "<html>This shop is not there</html>" };
  };
  const outcomes = [];
  for (let turn = 0; turn < 20; turn += 1)
    outcomes.push(
      await readOrder(shop.desk.shopify, "gid://shopify/Order/1").catch((error: unknown) => error),
    );
  expect(asked).toBe(1);
  for (const outcome of outcomes) expect((outcome as Unavailable).retryAfterMs).toBeGreaterThan(3_500_000);
  // Somebody who looks is told the same, and may try again after a minute: they may know that the shop has opened.
  const told = await shopFacts(person.shopify).catch((error: unknown) => error);
  expect((told as Unavailable).retryAfterMs).toBeLessThanOrEqual(60_000);
  expect(await shop.desk.db.order.count()).toBe(before);
  figure("IN-12", { reached: `${asked} try in an hour, data kept`, asked: "at most 1 try/h, data kept" });
  status = 200;
  const later = performance.now() + 61_000;
  vi.spyOn(performance, "now").mockReturnValue(later);
  expect((await shopFacts(person.shopify)).currency).toBe("EUR");
  expect(await readOrder(shop.desk.shopify, [...shop.store.orders.keys()][0] ?? "")).not.toBeNull();
  vi.restoreAllMocks();
});

test("F9: an answer that takes a minute is not waited for; the question is asked again", async () => {
  await slow.answer;
  expect(slow.asked()).toBe(2);
}, 40_000);
