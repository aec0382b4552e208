import { z } from "zod";

const Minor = z.int().nonnegative().max(1_000_000_000_000).nullable();

/** How much somebody may move alone, in minor units of the shop's own money; null is no limit. */
const Limits = z.strictObject({
  /** One payment. */
  action: Minor,
  /** All payments of one conversation. */
  ticket: Minor,
  /** All payments of one person on one day of the shop's calendar. */
  day: Minor,
  /** All that one customer got back in ninety days, from whomever. */
  customer: Minor,
});
export type Limits = z.infer<typeof Limits>;

/** Who has limits: people by their role, rules that the merchant wrote, and the assistant. Owners have none. */
export const limited = ["lead", "agent", "rules", "assistant"] as const;
export type Limited = (typeof limited)[number];

export const MoneyLimits = z.strictObject({
  lead: Limits,
  agent: Limits,
  rules: Limits,
  assistant: Limits,
});
export type MoneyLimits = z.infer<typeof MoneyLimits>;

const unlimited: Limits = { action: null, ticket: null, day: null, customer: null };
const nothing: Limits = { action: 0, ticket: 0, day: 0, customer: 0 };

/** People may do what their role lets them until the merchant says otherwise; machines nothing. */
export const defaultLimits: MoneyLimits = {
  lead: unlimited,
  agent: unlimited,
  rules: nothing,
  assistant: nothing,
};

/** More payments than this in ten minutes by one person are no work any more, but an accident or a theft. */
export const DEFAULT_PACE = 60;
export const MoneyPace = z.int().min(1).max(1_000);
