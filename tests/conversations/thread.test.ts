import { expect, test } from "vitest";

import { goesOn, REOPEN_DAYS } from "~/conversations/thread";
import { addDays } from "~/kit/days";

const now = new Date("2026-11-22T10:00:00Z");
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
