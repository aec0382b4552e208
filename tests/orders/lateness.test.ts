import { expect, test } from "vitest";

import { lateness } from "~/orders/lateness";

import { order, parcel } from "../support/orders";

const BERLIN = "Europe/Berlin";
const now = new Date("2026-11-22T09:00:00Z");

test("a parcel promised for the 18th is late by four days on the 22nd", () => {
  expect(lateness(order(), now, BERLIN)).toMatchObject({ lateDays: 4, deliveredAt: null });
});

test("days are counted by the shop's calendar, not in spans of 24 hours", () => {
  const promised = order({ parcels: [parcel({ promisedAt: new Date("2026-11-18T22:30:00Z") })] });
  const justAfterMidnight = new Date("2026-11-18T23:30:00Z");
  expect(lateness(promised, justAfterMidnight, BERLIN)?.lateDays).toBe(1);
  expect(lateness(promised, justAfterMidnight, "America/New_York")?.lateDays).toBe(0);
});

test("what is not due yet is not late", () => {
  expect(lateness(order(), new Date("2026-11-15T09:00:00Z"), BERLIN)?.lateDays).toBe(0);
});

test("once it has arrived the delay no longer grows", () => {
  const arrived = order({ parcels: [parcel({ deliveredAt: new Date("2026-11-20T12:00:00Z") })] });
  expect(lateness(arrived, new Date("2026-12-24T09:00:00Z"), BERLIN)?.lateDays).toBe(2);
});

test("of two parcels the one still missing decides", () => {
  const here = parcel({
    id: "1",
    promisedAt: new Date("2026-11-12T10:00:00Z"),
    deliveredAt: new Date("2026-11-12T12:00:00Z"),
  });
  const missing = parcel({ id: "2", promisedAt: new Date("2026-11-21T10:00:00Z") });
  expect(lateness(order({ parcels: [here, missing] }), now, BERLIN)?.lateDays).toBe(1);
});

test("a cancelled order or parcel, and one without a promise, is never late", () => {
  expect(lateness(order({ cancelledAt: now }), now, BERLIN)).toBeNull();
  expect(lateness(order({ parcels: [parcel({ status: "CANCELLED" })] }), now, BERLIN)).toBeNull();
  expect(lateness(order({ parcels: [parcel({ promisedAt: null })] }), now, BERLIN)).toBeNull();
});
