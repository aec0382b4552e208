import { minus, money, sum, type Money, type MoneyPair } from "~/kit/money";

import { estimates, type ChosenLine } from "./estimate";
import { shareOf } from "./rate";

/** What is taken off when a return is paid back. Shopify is told when it is asked for, and takes it off itself. */
export type ReturnFees = {
  /** Once per return, in the customer's money. */
  readonly flat: Money;
  /** Of what was paid for a line, by the fulfilled line's gid, in hundredths of a per cent. */
  readonly shares: Readonly<Record<string, number>>;
};

type JudgedLine = ChosenLine & { readonly id: string };

/** The fees of getting money back for these lines; those of store credit where no money is offered. */
export function feesFor(lines: readonly JudgedLine[], total: MoneyPair): ReturnFees {
  const none = money(0, total.customer.currency);
  const offered = estimates(lines, { total, label: 0 });
  const paid = ["refund", "store-credit"].flatMap(
    (kind) => offered.find(({ outcome }) => outcome === kind) ?? [],
  );
  const [first] = paid;
  if (!first) return { flat: none, shares: {} };
  const shares = lines.flatMap(({ id, judgement }) => {
    if (!judgement.open || judgement.isOurs) return [];
    const found = judgement.outcomes.find(({ kind }) => kind === first.outcome);
    const share = found?.open ? Math.min(10_000, found.terms.fee.share) : 0;
    return share > 0 ? [[id, share] as const] : [];
  });
  return { flat: first.fees.flat, shares: Object.fromEntries(shares) };
}

/** What that comes to for these lines, never more than they are worth. */
export function feeOn(
  fees: ReturnFees,
  lines: readonly { readonly id: string; readonly paid: Money }[],
): Money {
  const { currency } = fees.flat;
  const worth = sum(
    lines.map(({ paid }) => paid),
    currency,
  );
  const share = sum(
    lines.map(({ id, paid }) => shareOf(paid, fees.shares[id] ?? 0, "down")),
    currency,
  );
  const left = minus(worth, share);
  return money(share.minor + Math.max(0, Math.min(fees.flat.minor, left.minor)), currency);
}
