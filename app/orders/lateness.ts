import { calendarDays } from "~/kit/days";

import { deliveredAt, promisedAt, type Order } from "./order";

export type Lateness = {
  /** Whole days past the promised one, as the shop's calendar counts them; 0 when punctual or not due yet. */
  readonly lateDays: number;
  readonly promisedAt: Date;
  /** Null while it is still under way. */
  readonly deliveredAt: Date | null;
};

/** How late an order's parcels are, or were; null when nobody promised a day or the order is off. */
export function lateness(
  order: Pick<Order, "parcels" | "fulfillmentStatus" | "cancelledAt">,
  now: Date,
  timezone: string,
): Lateness | null {
  const promised = promisedAt(order);
  if (promised === null || order.cancelledAt !== null) return null;
  const arrived = deliveredAt(order);
  const days = calendarDays(promised, arrived ?? now, timezone);
  return { lateDays: Math.max(0, days), promisedAt: promised, deliveredAt: arrived };
}
