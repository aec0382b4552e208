import { eligibility, type ReturnableLine, type WhyNot } from "./eligibility";
import type { Policy, StoredPolicy } from "./policy";

export type AskedLine = { readonly id: string; readonly quantity: number; readonly reason: string };

export type RequestRefusal =
  WhyNot | "nothing-chosen" | "no-such-line" | "too-many" | "no-such-reason" | "photo-missing";

export type RequestVerdict =
  | { readonly ok: true; readonly verdicts: StoredPolicy["verdicts"] }
  | { readonly ok: false; readonly because: RequestRefusal; readonly lineId?: string };

type Asked = { readonly lines: readonly AskedLine[]; readonly photos: number };
type Facts = { readonly lines: readonly ReturnableLine[]; readonly policy: Policy; readonly now: Date };

/** May this be asked for; if not, the first thing that is in the way. */
export function whetherToAsk(asked: Asked, facts: Facts): RequestVerdict {
  if (asked.lines.length === 0) return { ok: false, because: "nothing-chosen" };
  const verdicts: StoredPolicy["verdicts"] = [];
  for (const wanted of asked.lines) {
    const line = facts.lines.find(({ id }) => id === wanted.id);
    if (!line) return { ok: false, because: "no-such-line" };
    const answer = eligibility(line, facts.policy, facts.now);
    const because = answer.open ? whyNotSo(asked, wanted, { line, policy: facts.policy }) : answer.because;
    if (because) return { ok: false, because, lineId: line.lineId };
    verdicts.push({ fulfillmentLineId: line.id, until: answer.until?.toISOString() ?? null, because: null });
  }
  return { ok: true, verdicts };
}

function whyNotSo(
  asked: Asked,
  wanted: AskedLine,
  { line, policy }: { line: ReturnableLine; policy: Policy },
): RequestRefusal | null {
  const units = asked.lines
    .filter(({ id }) => id === line.id)
    .reduce((sum, { quantity }) => sum + quantity, 0);
  if (!Number.isInteger(wanted.quantity) || wanted.quantity < 1 || units > line.unreturned) return "too-many";
  const reason = policy.reasons.find(({ handle }) => handle === wanted.reason);
  if (!reason) return "no-such-reason";
  return reason.photo === "required" && asked.photos === 0 ? "photo-missing" : null;
}
