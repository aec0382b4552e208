import { expect, test } from "vitest";

import { lateSince } from "~/returns/board/lane";
import { settingsFrom } from "~/shops/settings";

const hours = { ...settingsFrom({}).chatOpen, sat: null, sun: null };
const clock = { now: new Date("2026-11-24T14:00:00Z"), hours, timezone: "Europe/Berlin" };

test("a request is late after one working day, a parcel after three weeks, its money after two working days", () => {
  expect(lateSince("to-approve", clock)).toEqual(new Date("2026-11-23T14:00:00Z"));
  expect(lateSince("on-the-way", clock)).toEqual(new Date("2026-11-03T14:00:00Z"));
  expect(lateSince("to-refund", clock)).toEqual(new Date("2026-11-20T14:00:00Z"));
});
