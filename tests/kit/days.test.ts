import { expect, test } from "vitest";

import {
  addDays,
  after,
  calendarDays,
  DAY,
  dayNumber,
  endOfDay,
  HOUR,
  numberOfDay,
  startOfDay,
} from "~/kit/days";

const at = (text: string) => new Date(text);

test("a day of a return window is 24 hours, whatever the clocks do", () => {
  expect(addDays(at("2026-03-28T12:00:00Z"), 2)).toEqual(at("2026-03-30T12:00:00Z"));
  expect(after(at("2026-11-22T00:00:00Z"), -HOUR)).toEqual(at("2026-11-21T23:00:00Z"));
  expect(DAY).toBe(86_400_000);
});

test("calendar days change at midnight where the shop is", () => {
  const [evening, night] = [at("2026-11-18T22:30:00Z"), at("2026-11-18T23:30:00Z")];
  expect(calendarDays(evening, night, "Europe/Berlin")).toBe(1);
  expect(calendarDays(evening, night, "UTC")).toBe(0);
  expect(calendarDays(night, evening, "Europe/Berlin")).toBe(-1);
});

test("the short and the long day of the year are one day each", () => {
  expect(calendarDays(at("2026-03-28T11:00:00Z"), at("2026-03-29T11:00:00Z"), "Europe/Berlin")).toBe(1);
  expect(calendarDays(at("2026-10-24T11:00:00Z"), at("2026-10-26T11:00:00Z"), "Europe/Berlin")).toBe(2);
});

test("a year's end is no gap", () => {
  expect(calendarDays(at("2026-12-31T12:00:00Z"), at("2027-01-01T12:00:00Z"), "Asia/Shanghai")).toBe(1);
});

test.each([
  {
    what: "an ordinary day",
    now: "2026-11-22T15:30:12.345Z",
    timezone: "Europe/Berlin",
    midnight: "2026-11-21T23:00:00Z",
  },
  {
    what: "the day that is an hour short",
    now: "2026-03-29T15:00:00Z",
    timezone: "Europe/Berlin",
    midnight: "2026-03-28T23:00:00Z",
  },
  {
    what: "the day that is an hour long",
    now: "2026-10-25T15:00:00Z",
    timezone: "Europe/Berlin",
    midnight: "2026-10-24T22:00:00Z",
  },
  {
    what: "half past the hour",
    now: "2026-11-22T15:00:00Z",
    timezone: "Asia/Kolkata",
    midnight: "2026-11-21T18:30:00Z",
  },
  {
    what: "the first second",
    now: "2026-11-22T05:00:00Z",
    timezone: "America/New_York",
    midnight: "2026-11-22T05:00:00Z",
  },
])("$what began at midnight where the shop is", ({ now, timezone, midnight }) => {
  expect(startOfDay(at(now), timezone)).toEqual(at(midnight));
});

test.each([
  ["Europe/Berlin", "2026-10-25", "2026-10-25T22:59:59.999Z"],
  ["Pacific/Kiritimati", "2026-12-24", "2026-12-24T09:59:59.999Z"],
  ["Etc/GMT+12", "2026-12-24", "2026-12-25T11:59:59.999Z"],
])("the last moment of a day in %s", (timezone, day, moment) => {
  const end = endOfDay(numberOfDay(day), timezone);
  expect(end).toEqual(at(moment));
  expect(dayNumber(end, timezone)).toBe(numberOfDay(day));
});
