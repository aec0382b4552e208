import { expect, test } from "vitest";

import { usualWait } from "~/portal/wait";

const day = { from: "09:00", to: "18:00" };
const hours = { mon: day, tue: day, wed: day, thu: day, fri: day, sat: null, sun: null };
const shop = { hours, timezone: "Europe/Berlin" };
const monday = new Date("2026-11-23T10:00:00Z");
const sunday = new Date("2026-11-22T10:00:00Z");
const replied = (minutes: number[], askedAt = monday) => minutes.map((one) => ({ askedAt, minutes: one }));

test("what half of the shoppers had, in a step that people can feel", () => {
  expect(usualWait(replied([1, 2, 4, 90, 3_000]), shop)).toBe("minutes");
  expect(usualWait(replied([1, 2, 14, 90, 3_000]), shop)).toBe("quarter");
  expect(usualWait(replied([31, 31, 60, 61, 61]), shop)).toBe("hour");
  expect(usualWait(replied(Array<number>(9).fill(1_440)), shop)).toBe("day");
});

test("of an even number the longer of the two in the middle, so that nobody is promised too much", () => {
  expect(usualWait(replied([1, 1, 1, 20, 20, 20]), shop)).toBe("half");
});

test("four answers are too few to tell", () => {
  expect(usualWait(replied([1, 1, 1, 1]), shop)).toBeNull();
});

test("longer than a day is not told", () => {
  expect(usualWait(replied(Array<number>(5).fill(1_441)), shop)).toBeNull();
});

test("whoever wrote while we were closed does not count: the line is for those who write while we are open", () => {
  expect(usualWait([...replied([1, 1, 1, 1, 1]), ...replied(Array<number>(9).fill(900), sunday)], shop)).toBe(
    "minutes",
  );
});
