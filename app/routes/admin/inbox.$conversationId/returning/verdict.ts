import type { Say } from "~/kit/words";
import type { StoredPolicy } from "~/returns/policy/stored";
import type { ReturnView } from "~/returns/return";

/** What the policy said when it was asked for, and by which rule, in one sentence; null when nobody asked it. */
export function verdictText({ policy }: Pick<ReturnView, "policy">, say: Say, locale: string): string | null {
  if (!policy || policy.verdicts.length === 0) return null;
  const what = whatItSaid(policy, say, locale);
  const rules = [...new Set(policy.verdicts.flatMap(({ rule }) => rule?.name ?? []))];
  // Without versions nobody has given the rule its name.
  if (policy.version === 0 || rules.length === 0) return what;
  return say("returns.explained", { rule: rules.join(", "), what });
}

function whatItSaid({ windowDays: days, verdicts }: StoredPolicy, say: Say, locale: string): string {
  if (verdicts.some(({ because }) => because !== null)) return say("inbox.verdictNo", { days: days ?? 0 });
  if (verdicts.some(({ exception }) => exception !== null)) return say("inbox.verdictException");
  if (days === null) return say("inbox.verdictEndless");
  const ends = verdicts.flatMap(({ until }) => (until ? [until] : [])).sort();
  const until = ends[0]
    ? new Date(ends[0]).toLocaleDateString(locale, { day: "numeric", month: "short" })
    : "";
  return say("inbox.verdictYes", { days, until });
}
