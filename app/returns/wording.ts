import { words, type Locale, type Word } from "~/kit/words";

import type { Eligibility } from "./eligibility";
import type { RequestRefusal } from "./request";

/** Everything that can be in the way of a request, as the person hears it. */
export type Unasked = RequestRefusal | "in-progress" | "unknown" | "refused";

const sentences: Record<Unasked, Word> = {
  "final-sale": "returns.because-final-sale",
  "in-progress": "returns.because-in-progress",
  "no-such-line": "returns.because-no-such-line",
  "no-such-reason": "returns.because-no-such-reason",
  "not-sent": "returns.because-not-sent",
  "nothing-chosen": "returns.because-nothing-chosen",
  "nothing-left": "returns.because-nothing-left",
  "photo-missing": "returns.because-photo-missing",
  refused: "returns.because-refused",
  "too-many": "returns.because-too-many",
  unknown: "returns.because-unknown",
  "window-closed": "returns.because-window-closed",
};

type Speaker = { readonly locale: Locale; readonly timezone: string };

/** Why a request was not taken. */
export function whyUnasked(because: Unasked, locale: Locale): string {
  return words(locale)(sentences[because]);
}

/** Until when a line can come back, or the one reason why it cannot. */
export function eligibilityLine(answer: Eligibility, speaker: Speaker): string {
  const say = words(speaker.locale);
  if (answer.open) return say("returns.until", { until: localDay(answer.until, speaker) });
  const { because, until } = answer;
  if (because !== "window-closed" || !until) return say(sentences[because]);
  return say("returns.because-window-closed-on", { until: localDay(until, speaker) });
}

/** The merchant's terms in one sentence. */
export function policyLine({ windowDays }: { windowDays: number }, locale: Locale): string {
  return words(locale)("returns.policy", { days: windowDays });
}

/**
 * Noon of the day that it is in the shop at that instant, by the machine's own clock: the message formatter
 * writes days by that clock, and a shopper must read the shop's day.
 */
function localDay(at: Date, { timezone }: Speaker): Date {
  const text = new Intl.DateTimeFormat("en-CA", { timeZone: timezone }).format(at);
  const [year = 1970, month = 1, day = 1] = text.split("-").map(Number);
  return new Date(year, month - 1, day, 12);
}
