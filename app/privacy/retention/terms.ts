import { COPY_DAYS } from "~/privacy/request";
import type { Retention } from "~/shops/retention";

/** What a merchant decides about, and what is the same in every shop. */
export type Chosen = Exclude<keyof Retention, "hold">;
export type Fixed = "webhooks" | "codes" | "copies" | "work" | "logs" | "money";

export type Term =
  | { readonly what: Chosen; readonly days: number | null; readonly chosen: true }
  | { readonly what: Fixed; readonly days: number | null; readonly chosen: false };

/** What Shopify told us: long enough to know a repetition, and to look into what went wrong. */
export const WEBHOOK_DAYS = 7;
/** Codes are good for ten minutes; a day is for whoever asks why one did not come. */
export const CODE_DAYS = 1;
/** Finished work for a week, given-up work for a month (platform/work). */
const WORK_DAYS = 30;
/** Log lines name no person; who runs Goodturn keeps them so long. */
const LOG_DAYS = 30;

/** How long each kind of thing is kept, as the settings page lists it. */
export function terms(retention: Retention): Term[] {
  const { conversations, pictures, mails, visitors, drafts } = retention;
  const chosen = Object.entries({ conversations, pictures, mails, visitors, drafts }) as [
    Chosen,
    number | null,
  ][];
  const fixed: [Fixed, number | null][] = [
    ["codes", CODE_DAYS],
    ["webhooks", WEBHOOK_DAYS],
    ["copies", COPY_DAYS],
    ["work", WORK_DAYS],
    ["logs", LOG_DAYS],
    ["money", null],
  ];
  return [
    ...chosen.map(([what, days]) => ({ what, days, chosen: true }) as const),
    ...fixed.map(([what, days]) => ({ what, days, chosen: false }) as const),
  ];
}
