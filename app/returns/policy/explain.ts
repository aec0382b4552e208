import { moneyText } from "~/kit/money";
import { words, type Locale, type Say, type Word } from "~/kit/words";

import type { ClosedJudgement, Estimate, Judgement, OpenJudgement, WhyNot } from "./facts";

export type Listener = {
  readonly locale: Locale;
  /** The shop's: its days are what counts. */
  readonly timezone: string;
  /** A shopper does not hear who blocked them, nor of which version the rule is. */
  readonly to: "shopper" | "agent";
};

export const whyNot: Record<WhyNot, Word> = {
  "not-sent": "returns.because-not-sent",
  "nothing-left": "returns.because-nothing-left",
  blocked: "returns.because-blocked",
  "final-sale": "returns.because-final-sale",
  "window-closed": "returns.because-window-closed",
  answered: "returns.because-answered",
  "nothing-offered": "returns.because-nothing-offered",
  "no-rule": "returns.because-no-rule",
};

/**
 * What was decided in one sentence, with the rule and the reason: "Shoes, Canada: 45 days from delivery, until
 * December 3, 2026; a refund costs €5.00". Estimates tell what the outcomes cost and bring.
 */
export function explain(
  judgement: Judgement,
  listener: Listener,
  costs: readonly Pick<Estimate, "outcome" | "fee" | "bonus">[] = [],
): string {
  const say = words(listener.locale);
  const what = judgement.open
    ? [openWhat(judgement, say, listener), ...extras(judgement, costs, listener)]
    : [closedWhat(judgement, say, listener)];
  const head = headOf(judgement, say, listener);
  const text = what.reduce((first, second) => say("returns.explained-and", { first, second }));
  return head === null ? text : say("returns.explained", { rule: head, what: text });
}

/** The settings' one rule has no name that anybody gave it. */
function headOf({ rule, exception, version }: Judgement, say: Say, { to }: Listener): string | null {
  if (exception) {
    if (to === "shopper") return exception.kind === "block" ? null : say("returns.explained-exception");
    const { kind, author, reason } = exception;
    return say("returns.explained-exception-by", { kind, author, reason });
  }
  if (!rule || version === 0) return null;
  return to === "shopper" ? rule.name : say("returns.explained-rule", { rule: rule.name, version });
}

function openWhat({ until, days, countedFrom }: OpenJudgement, say: Say, listener: Listener): string {
  if (until === null) {
    return say(countedFrom === "exception" ? "returns.explained-lifted" : "returns.explained-endless");
  }
  const values = { days: days ?? 0, until: dayText(until, listener) };
  return say(windows[countedFrom], values);
}

const windows: Record<OpenJudgement["countedFrom"], Word> = {
  delivery: "returns.explained-delivery",
  sending: "returns.explained-sending",
  holiday: "returns.explained-holiday",
  exception: "returns.explained-exception-until",
};

function extras(
  { isOurs, approval }: OpenJudgement,
  costs: readonly Pick<Estimate, "outcome" | "fee" | "bonus">[],
  { locale, to }: Listener,
): string[] {
  const say = words(locale);
  const told = costs.flatMap(({ outcome, fee, bonus }) => {
    const cost = fee.minor > 0 ? [say(`returns.costs-${outcome}`, { fee: moneyText(fee, locale) })] : [];
    const earns = outcome === "store-credit" || outcome === "exchange";
    if (!earns || bonus.minor <= 0) return cost;
    return [...cost, say(`returns.brings-${outcome}`, { bonus: moneyText(bonus, locale) })];
  });
  const ours = isOurs ? [say("returns.explained-ours")] : [];
  const review = approval === "review" && to === "agent" ? [say("returns.explained-review")] : [];
  return [...told, ...ours, ...review];
}

function closedWhat({ because, until }: ClosedJudgement, say: Say, listener: Listener): string {
  if (listener.to === "agent" && because === "blocked") return say("returns.explained-blocked");
  if (listener.to === "agent" && because === "no-rule") return say("returns.explained-no-rule");
  if (because !== "window-closed" || !until) return say(whyNot[because]);
  return say("returns.because-window-closed-on", { until: dayText(until, listener) });
}

/** The day in the shop at that instant. */
function dayText(at: Date, { locale, timezone }: Listener): string {
  return at.toLocaleDateString(locale, { dateStyle: "long", timeZone: timezone });
}
