import { addDays, after, MINUTE, startOfDay } from "./days";

const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
export type Weekday = (typeof weekdays)[number];

/** When people work, as "HH:MM" of the shop's own clock; null on days when nobody does. */
export type OpeningHours = Readonly<Record<Weekday, { readonly from: string; readonly to: string } | null>>;

export type Opening =
  /** Open now; `until` is the wall-clock time when it ends. */
  | { readonly open: true; readonly until: string }
  /** Closed; opens again so many days from today (0 is today), at this wall-clock time. */
  | { readonly open: false; readonly inDays: number; readonly at: string; readonly day: Weekday }
  /** No day has hours. */
  | { readonly open: false; readonly inDays: null };

/** Whether it is open at an instant, and when that changes next. */
export function openingAt(hours: OpeningHours, at: Date, timezone: string): Opening {
  const { day, time } = wallClock(at, timezone);
  const today = hours[day];
  if (today && today.from <= time && time < today.to) return { open: true, until: today.to };
  for (let inDays = 0; inDays <= 7; inDays += 1) {
    const next = weekdays[(weekdays.indexOf(day) + inDays) % 7] ?? day;
    const opens = hours[next]?.from;
    if (opens !== undefined && (inDays > 0 || time < opens))
      return { open: false, inDays, at: opens, day: next };
  }
  return { open: false, inDays: null };
}

type Work = { readonly hours: OpeningHours; readonly timezone: string };

/** The instant so many working days earlier: only days with hours pass. When no day has hours, every day does. */
export function workdaysBefore(at: Date, days: number, work: Work): Date {
  let then = restBegan(at, work);
  for (let left = days; left > 0; left -= isWorkday(then, work) ? 1 : 0) then = addDays(then, -1);
  return then;
}

/** When the days off began that this instant lies in; on a working day, the instant itself. */
function restBegan(at: Date, work: Work): Date {
  if (isWorkday(at, work)) return at;
  const midnight = startOfDay(at, work.timezone);
  const eve = after(midnight, -1);
  return isWorkday(eve, work) ? midnight : restBegan(eve, work);
}

function isWorkday(at: Date, { hours, timezone }: Work): boolean {
  return hours[wallClock(at, timezone).day] !== null || weekdays.every((day) => hours[day] === null);
}

function wallClock(at: Date, timezone: string): { day: Weekday; time: string } {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: timezone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return { day: part("weekday").toLowerCase() as Weekday, time: `${part("hour")}:${part("minute")}` };
}

/** "18:00" as people of that language write it: "18:00", "6:00 PM", "下午6:00". */
export function clockText(time: string, locale: string): string {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return new Intl.DateTimeFormat(locale, { timeZone: "UTC", hour: "numeric", minute: "2-digit" }).format(
    after(new Date(0), (hours * 60 + minutes) * MINUTE),
  );
}

/** A weekday's name in that language. */
export function weekdayText(day: Weekday, locale: string): string {
  // 4 January 1970 was a Sunday.
  const date = addDays(new Date(0), 3 + weekdays.indexOf(day));
  return new Intl.DateTimeFormat(locale, { timeZone: "UTC", weekday: "long" }).format(date);
}
