import { workdaysBefore, type OpeningHours } from "~/kit/business-hours";
import { addDays } from "~/kit/days";

import type { Stage } from "~/returns/return";

/** What an open return waits for. "exceptions": money whose fate is open, or that waits for somebody's approval. */
export const lanes = ["to-approve", "on-the-way", "to-refund", "exceptions"] as const;
export type Lane = (typeof lanes)[number];

/** The lane of an open return of that stage, unless it is an exception. */
export const laneOf: Readonly<Partial<Record<Stage, Lane>>> = {
  requested: "to-approve",
  approved: "on-the-way",
  received: "to-refund",
};

/** After so many working days, or days for parcels, a return has waited too long. */
const patience: Readonly<Record<Lane, { readonly workdays: number } | { readonly days: number }>> = {
  "to-approve": { workdays: 1 },
  "on-the-way": { days: 21 },
  "to-refund": { workdays: 2 },
  exceptions: { workdays: 1 },
};

export type Clock = { readonly now: Date; readonly hours: OpeningHours; readonly timezone: string };

/** Who has been in the lane since before that instant is late. */
export function lateSince(lane: Lane, { now, hours, timezone }: Clock): Date {
  const wait = patience[lane];
  return "days" in wait ? addDays(now, -wait.days) : workdaysBefore(now, wait.workdays, { hours, timezone });
}
