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

function dayNumber(at: Date, timezone: string): number {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: timezone }).format(at).split("-").map(Number);
  const [year = 0, month = 1, day = 1] = parts;
  return Math.round(Date.UTC(year, month - 1, day) / DAY);
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
  const format = {
    timeZone: timezone,
    hourCycle: "h23",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  };
  const parts = new Intl.DateTimeFormat("en-GB", format as Intl.DateTimeFormatOptions).formatToParts(at);
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return read("hour") * HOUR + read("minute") * MINUTE + read("second") * 1_000 + at.getUTCMilliseconds();
}
