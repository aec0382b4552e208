import type { Returnable, Rule } from "./document";
import { exceptionFor } from "./exception";
import type {
  ClosedJudgement,
  Exception,
  Facts,
  Judgement,
  LineFacts,
  OpenJudgement,
  Published,
  WhyNot,
} from "./facts";
import { ruleFor } from "./match";
import { offer } from "./offer";
import { windowOf } from "./window";

/**
 * What the policy says of this line now, and which rule or exception said it. Gives an answer for every policy
 * and every line. An exception is named only when it decided: what the rules allow anyway needs none.
 */
export function judge(published: Published, facts: Facts, now: Date): Judgement {
  const exception = exceptionFor(facts, now);
  const rule = ruleFor(published.policy, facts);
  const by = { version: published.version, rule: nameOf(rule), exception: null };
  const beyond = beyondRules(facts.line);
  if (beyond) return { ...by, ...closed(beyond) };
  if (exception?.kind === "block") return { ...by, exception, ...closed("blocked") };
  const ordinary = byRule(rule, { published, facts, now });
  if (ordinary.open || !exception || ordinary.because === "answered") return { ...by, ...ordinary };
  return lifted(exception, { published, facts, now });
}

type Case = { readonly published: Published; readonly facts: Facts; readonly now: Date };

function nameOf(rule: Rule | null): Judgement["rule"] {
  return rule && { id: rule.id, name: rule.name };
}

/** What no rule and no exception can change. */
function beyondRules({ sentAt, unreturned }: LineFacts): WhyNot | null {
  if (sentAt === null) return "not-sent";
  return unreturned <= 0 ? "nothing-left" : null;
}

function closed(because: WhyNot): ClosedJudgement {
  return { open: false, because, until: null };
}

function byRule(rule: Rule | null, { published, facts, now }: Case): OpenJudgement | ClosedJudgement {
  if (!rule) return closed("no-rule");
  const { then } = rule;
  if (then.kind === "final-sale") return closed("final-sale");
  const { policy } = published;
  const line = { ...facts.line, sentAt: facts.line.sentAt ?? now };
  return offer(then, { policy, facts, now }, ({ ownWindow }) =>
    windowOf(ownWindow ? ownWindow.days : then.windowDays, { line, order: facts.order, policy }),
  );
}

/** What holds when an exception lifts a policy that nowhere lets anything come back. */
const plain: Returnable = {
  kind: "returnable",
  windowDays: null,
  outcomes: {
    refund: {
      ownWindow: null,
      fee: { flat: 0, share: 0, label: false },
      bonus: { flat: 0, share: 0, cap: null },
      payAt: "received",
    },
  },
  label: "customer",
  destination: null,
  keep: null,
  approval: "review",
};

/** By the first rule that fits and lets anything come back at all, whatever its days. */
function lifted(exception: Exception, { published, facts, now }: Case): Judgement {
  const { policy, version } = published;
  const rule = ruleFor({ rules: policy.rules.filter(takesBack) }, facts);
  const then = rule?.then.kind === "returnable" ? rule.then : plain;
  const { expiresAt: until } = exception;
  const answer = offer(then, { policy, facts, now }, () => ({ until, days: null, countedFrom: "exception" }));
  return { version, rule: nameOf(rule), exception, ...answer };
}

function takesBack({ then }: Rule): boolean {
  if (then.kind === "final-sale") return false;
  const { keep: _keep, ...back } = then.outcomes;
  return Object.values(back).some((terms) => terms !== undefined);
}
