import { expect, test } from "vitest";

import { after, goesOn, REOPEN_DAYS, statuses, waitingAfter } from "~/conversations/status";
import { addDays } from "~/kit/days";

const now = new Date("2026-11-22T10:00:00Z");

test("whatever was the matter, a shopper's words put the conversation on our side", () => {
  expect(statuses.map((status) => after(status, "shopper-wrote"))).toEqual(["open", "open", "open", "open"]);
});

test("an answer gives the turn to the shopper, also in a closed conversation", () => {
  expect(statuses.map((status) => after(status, "agent-replied"))).toEqual([
    "waiting",
    "waiting",
    "waiting",
    "waiting",
  ]);
});

test("what is closed can be neither snoozed nor woken", () => {
  expect([after("closed", "snoozed"), after("closed", "woke")]).toEqual(["closed", "closed"]);
});

test("only what is snoozed wakes, and only what is closed is reopened", () => {
  expect(statuses.map((status) => after(status, "woke"))).toEqual(["open", "waiting", "open", "closed"]);
  expect(statuses.map((status) => after(status, "reopened"))).toEqual(["open", "waiting", "snoozed", "open"]);
});

test("closing closes from every state", () => {
  expect(new Set(statuses.map((status) => after(status, "closed")))).toEqual(new Set(["closed"]));
});

test("a second question does not restart the shopper's wait", () => {
  const since = new Date("2026-11-22T09:00:00Z");
  expect(waitingAfter(since, "shopper-wrote", now)).toBe(since);
  expect(waitingAfter(null, "shopper-wrote", now)).toBe(now);
});

test("nobody waits after an answer or an end, and a snooze does not make a wait forgotten", () => {
  const since = new Date("2026-11-22T09:00:00Z");
  expect(waitingAfter(since, "agent-replied", now)).toBeNull();
  expect(waitingAfter(since, "closed", now)).toBeNull();
  expect(waitingAfter(since, "snoozed", now)).toBe(since);
});

const closed = (daysAgo: number) => ({ status: "closed", closedAt: addDays(now, -daysAgo) }) as const;

test("a message joins what is not closed", () => {
  expect(goesOn({ status: "snoozed", closedAt: null }, now)).toBe(true);
});

test("whoever writes again within two weeks goes on where they stopped", () => {
  expect(goesOn(closed(REOPEN_DAYS - 1), now)).toBe(true);
});

test("after two weeks a message begins anew", () => {
  expect(goesOn(closed(REOPEN_DAYS), now)).toBe(false);
});
