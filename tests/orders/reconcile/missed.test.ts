import { expect, test } from "vitest";

import { missedAmong } from "~/orders/reconcile/missed";

const now = new Date("2026-11-22T12:00:00Z");
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const clock = { now, onItsWayMs: 2 * 60_000 };

test("what is newer in Shopify, or unknown here, was missed; the oldest says for how long", () => {
  const there = [
    { id: "known", updatedAt: ago(30) },
    { id: "older here", updatedAt: ago(20) },
    { id: "unknown", updatedAt: ago(50) },
  ];
  const here = [
    { id: "known", updatedAt: ago(30) },
    { id: "older here", updatedAt: ago(40) },
  ];
  const missed = ["older here", "unknown"];
  expect(missedAmong(there, here, clock)).toEqual({ missed, fresh: [], lagMs: 50 * 60_000 });
});

test("what changed a moment ago is fetched, and not counted against the webhooks", () => {
  const there = [{ id: "now", updatedAt: ago(1) }];
  expect(missedAmong(there, [], clock)).toEqual({ missed: [], fresh: ["now"], lagMs: 0 });
});
