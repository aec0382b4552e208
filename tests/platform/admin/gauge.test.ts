import { expect, test } from "vitest";

import { gaugeReading, settle, takeTurn, type Turn } from "~/platform/admin/gauge";

let shops = 0;
const turnOf = (own: Partial<Turn> = {}): Turn => ({
  shop: `s${(shops += 1)}.myshopify.com`,
  document: "query",
  pace: "background",
  ...own,
});

function answer(currentlyAvailable: number, requestedQueryCost = 100) {
  const throttleStatus = { maximumAvailable: 1_000, currentlyAvailable, restoreRate: 50 };
  return { kind: "data", data: {}, cost: { requestedQueryCost, throttleStatus } } as const;
}

function told(turn: Turn, available: number): void {
  const signal = takeTurn(turn, 0);
  settle(turn, signal.go ? signal.price : 0, { reply: answer(available), now: 0 });
}

test("points of calls under way are not given out twice", () => {
  const turn = turnOf();
  told(turn, 750);
  const signals = [1, 2, 3].map(() => takeTurn(turn, 0).go);
  expect(signals).toEqual([true, true, false]);
});

test("people go on when background work already waits, until the bucket is empty", () => {
  const turn = turnOf();
  told(turn, 550);
  expect(takeTurn(turn, 0)).toMatchObject({ go: false, because: "busy" });
  const person = { ...turn, pace: "waiting" } as const;
  expect([1, 2, 3, 4, 5, 6].map(() => takeTurn(person, 0).go)).toEqual([true, true, true, true, true, false]);
});

test("after 429 nobody asks until Shopify's time is over", () => {
  const turn = turnOf({ pace: "waiting" });
  const signal = takeTurn(turn, 0);
  const reply = { kind: "throttled", waitMs: 700, cost: null } as const;
  settle(turn, signal.go ? signal.price : 0, { reply, now: 0 });
  expect(takeTurn(turn, 600)).toEqual({ go: false, because: "busy", ms: 100 });
  expect(takeTurn(turn, 701).go).toBe(true);
});

test("F9: when the API is silent one probe goes, and an answer lets everybody in again", () => {
  const turn = turnOf({ pace: "waiting" });
  for (let call = 0; call < 5; call += 1) {
    expect(takeTurn(turn, 0).go).toBe(true);
    settle(turn, 50, { reply: { kind: "lost", cause: "HTTP 500" }, now: 0 });
  }
  expect(takeTurn(turn, 0)).toMatchObject({ go: false, because: "down" });
  expect(gaugeReading(turn.shop, 0).pausedMs).toBe(5_000);
  expect(takeTurn(turn, 5_000).go).toBe(true);
  expect(takeTurn(turn, 5_000).go).toBe(false);
  settle(turn, 50, { reply: answer(900), now: 5_001 });
  expect(takeTurn(turn, 5_001).go).toBe(true);
  expect(gaugeReading(turn.shop, 5_001)).toMatchObject({ available: 900, maximum: 1_000, pausedMs: 0 });
});
