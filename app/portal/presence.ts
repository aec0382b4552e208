import { clockText, openingAt, weekdayText, type OpeningHours } from "~/kit/business-hours";
import { localeFor, words } from "~/kit/words";

import type { Wait } from "./wait";

export type Presence = { readonly open: boolean; readonly line: string };

export type Desks = {
  readonly hours: OpeningHours;
  readonly timezone: string;
  /** Whether anybody of the team is at work now. */
  readonly someoneHere: boolean;
  /** How long an answer usually takes; null when we cannot tell. */
  readonly wait: Wait | null;
};

/** What a shopper may expect, told truly: never "we are here" when nobody is. */
export function presenceLine(
  { hours, timezone, someoneHere, wait }: Desks,
  now: Date,
  locale: string,
): Presence {
  const say = words(localeFor(locale));
  const opening = openingAt(hours, now, timezone);
  if (!opening.open) {
    if (opening.inDays === null) return { open: false, line: say("portal.presence-closed") };
    const when = { time: clockText(opening.at, locale), day: weekdayText(opening.day, locale) };
    return {
      open: false,
      line: say(opening.inDays === 0 ? "portal.presence-closed-today" : "portal.presence-closed-day", when),
    };
  }
  if (!someoneHere) return { open: false, line: say("portal.presence-away") };
  const time = clockText(opening.until, locale);
  const line = wait ? say("portal.presence-usually", { time, wait }) : say("portal.presence-open", { time });
  return { open: true, line };
}
