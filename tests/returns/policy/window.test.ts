import fc from "fast-check";
import { expect, test } from "vitest";

import { addDays, after, calendarDays } from "~/kit/days";
import type { LineFacts, OrderFacts } from "~/returns/policy/facts";
import { windowOf } from "~/returns/policy/window";

import { anyFacts, came, lineOf, orderOf, policyWith } from "./cases";

const advent = { name: "Advent", from: "2026-10-01", until: "2026-12-24", backUntil: "2027-01-31" };
const windowAt = (
  days: number | null,
  {
    line = {},
    order = {},
    policy = policyWith(),
  }: { line?: Partial<LineFacts>; order?: Partial<OrderFacts>; policy?: ReturnType<typeof policyWith> } = {},
) => {
  const sent = { ...lineOf(line), sentAt: addDays(came, -3) };
  return windowOf(days, { line: sent, order: orderOf(order), policy });
};

test("days are whole days of the shop's calendar: the last one lasts until its midnight", () => {
  expect(windowAt(30).until).toEqual(new Date("2026-11-18T22:59:59.999Z"));
  const kiritimati = { timezone: "Pacific/Kiritimati" };
  // There it is already 20 October when the parcel comes; midnight is at 10:00 in Greenwich.
  expect(windowAt(30, { order: kiritimati }).until).toEqual(new Date("2026-11-19T09:59:59.999Z"));
});

test("nobody told us of the delivery: the days of travel are added to the sending", () => {
  // Sent on the 16th, a week on the way, and a day.
  expect(windowAt(1, { line: { deliveredAt: null } })).toEqual({
    until: new Date("2026-10-24T21:59:59.999Z"),
    days: 1,
    countedFrom: "sending",
  });
});

test("a holiday makes the window longer, and never shorter", () => {
  const policy = policyWith({ holidays: [advent] });
  expect(windowAt(30, { policy })).toMatchObject({
    until: new Date("2027-01-31T22:59:59.999Z"),
    countedFrom: "holiday",
  });
  expect(windowAt(300, { policy })).toMatchObject({ countedFrom: "delivery" });
  const placedAt = new Date("2026-09-30T12:00:00Z");
  expect(windowAt(30, { policy, order: { placedAt } })).toMatchObject({ countedFrom: "delivery" });
});

test("no days stay none, even in a holiday, and no end has none", () => {
  const policy = policyWith({ holidays: [advent] });
  expect(windowAt(0, { policy })).toMatchObject({ days: 0, until: null });
  expect(windowAt(null, { policy })).toMatchObject({ days: null, until: null });
});

test("in every time zone the last moment lies so many calendar days after the delivery", () => {
  fc.assert(
    fc.property(anyFacts, fc.integer({ min: 1, max: 400 }), ({ order }, days) => {
      const { until } = windowOf(days, { line: { ...lineOf(), sentAt: came }, order, policy: policyWith() });
      expect(until && calendarDays(came, until, order.timezone)).toBe(days);
      expect(until && calendarDays(came, after(until, 1), order.timezone)).toBe(days + 1);
    }),
  );
});
