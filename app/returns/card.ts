import { moneyText, type Money } from "~/kit/money";
import { words, type Locale, type Say } from "~/kit/words";

import type { DeclineReason, ReturnView, Stage } from "./return";

/** A return as its shopper sees it: a sentence in their language, nothing that only the team may know. */
export type ReturnCard = {
  readonly id: string;
  readonly stage: Stage;
  readonly line: string;
  readonly total: (Money & { readonly text: string }) | null;
  /** ISO; when it came to this stage. */
  readonly at: string;
};

type Shown = Pick<
  ReturnView,
  | "id"
  | "stage"
  | "refunded"
  | "declineReason"
  | "declineNote"
  | "requestedAt"
  | "decidedAt"
  | "receivedAt"
  | "settledAt"
  | "updatedAt"
>;

export function returnCard(shown: Shown, locale: Locale): ReturnCard {
  const { refunded } = shown;
  const total = refunded ? { ...refunded, text: moneyText(refunded, locale) } : null;
  return {
    id: shown.id,
    stage: shown.stage,
    line: lineOf(shown, total?.text ?? null, words(locale)),
    total,
    at: momentOf(shown).toISOString(),
  };
}

const declined: Record<
  DeclineReason,
  "returns.decline-final-sale" | "returns.decline-window-closed" | "returns.decline-other"
> = {
  "final-sale": "returns.decline-final-sale",
  "window-closed": "returns.decline-window-closed",
  other: "returns.decline-other",
};

/** The merchant's own words for a decline come first. */
function lineOf({ stage, declineReason, declineNote }: Shown, amount: string | null, say: Say): string {
  if (stage === "refunded" && amount) return say("returns.line-refunded-amount", { amount });
  if (stage === "declined") {
    return say("returns.line-declined", { why: declineNote || say(declined[declineReason ?? "other"]) });
  }
  return say(`returns.line-${stage}`);
}

function momentOf(shown: Shown): Date {
  const moments: Record<Stage, Date | null> = {
    requested: shown.requestedAt,
    approved: shown.decidedAt,
    declined: shown.decidedAt,
    received: shown.receivedAt,
    refunded: shown.settledAt,
    cancelled: null,
    closed: null,
  };
  return moments[shown.stage] ?? shown.updatedAt;
}
