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
