import { isUnconditional, outcomes, type Outcome, type Policy, type Reason, type Rule } from "./document";
import { fold } from "./match";
import { isEmpty, isWithin } from "./reach";

/**
 * What is wrong with a policy while somebody types it. `with` names the other party: a rule's id, an outcome, a
 * reason's handle, a holiday's name, a kind of condition.
 */
export type Problem = {
  /** Null for what concerns no single rule. */
  readonly ruleId: string | null;
  readonly problem: ProblemKind;
  readonly with: string | null;
};

export type ProblemKind =
  /** An earlier rule takes everything that this one could decide. */
  | "shadowed"
  /** Its range is empty: nothing lies in it. */
  | "empty-range"
  /** It asks for a reason that the policy does not have. */
  | "unknown-reason"
  /** The last rule has conditions: what fits none of the rules is not decided. */
  | "gap"
  /** It is no final sale and offers nothing. */
  | "no-outcome"
  /** The outcome is offered for 0 days. */
  | "no-days"
  /** The fee takes more than was paid. */
  | "fee-above-worth"
  /** There is a fee, and the rule is only for reasons that are our fault: it is never taken. */
  | "fee-never-taken"
  /** The customer pays for the label, and its cost is taken off once more. */
  | "label-paid-twice"
  /** A bonus on what is neither credit nor exchange. */
  | "bonus-never-given"
  /** Keeping is offered without saying below which value, or the value without keeping. */
  | "keep-half"
  /** Two reasons have one handle. */
  | "reason-twice"
  /** Every rule that could decide is a final sale, or offers nothing: nobody can choose this reason. */
  | "reason-unchoosable"
  /** The same, though a photo or a comment is required for it. */
  | "evidence-for-nobody"
  /** It ends before it begins, or lets nothing come back later than it ends. */
  | "holiday-empty";

/** Everything that is wrong, in the order in which it stands in the policy; an empty list may be published. */
export function problemsIn(policy: Policy): Problem[] {
  const rules = policy.rules.flatMap((rule, index) => [
    ...conditionProblems(rule, policy.rules.slice(0, index), policy.reasons),
    ...termProblems(rule, policy.reasons),
  ]);
  return [...holidayProblems(policy), ...reasonProblems(policy), ...rules, ...gap(policy)];
}

function holidayProblems({ holidays }: Policy): Problem[] {
  return holidays
    .filter(({ from, until, backUntil }) => from > until || backUntil <= until)
    .map(({ name }) => ({ ruleId: null, problem: "holiday-empty", with: name }));
}

function reasonProblems({ reasons, rules }: Policy): Problem[] {
  // A store may take nothing back at all.
  const isOpen = rules.some(offersAnything);
  const found = reasons.flatMap((reason, index): Problem[] => {
    const { handle } = reason;
    const isSecond = reasons.findIndex((other) => other.handle === handle) < index;
    if (isSecond) return [{ ruleId: null, problem: "reason-twice", with: handle }];
    if (!isOpen || isChoosable(reason, rules)) return [];
    const isAsked = reason.photo === "required" || reason.comment === "required";
    return [{ ruleId: null, problem: isAsked ? "evidence-for-nobody" : "reason-unchoosable", with: handle }];
  });
  return found;
}

/** Whether any rule that can decide for this reason lets anything come back. */
function isChoosable({ handle }: Reason, rules: readonly Rule[]): boolean {
  const own = rules.filter(({ when }) => asksFor(when.reasons, handle));
  const last = own.findIndex(({ when }) => isUnconditional({ ...when, reasons: [] }));
  return own.slice(0, last < 0 ? undefined : last + 1).some(offersAnything);
}

function asksFor(reasons: readonly string[], handle: string): boolean {
  return reasons.length === 0 || reasons.some((one) => fold(one) === fold(handle));
}

function offersAnything({ then }: Rule): boolean {
  return then.kind === "returnable" && offered(then).length > 0;
}

function conditionProblems(rule: Rule, earlier: readonly Rule[], reasons: readonly Reason[]): Problem[] {
  const { id: ruleId, when } = rule;
  const range = isEmpty(when);
  if (range) return [{ ruleId, problem: "empty-range", with: range }];
  const isKnown = (handle: string) => reasons.some((reason) => fold(reason.handle) === fold(handle));
  const unknown = when.reasons.find((handle) => !isKnown(handle));
  if (unknown !== undefined) return [{ ruleId, problem: "unknown-reason", with: unknown }];
  const above = earlier.find((other) => !isEmpty(other.when) && isWithin(when, other.when));
  return above ? [{ ruleId, problem: "shadowed", with: above.id }] : [];
}

type Returnable = Extract<Rule["then"], { kind: "returnable" }>;

function offered({ outcomes: terms }: Returnable): Outcome[] {
  return outcomes.filter((kind) => terms[kind] !== undefined);
}

function termProblems(rule: Rule, reasons: readonly Reason[]): Problem[] {
  const { id: ruleId, then } = rule;
  if (then.kind === "final-sale") return [];
  const kinds = offered(then);
  if (kinds.length === 0) return [{ ruleId, problem: "no-outcome", with: null }];
  const isHalf = kinds.includes("keep") !== (then.keep !== null);
  const half: Problem[] = isHalf ? [{ ruleId, problem: "keep-half", with: "keep" }] : [];
  const found = kinds.flatMap((kind) =>
    outcomeProblems(kind, then, isOnlyOurs(rule, reasons)).map((problem) => ({
      ruleId,
      problem,
      with: kind,
    })),
  );
  return [...half, ...found];
}

function isOnlyOurs({ when }: Rule, reasons: readonly Reason[]): boolean {
  const own = reasons.filter(({ handle }) => when.reasons.some((one) => fold(one) === fold(handle)));
  return own.length > 0 && own.every(({ fault }) => fault === "ours");
}

function outcomeProblems(kind: Outcome, then: Returnable, isOnlyOurs: boolean): ProblemKind[] {
  const terms = then.outcomes[kind];
  if (!terms) return [];
  const { fee, bonus, ownWindow } = terms;
  const hasFee = fee.flat > 0 || fee.share > 0 || fee.label;
  const earns = kind === "store-credit" || kind === "exchange";
  const checks: [boolean, ProblemKind][] = [
    [(ownWindow ? ownWindow.days : then.windowDays) === 0, "no-days"],
    [fee.share > 10_000, "fee-above-worth"],
    [hasFee && isOnlyOurs, "fee-never-taken"],
    [fee.label && then.label === "customer", "label-paid-twice"],
    [!earns && (bonus.flat > 0 || bonus.share > 0), "bonus-never-given"],
  ];
  return checks.filter(([isWrong]) => isWrong).map(([, problem]) => problem);
}

function gap({ rules }: Policy): Problem[] {
  const last = rules.at(-1);
  return last && isUnconditional(last.when) ? [] : [{ ruleId: last?.id ?? null, problem: "gap", with: null }];
}
