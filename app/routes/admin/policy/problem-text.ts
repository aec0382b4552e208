import { outcomes, type Outcome, type Policy } from "~/returns/policy/document";
import type { Problem } from "~/returns/policy/problems";

import type { Speaker } from "./rule/values";

/** A problem in words, without naming the rule it stands at. */
export function problemText({ problem, with: other }: Problem, policy: Policy, speaker: Speaker): string {
  return speaker.say(`editor.p_${problem}`, { other: other === null ? "" : nameOf(other, policy, speaker) });
}

/** The other party by the name that people see; each kind of party has names of its own shape. */
function nameOf(other: string, { rules, reasons }: Policy, { say, locale }: Speaker): string {
  if (isOutcome(other)) return say(`editor.outcome_${other}`);
  const rule = rules.find(({ id }) => id === other);
  if (rule) return rule.name;
  return reasons.find(({ handle }) => handle === other)?.label[locale] ?? other;
}

function isOutcome(text: string): text is Outcome {
  return outcomes.includes(text as Outcome);
}

export type Placed = {
  /** The element it stands at. */
  readonly at: string;
  readonly text: string;
  /** The name of the rule it stands at; null where its own words say what is wrong. */
  readonly rule: string | null;
};

/** Each problem in words, with the place where it is shown. */
export function placed(problems: readonly Problem[], policy: Policy, speaker: Speaker): Placed[] {
  return problems.map((problem) => {
    const text = problemText(problem, policy, speaker);
    const rule = policy.rules.find(({ id }) => id === problem.ruleId);
    if (rule) return { at: `rule-${rule.id}`, text, rule: rule.name };
    const kind = problem.problem === "holiday-empty" ? "holiday" : "reason";
    return { at: `${kind}-${problem.with ?? ""}`, text, rule: null };
  });
}

/** The words by the place where they are shown. */
export function byPlace(problems: readonly Placed[]): ReadonlyMap<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { at, text } of problems) found.set(at, [...(found.get(at) ?? []), text]);
  return found;
}
