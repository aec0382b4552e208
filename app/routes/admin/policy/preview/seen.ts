import { DAY, after } from "~/kit/days";
import type { Policy } from "~/returns/policy/document";
import { estimates } from "~/returns/policy/estimate";
import type { Estimate, Facts, Judgement } from "~/returns/policy/facts";
import { judge } from "~/returns/policy/judge";

import type { Sample, SampleLine } from "./sample";

/** What the person at the preview has set. */
export type Situation = {
  readonly country: string | null;
  readonly customerTags: readonly string[];
  readonly productTags: readonly string[];
  readonly daysAgo: number;
  /** A reason's handle; null while none is chosen. */
  readonly reason: string | null;
};

export type Seen = {
  readonly line: SampleLine;
  readonly judgement: Judgement;
  /** By the function that pays. */
  readonly estimates: readonly Estimate[];
};

type At = { readonly now: Date; readonly timezone: string };

/** What a shopper with this order would see of each line, were this the policy. */
export function seen(
  policy: Policy,
  sample: Sample,
  { situation, at }: { situation: Situation; at: At },
): Seen[] {
  return sample.lines.map((line) => {
    const judgement = judge({ version: 0, policy }, factsOf(line, sample, { situation, at }), at.now);
    const whole = { total: sample.total, label: 0 };
    return { line, judgement, estimates: estimates([{ judgement, paid: line.paid }], whole) };
  });
}

function factsOf(
  line: SampleLine,
  sample: Sample,
  { situation, at }: { situation: Situation; at: At },
): Facts {
  const delivered = after(at.now, -situation.daysAgo * DAY);
  return {
    line: {
      ...line,
      tags: [...line.tags, ...situation.productTags],
      unreturned: line.quantity,
      sentAt: after(delivered, -3 * DAY),
      deliveredAt: delivered,
    },
    order: {
      id: sample.id,
      country: situation.country,
      tags: sample.tags,
      placedAt: after(delivered, -5 * DAY),
      total: sample.total,
      customer: { id: null, tags: situation.customerTags, kept: 0 },
      exceptions: [],
      timezone: at.timezone,
    },
    asked:
      situation.reason === null ? null : { quantity: line.quantity, reason: situation.reason, answers: {} },
  };
}
