import { DAY, HOUR, MINUTE } from "~/kit/days";

const WEEK = 7 * DAY;

/** How long ago, in the viewer's words: "now", "4 min ago", "yesterday"; after a week the date. */
export function agoText(at: Date, now: Date, locale: string): string {
  const passed = now.getTime() - at.getTime();
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
  const sign = passed < 0 ? 1 : -1;
  const distance = Math.abs(passed);
  if (distance < MINUTE) return relative.format(0, "second");
  if (distance < HOUR) return relative.format(sign * Math.floor(distance / MINUTE), "minute");
  if (distance < DAY) return relative.format(sign * Math.floor(distance / HOUR), "hour");
  if (distance < WEEK) return relative.format(sign * Math.floor(distance / DAY), "day");
  return dayText(at, now, locale);
}

/** A span in its largest unit, rounded down: "35 min", "4 hr", "2 days"; in short under a minute "now". */
export function spanText(milliseconds: number, locale: string, display: "short" | "long" = "short"): string {
  const span = Math.max(0, milliseconds);
  if (display === "short" && span < MINUTE) {
    return new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" }).format(0, "second");
  }
  const [unit, size] =
    span < HOUR
      ? (["minute", MINUTE] as const)
      : span < 2 * DAY
        ? (["hour", HOUR] as const)
        : (["day", DAY] as const);
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: display }).format(
    Math.floor(span / size),
  );
}

/** The day without its year while it is this year's: "18 Nov", "3 Jan 2025". */
export function dayText(at: Date, now: Date, locale: string): string {
  const thisYear = at.getFullYear() === now.getFullYear();
  return at.toLocaleDateString(locale, {
    day: "numeric",
    month: "short",
    ...(thisYear ? {} : { year: "numeric" }),
  });
}

/** The clock alone: "12:04". */
export function clockText(at: Date, locale: string): string {
  return at.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
}

/** The whole moment, for who wants it exactly. */
export function exactText(at: Date, locale: string): string {
  return at.toLocaleString(locale, { dateStyle: "full", timeStyle: "short" });
}

export type Patience = "fresh" | "long" | "too-long";
const LONG = 30 * MINUTE;
const TOO_LONG = 4 * HOUR;

/** How bad a wait has become; the list's tones follow it. */
export function patience(waitingMs: number): Patience {
  if (waitingMs >= TOO_LONG) return "too-long";
  return waitingMs >= LONG ? "long" : "fresh";
}
