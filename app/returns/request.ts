import { money, type Money } from "~/kit/money";

import type { Case, ReturnableLine } from "./eligibility";
import type { Judgement, WhyNot } from "./policy/facts";
import { feeOn, feesFor } from "./policy/fees";
import { judge } from "./policy/judge";
import { reasonOf } from "./policy/offer";
import type { JudgedLine } from "./policy/stored";

export type AskedLine = { readonly id: string; readonly quantity: number; readonly reason: string };

export type RequestRefusal =
  | WhyNot
  | "nothing-chosen"
  | "no-such-line"
  | "too-many"
  | "no-such-reason"
  | "photo-missing"
  | "comment-missing";

export type RequestVerdict =
  | { readonly ok: true; readonly lines: readonly JudgedLine[] }
  | { readonly ok: false; readonly because: RequestRefusal; readonly lineId?: string };

type Asked = { readonly lines: readonly AskedLine[]; readonly photos: number; readonly hasComment: boolean };
type Facts = Case & { readonly lines: readonly ReturnableLine[] };

/** May this be asked for; if not, the first thing that is in the way. */
export function whetherToAsk(asked: Asked, facts: Facts): RequestVerdict {
  if (asked.lines.length === 0) return { ok: false, because: "nothing-chosen" };
  const judged: JudgedLine[] = [];
  for (const wanted of asked.lines) {
    const line = facts.lines.find(({ id }) => id === wanted.id);
    if (!line) return { ok: false, because: "no-such-line" };
    const judgement = judgementOf(wanted, line, facts);
    const because = judgement.open ? whyNotSo(asked, wanted, { line, facts }) : judgement.because;
    if (because) return { ok: false, because, lineId: line.lineId };
    judged.push({ fulfillmentLineId: line.id, judgement, paid: worthOf(line, wanted) });
  }
  return { ok: true, lines: judged };
}

/** What taking these lines back would take off, in the customer's money; lines that may not come back cost nothing. */
export function feeOfAsking(asked: readonly AskedLine[], facts: Facts): Money {
  const lines = asked.flatMap((wanted) => {
    const line = facts.lines.find(({ id }) => id === wanted.id);
    return line
      ? [{ id: line.id, judgement: judgementOf(wanted, line, facts), paid: worthOf(line, wanted) }]
      : [];
  });
  return feeOn(feesFor(lines, facts.order.total), lines);
}

function worthOf({ price }: ReturnableLine, { quantity }: AskedLine): Money {
  return money(price.minor * quantity, price.currency);
}

/** Nobody asks the policy's questions yet: where there are any, a person looks at the request. */
function judgementOf({ quantity, reason }: AskedLine, line: ReturnableLine, facts: Facts): Judgement {
  const { published, order, now } = facts;
  return judge(published, { line, order, asked: { quantity, reason, answers: {} } }, now);
}

function whyNotSo(
  asked: Asked,
  wanted: AskedLine,
  { line, facts }: { line: ReturnableLine; facts: Facts },
): RequestRefusal | null {
  const units = asked.lines
    .filter(({ id }) => id === line.id)
    .reduce((sum, { quantity }) => sum + quantity, 0);
  if (!Number.isInteger(wanted.quantity) || wanted.quantity < 1 || units > line.unreturned) return "too-many";
  const reason = reasonOf(facts.published.policy, wanted);
  if (!reason) return "no-such-reason";
  if (reason.photo === "required" && asked.photos === 0) return "photo-missing";
  return reason.comment === "required" && !asked.hasComment ? "comment-missing" : null;
}
