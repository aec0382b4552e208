import { z } from "zod";

import type { Money, MoneyPair } from "~/kit/money";

import { feesFor } from "./fees";
import type { Judgement, Published } from "./facts";

/** What the policy said of one line when it was asked for, and which rule said it. */
const Verdict = z.object({
  fulfillmentLineId: z.string(),
  until: z.iso.datetime().nullable(),
  because: z.string().nullable(),
  /** Returns from before there were rules name none. */
  rule: z.object({ id: z.string(), name: z.string() }).nullable().default(null),
  exception: z
    .object({ id: z.string(), kind: z.enum(["block", "allow", "once"]) })
    .nullable()
    .default(null),
  approval: z.enum(["auto", "review"]).default("review"),
});
export type Verdict = z.infer<typeof Verdict>;

/** The policy as it stood when a return was asked for and decided, kept with the return. */
export const StoredPolicy = z.object({
  /** 0 is what the settings said; before there were versions, a text stood here. */
  version: z.union([z.number().int(), z.string().transform(() => 0)]),
  /** The fewest days that any line was granted; null without end. */
  windowDays: z.number().nullable(),
  transitDays: z.number(),
  verdicts: z.array(Verdict).default([]),
  /** What is taken off when it is paid; Shopify was told. */
  fees: z
    .object({
      flat: z.object({ minor: z.number().int(), currency: z.string() }),
      shares: z.record(z.string(), z.number().int()),
    })
    .nullable()
    .default(null),
  /** The version in force when somebody approved or declined it. */
  decidedVersion: z.number().int().nullable().default(null),
});
export type StoredPolicy = z.infer<typeof StoredPolicy>;

export type JudgedLine = {
  readonly fulfillmentLineId: string;
  readonly judgement: Judgement;
  /** What was paid for these units, in the customer's money. */
  readonly paid: Money;
};

/**
 * What is kept of judging these lines of an order that cost so much (null where nobody asked us): no people's words,
 * those stay erasable where they were written.
 */
export function storedPolicy(
  { version, policy }: Published,
  lines: readonly JudgedLine[],
  total: MoneyPair | null,
): StoredPolicy {
  const days = lines.flatMap(({ judgement }) =>
    judgement.open && judgement.days !== null ? [judgement.days] : [],
  );
  return {
    version,
    windowDays: days.length > 0 ? Math.min(...days) : null,
    transitDays: policy.transitDays,
    verdicts: lines.map(verdictOf),
    fees:
      total &&
      feesFor(
        lines.map(({ fulfillmentLineId: id, ...line }) => ({ id, ...line })),
        total,
      ),
    decidedVersion: null,
  };
}

function verdictOf({ fulfillmentLineId, judgement }: JudgedLine): Verdict {
  const { rule, exception, until } = judgement;
  return {
    fulfillmentLineId,
    until: until?.toISOString() ?? null,
    because: judgement.open ? null : judgement.because,
    rule,
    exception: exception && { id: exception.id, kind: exception.kind },
    approval: judgement.open ? judgement.approval : "review",
  };
}
