import { dayNumber, endOfDay, numberOfDay } from "~/kit/days";

import type { Policy } from "./document";
import type { LineFacts, OrderFacts, Window } from "./facts";

type Sent = Pick<LineFacts, "deliveredAt"> & { readonly sentAt: Date };

/**
 * Until when that many days last. Whole days of the shop's calendar, rounded for the shopper: the day of the
 * delivery does not count, and the last day lasts until its midnight. Without word of the delivery, the days of
 * travel are added to the day of sending. A holiday makes the window longer, never shorter; no days (0) stay none.
 */
export function windowOf(
  days: number | null,
  { line, order, policy }: { line: Sent; order: OrderFacts; policy: Policy },
): Window {
  const { timezone } = order;
  const countedFrom = line.deliveredAt ? "delivery" : "sending";
  const came = line.deliveredAt
    ? dayNumber(line.deliveredAt, timezone)
    : dayNumber(line.sentAt, timezone) + policy.transitDays;
  if (days === null || days === 0) return { until: null, days, countedFrom };
  const last = came + days;
  const extended = holidayEnd(policy, order);
  return extended > last
    ? { until: endOfDay(extended, timezone), days, countedFrom: "holiday" }
    : { until: endOfDay(last, timezone), days, countedFrom };
}

/** The latest day that a holiday gives an order of that day; minus infinity when none does. */
function holidayEnd({ holidays }: Policy, { placedAt, timezone }: OrderFacts): number {
  const placed = dayNumber(placedAt, timezone);
  const open = holidays.filter(
    ({ from, until }) => numberOfDay(from) <= placed && placed <= numberOfDay(until),
  );
  return Math.max(-Infinity, ...open.map(({ backUntil }) => numberOfDay(backUntil)));
}
