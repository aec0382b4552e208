import { expect, test } from "vitest";

import { presenceLine } from "~/portal/presence";

const day = { from: "09:00", to: "18:00" };
const hours = { mon: day, tue: day, wed: day, thu: day, fri: day, sat: null, sun: null };
const desks = { hours, timezone: "Europe/Berlin", someoneHere: true, wait: null };
const monday = new Date("2026-11-23T10:00:00Z");

test("during opening hours with somebody there, the shopper reads until when", () => {
  expect(presenceLine(desks, monday, "en-GB")).toEqual({ open: true, line: "We answer here until 18:00." });
});

test("when enough have been answered, the shopper reads how soon it usually goes", () => {
  const soon = { ...desks, wait: "minutes" } as const;
  expect(presenceLine(soon, monday, "en-GB").line).toBe(
    "We answer here until 18:00, usually within a few minutes.",
  );
  expect(presenceLine({ ...soon, wait: "half" }, monday, "zh-CN").line).toContain("半小时内回复");
  expect(presenceLine({ ...soon, someoneHere: false }, monday, "en").line).not.toContain("usually");
});

test("nobody is called here when nobody is", () => {
  const alone = presenceLine({ ...desks, someoneHere: false }, monday, "en");
  expect(alone).toEqual({
    open: false,
    line: "Nobody is at the desk right now. Leave a message and we mail you.",
  });
});

test("before opening the shopper reads from when today", () => {
  const early = new Date("2026-11-23T06:00:00Z");
  expect(presenceLine(desks, early, "en-GB").line).toContain("closed until 9:00 today");
});

test("on Friday evening the shopper reads about Monday, in their language", () => {
  const friday = new Date("2026-11-20T20:00:00Z");
  expect(presenceLine(desks, friday, "en-GB").line).toContain("until Monday, 9:00");
  expect(presenceLine(desks, friday, "zh-CN").line).toContain("星期一");
});

test("a shop without hours says that it is closed and no day", () => {
  const never = { mon: null, tue: null, wed: null, thu: null, fri: null, sat: null, sun: null };
  expect(presenceLine({ ...desks, hours: never }, monday, "en").line).toContain("closed at the moment");
});
