import { HOUR, MINUTE } from "~/kit/days";

/** How long the way from Shopify to our tables took lately, in milliseconds; null when nothing came. */
export type Lag = { readonly p50: number; readonly p95: number; readonly count: number } | null;

/** How well a shop's data stays true, as the health page shows it. Times in milliseconds. */
export type Health = {
  readonly lastWebhookAt: Date | null;
  readonly lag: Lag;
  /** Deliveries and jobs that wait now. */
  readonly backlog: number;
  /** Work that was given up. */
  readonly dead: number;
  /** The last comparison with Shopify, and the sums of a day. */
  readonly compared: {
    readonly at: Date;
    readonly isRunning: boolean;
    readonly looked: number;
    readonly missedInADay: number;
    readonly repairedInADay: number;
    readonly worstLagMs: number;
  } | null;
  readonly mail: { readonly waiting: number; readonly failed: number; readonly sent: number };
  readonly api: {
    readonly available: number | null;
    readonly maximum: number | null;
    readonly restoreRate: number | null;
    readonly pausedMs: number;
    readonly answers: boolean;
  };
};

export type Part = "webhooks" | "compared" | "backlog" | "mail" | "api";
/** "well", "watch" what may become trouble, "ill" what somebody must look at. */
export type Verdict = "well" | "watch" | "ill";

/** What each part of the page says at a glance. */
export function verdicts(health: Health, now: Date): Record<Part, Verdict> {
  return {
    webhooks: ofWebhooks(health.lag),
    compared: ofComparison(health.compared, now),
    backlog: ofBacklog(health),
    mail: ofMail(health.mail),
    api: ofApi(health.api),
  };
}

const SLOW_MS = 10_000;
const LATE_MS = 5 * MINUTE;

function ofWebhooks(lag: Lag): Verdict {
  if (!lag || lag.p95 <= SLOW_MS) return "well";
  return lag.p95 <= LATE_MS ? "watch" : "ill";
}

function ofComparison(compared: Health["compared"], now: Date): Verdict {
  if (!compared) return "watch";
  if (now.getTime() - compared.at.getTime() > 3 * HOUR) return "ill";
  return compared.missedInADay > compared.repairedInADay ? "watch" : "well";
}

function ofBacklog({ backlog, dead }: Health): Verdict {
  if (dead > 0) return "ill";
  return backlog > 1_000 ? "watch" : "well";
}

function ofMail({ failed, waiting }: Health["mail"]): Verdict {
  if (failed > 0) return "ill";
  return waiting > 20 ? "watch" : "well";
}

function ofApi({ answers, available, maximum }: Health["api"]): Verdict {
  if (!answers) return "ill";
  return available !== null && maximum !== null && available < maximum / 4 ? "watch" : "well";
}

/** A time as people say it: "40 ms", "1.5 sec", "2 min", "3 hr"; nothing takes no time at all. */
export function timeText(ms: number, locale: string): string {
  const [value, unit] = inUnits(ms);
  const digits = value < 10 && unit === "second" ? 1 : 0;
  const options = { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: digits } as const;
  return value.toLocaleString(locale, options);
}

function inUnits(ms: number): [value: number, unit: "millisecond" | "second" | "minute" | "hour"] {
  if (ms < 1_000) return [Math.max(1, ms), "millisecond"];
  if (ms < MINUTE) return [ms / 1_000, "second"];
  return ms < HOUR ? [ms / MINUTE, "minute"] : [ms / HOUR, "hour"];
}
