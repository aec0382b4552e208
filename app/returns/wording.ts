import { words, type Locale, type Word } from "~/kit/words";

import type { Returnable } from "./policy/document";
import { whyNot } from "./policy/explain";
import type { Published } from "./policy/facts";
import type { RequestRefusal } from "./request";

/** Everything that can be in the way of a request, as the person hears it. */
export type Unasked = RequestRefusal | "in-progress" | "unknown" | "refused";

const sentences: Record<Unasked, Word> = {
  ...whyNot,
  "comment-missing": "returns.because-comment-missing",
  "in-progress": "returns.because-in-progress",
  "no-such-line": "returns.because-no-such-line",
  "no-such-reason": "returns.because-no-such-reason",
  "nothing-chosen": "returns.because-nothing-chosen",
  "photo-missing": "returns.because-photo-missing",
  refused: "returns.because-refused",
  "too-many": "returns.because-too-many",
  unknown: "returns.because-unknown",
};

/** Why a request was not taken. */
export function whyUnasked(because: Unasked, locale: Locale): string {
  return words(locale)(sentences[because]);
}

/** What holds for everything that no other rule is for, in one sentence. */
export function policyLine({ policy }: Published, locale: Locale): string {
  const then = policy.rules.at(-1)?.then;
  const say = words(locale);
  if (then?.kind !== "returnable") return say("returns.policy", { days: 0 });
  const days = longest(then);
  return days === null ? say("returns.policy-endless") : say("returns.policy", { days });
}

/** The days of the outcome that stays open longest. */
function longest({ windowDays, outcomes }: Returnable): number | null {
  const all = Object.values(outcomes).map((terms) => (terms?.ownWindow ? terms.ownWindow.days : windowDays));
  return all.includes(null) ? null : Math.max(0, ...all.map(Number));
}
