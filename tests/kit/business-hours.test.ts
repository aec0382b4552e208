import { expect, test } from "vitest";

import { clockText, openingAt, weekdayText, workdaysBefore } from "~/kit/business-hours";

const day = { from: "09:00", to: "18:00" };
const hours = { mon: day, tue: day, wed: day, thu: day, fri: day, sat: null, sun: null };

test("it opens with the first minute and is closed with the last", () => {
  expect(openingAt(hours, new Date("2026-11-23T08:00:00Z"), "Europe/Berlin")).toEqual({
    open: true,
    until: "18:00",
  });
  expect(openingAt(hours, new Date("2026-11-23T17:00:00Z"), "Europe/Berlin")).toMatchObject({
    open: false,
    inDays: 1,
  });
});

test("the shop's own clock counts, also when the clocks change", () => {
  expect(openingAt(hours, new Date("2026-10-26T08:00:00Z"), "Europe/Berlin")).toMatchObject({ open: true });
  expect(openingAt(hours, new Date("2026-10-23T07:00:00Z"), "Europe/Berlin")).toMatchObject({ open: true });
});

test("over a weekend it opens on Monday", () => {
  const saturday = new Date("2026-11-21T12:00:00Z");
  expect(openingAt(hours, saturday, "Europe/Berlin")).toEqual({
    open: false,
    inDays: 2,
    at: "09:00",
    day: "mon",
  });
});

test("a shop open once a week is closed until next week's day", () => {
  const once = { mon: day, tue: null, wed: null, thu: null, fri: null, sat: null, sun: null };
  expect(openingAt(once, new Date("2026-11-23T20:00:00Z"), "UTC")).toMatchObject({ inDays: 7, day: "mon" });
});

test("times and days are written as people write them", () => {
  expect([clockText("18:00", "de"), clockText("09:30", "en-US")]).toEqual(["18:00", "9:30 AM"]);
  expect([weekdayText("sun", "en"), weekdayText("mon", "de")]).toEqual(["Sunday", "Montag"]);
});

test("two working days before Tuesday three o'clock is Friday three o'clock; a weekend passes in no time", () => {
  const before = (at: string, days: number, of = hours) =>
    workdaysBefore(new Date(at), days, { hours: of, timezone: "Europe/Berlin" }).toISOString();
  expect(before("2026-11-24T14:00:00Z", 2)).toBe("2026-11-20T14:00:00.000Z");
  expect(before("2026-11-24T14:00:00Z", 0)).toBe("2026-11-24T14:00:00.000Z");
  // On Sunday afternoon it is Saturday's first moment: a day earlier Friday began.
  expect(before("2026-11-22T15:00:00Z", 1)).toBe("2026-11-19T23:00:00.000Z");
  expect(before("2026-11-23T05:00:00Z", 1)).toBe("2026-11-20T05:00:00.000Z");
});

test("a shop without any hours works every day", () => {
  const never = { mon: null, tue: null, wed: null, thu: null, fri: null, sat: null, sun: null };
  const sunday = new Date("2026-11-22T15:00:00Z");
  expect(workdaysBefore(sunday, 1, { hours: never, timezone: "Europe/Berlin" })).toEqual(
    new Date("2026-11-21T15:00:00Z"),
  );
});
