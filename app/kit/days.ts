export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The instant so many milliseconds later (or earlier). */
export function after(from: Date, milliseconds: number): Date {
  return new Date(from.getTime() + milliseconds);
}

/** The same wall-clock moment so many days later; days are 24 hours, as Shopify counts return windows. */
export function addDays(from: Date, days: number): Date {
  return after(from, days * DAY);
}

/** Calendar days from one instant to another as people in that time zone count them; negative when earlier. */
export function calendarDays(from: Date, to: Date, timezone: string): number {
  return dayNumber(to, timezone) - dayNumber(from, timezone);
}

/** The day on the wall there, counted from 1 January 1970. */
export function dayNumber(at: Date, timezone: string): number {
  return numberOfDay(calendar(timezone).format(at));
}

/** The same of a written day: "2026-12-24". */
export function numberOfDay(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return Math.round(Date.UTC(year, month - 1, date) / DAY);
}

/** The last moment of a day as people there count it; also on the days when the clocks change. */
export function endOfDay(day: number, timezone: string): Date {
  // Noon in Greenwich is the same day, or east of the date line already the next one.
  const noon = new Date((day + 1) * DAY + DAY / 2);
  const next = after(noon, (day + 1 - dayNumber(noon, timezone)) * DAY);
  return after(startOfDay(next, timezone), -1);
}

const calendars = new Map<string, Intl.DateTimeFormat>();

/** Making one is slow, and a policy is judged over a hundred thousand lines. */
function calendar(timezone: string): Intl.DateTimeFormat {
  const known = calendars.get(timezone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-CA", { timeZone: timezone });
  calendars.set(timezone, made);
  return made;
}

/** The instant at which the calendar day began there; also on the days when the clocks change. */
export function startOfDay(at: Date, timezone: string): Date {
  const guess = after(at, -sinceMidnight(at, timezone));
  const off = sinceMidnight(guess, timezone);
  if (off === 0) return guess;
  // An hour was skipped or came twice since midnight: the guess lies in the evening before, or past midnight.
  return calendarDays(guess, at, timezone) === 0 ? after(guess, -off) : after(guess, DAY - off);
}

/** What a clock on the wall has run since 0:00, in milliseconds. */
function sinceMidnight(at: Date, timezone: string): number {
  const parts = clock(timezone).formatToParts(at);
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return read("hour") * HOUR + read("minute") * MINUTE + read("second") * 1_000 + at.getUTCMilliseconds();
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clock(timezone: string): Intl.DateTimeFormat {
  const known = clocks.get(timezone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone: timezone,
    hourCycle: "h23",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  clocks.set(timezone, made);
  return made;
}
