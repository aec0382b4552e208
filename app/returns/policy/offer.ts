import { consequence, type Consequence } from "./answers";
import { outcomes, type Outcome, type Policy, type Reason, type Returnable, type Terms } from "./document";
import type { Asked, ClosedJudgement, Facts, OpenJudgement, OutcomeJudgement, Window } from "./facts";

type Case = { readonly policy: Policy; readonly facts: Facts; readonly now: Date };
type Judged = { readonly outcome: OutcomeJudgement; readonly window: Window };

/** What these terms offer for a line now, each outcome in its own window; else the one reason why nothing. */
export function offer(
  then: Returnable,
  { policy, facts, now }: Case,
  windowFor: (terms: Terms) => Window,
): OpenJudgement | ClosedJudgement {
  const reason = reasonOf(policy, facts.asked);
  const answer = consequence(reason, facts.line, facts.asked);
  if (answer === "reject") return { open: false, because: "answered", until: null };
  const all = outcomes.flatMap((kind): Judged[] => {
    const terms = then.outcomes[kind];
    if (!terms) return [];
    const window = windowFor(terms);
    return [{ outcome: judged({ kind, terms, window }, { then, facts, now }), window }];
  });
  const left = answer === "keep" ? keptOnly(all) : all;
  const longest = longestOf(left.filter(({ outcome }) => outcome.open));
  if (!longest) return whyNothing(all);
  return {
    open: true,
    ...longest.window,
    outcomes: left.map(({ outcome }) => outcome),
    approval: approvalOf(then, answer, left),
    label: then.label,
    destination: then.destination,
    keepBelow: then.keep?.below ?? null,
    isOurs: reason?.fault === "ours",
  };
}

/** The reason that was chosen, as the policy has it. */
export function reasonOf({ reasons }: Policy, asked: Pick<Asked, "reason"> | null): Reason | null {
  return reasons.find(({ handle }) => handle === asked?.reason) ?? null;
}

type One = { readonly kind: Outcome; readonly terms: Terms; readonly window: Window };

function judged(
  { kind, terms, window }: One,
  { then, facts, now }: { then: Returnable; facts: Facts; now: Date },
): OutcomeJudgement {
  const { until, days } = window;
  if (days === 0 || (until !== null && now > until)) return { kind, open: false, because: "window-closed" };
  const because = kind === "keep" ? whyNotKeep(then, facts) : null;
  return because ? { kind, open: false, because } : { kind, open: true, until, terms };
}

/** Keeping is for little that was paid, and only so often: whoever finds out must not live on it. */
function whyNotKeep({ keep }: Returnable, { line, order, asked }: Facts) {
  const worth = line.paidUnit.minor * (asked?.quantity ?? 1);
  if (!keep || worth >= keep.below) return "worth-too-much" as const;
  return keep.perYear !== null && order.customer.kept >= keep.perYear ? ("kept-too-often" as const) : null;
}

/** The shopper is to keep it; where that may not be, everything else stands, and a person looks. */
function keptOnly(all: readonly Judged[]): readonly Judged[] {
  const kept = all.filter(({ outcome }) => outcome.kind === "keep" && outcome.open);
  return kept.length > 0 ? kept : all;
}

function approvalOf(
  { approval }: Returnable,
  answer: Consequence,
  left: readonly Judged[],
): "auto" | "review" {
  const isAsWished =
    answer !== "keep" || left.every(({ outcome }) => outcome.kind === "keep" && outcome.open);
  return answer === "review" || !isAsWished ? "review" : approval;
}

function longestOf(all: readonly Judged[]): Judged | undefined {
  const end = ({ window }: Judged) => window.until?.getTime() ?? Infinity;
  return all.reduce<Judged | undefined>(
    (best, one) => (best && end(best) >= end(one) ? best : one),
    undefined,
  );
}

function whyNothing(all: readonly Judged[]): ClosedJudgement {
  const last = longestOf(all.filter(({ outcome }) => !outcome.open && outcome.because === "window-closed"));
  if (!last) return { open: false, because: "nothing-offered", until: null };
  return { open: false, because: "window-closed", until: last.window.until };
}
