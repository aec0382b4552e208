import type { Say } from "~/kit/words";
import type { ReturnView } from "~/returns/return";

/** What the policy said when it was asked for, in one sentence; null when nobody asked it. */
export function verdictText({ policy }: Pick<ReturnView, "policy">, say: Say, locale: string): string | null {
  if (!policy || policy.verdicts.length === 0) return null;
  const days = policy.windowDays;
  if (policy.verdicts.some(({ because }) => because !== null)) return say("inbox.verdictNo", { days });
  const ends = policy.verdicts.flatMap(({ until }) => (until ? [until] : [])).sort();
  const until = ends[0]
    ? new Date(ends[0]).toLocaleDateString(locale, { day: "numeric", month: "short" })
    : "";
  return say("inbox.verdictYes", { days, until });
}
