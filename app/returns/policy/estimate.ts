import { least, minus, money, plus, sum, type Money, type MoneyPair } from "~/kit/money";

import { moments, outcomes, type Outcome, type Terms } from "./document";
import type { Estimate, Judgement } from "./facts";
import { inCustomerMoney, shareOf } from "./rate";

/** A line that shall come back, as it was judged, and what was paid for these units in the customer's money. */
export type ChosenLine = { readonly judgement: Judgement; readonly paid: Money };

type Case = {
  /** What the order cost in both moneys. */
  readonly total: MoneyPair;
  /** What the label costs us, in minor units of the shop's money; 0 while nobody knows. */
  readonly label: number;
};

/** What each outcome that is open for all chosen lines would come to; in no order of lines. */
export function estimates(lines: readonly ChosenLine[], whole: Case): Estimate[] {
  if (lines.length === 0) return [];
  return outcomes.flatMap((outcome) => {
    const parts = lines.map((line) => partOf(line, outcome));
    const known = parts.filter((part) => part !== null);
    if (known.length < parts.length) return [];
    if (outcome === "keep" && !isLittle(known, whole)) return [];
    return [estimate(outcome, known, whole)];
  });
}

type Part = {
  readonly rule: string;
  readonly terms: Terms;
  readonly paid: Money;
  readonly isOurs: boolean;
  readonly keepBelow: number;
};

function partOf({ judgement, paid }: ChosenLine, kind: Outcome): Part | null {
  if (!judgement.open) return null;
  const found = judgement.outcomes.find((one) => one.kind === kind);
  if (!found?.open) return null;
  const { isOurs, keepBelow } = judgement;
  return { rule: judgement.rule?.id ?? "", terms: found.terms, paid, isOurs, keepBelow: keepBelow ?? 0 };
}

/** Everything that is kept together must be below the value: splitting it over lines gains nothing. */
function isLittle(parts: readonly Part[], { total }: Case): boolean {
  const paid = sum(
    parts.map((part) => part.paid),
    total.customer.currency,
  );
  return parts.every(({ keepBelow }) => paid.minor < inCustomerMoney(keepBelow, total, "up").minor);
}

function estimate(outcome: Outcome, parts: readonly Part[], whole: Case): Estimate {
  const { currency } = whole.total.customer;
  const items = sum(
    parts.map(({ paid }) => paid),
    currency,
  );
  const none = money(0, currency);
  const isMoney = outcome !== "replacement";
  const fees = isMoney ? feesOf(parts, whole) : { share: none, flat: none, label: none };
  const fee = sum(Object.values(fees), currency);
  const earns = outcome === "store-credit" || outcome === "exchange";
  const bonus = earns && items.minor > 0 ? bonusOf(parts, whole) : none;
  const total = isMoney ? plus(minus(items, fee), bonus) : none;
  return { outcome, items, fees, fee, bonus, total, payAt: latest(parts.map(({ terms }) => terms.payAt)) };
}

/**
 * The share of each line, the largest flat fee of all lines once, and the label: together never more than the
 * lines are worth for which anything may be taken. What is our fault costs nothing.
 */
function feesOf(parts: readonly Part[], { total, label }: Case): Estimate["fees"] {
  const { currency } = total.customer;
  const owing = parts.filter(({ isOurs }) => !isOurs);
  const share = sum(
    owing.map(({ paid, terms }) => least(shareOf(paid, terms.fee.share, "down"), paid)),
    currency,
  );
  const worth = sum(
    owing.map(({ paid }) => paid),
    currency,
  );
  const flat = least(
    inCustomerMoney(Math.max(0, ...owing.map(({ terms }) => terms.fee.flat)), total, "down"),
    minus(worth, share),
  );
  const isTaken = owing.some(({ terms }) => terms.fee.label);
  const left = minus(minus(worth, share), flat);
  return {
    share,
    flat,
    label: isTaken ? least(inCustomerMoney(label, total, "down"), left) : money(0, currency),
  };
}

/** Each rule's share within its own cap, the largest flat bonus once, and all of it within the caps together. */
function bonusOf(parts: readonly Part[], { total }: Case): Money {
  const { currency } = total.customer;
  const rules = [...new Map(parts.map((part) => [part.rule, part.terms.bonus])).entries()];
  const grown = (minor: number) => inCustomerMoney(minor, total, "up");
  const shares = rules.map(([rule, { share, cap }]) => {
    const own = parts.filter((part) => part.rule === rule).map(({ paid }) => shareOf(paid, share, "up"));
    const all = sum(own, currency);
    return cap === null ? all : least(all, grown(cap));
  });
  const flat = grown(Math.max(0, ...rules.map(([, bonus]) => bonus.flat)));
  const bonus = plus(sum(shares, currency), flat);
  const caps = rules.flatMap(([, { cap }]) => (cap === null ? [] : [grown(cap)]));
  return caps.length < rules.length ? bonus : least(bonus, sum(caps, currency));
}

function latest(all: readonly Estimate["payAt"][]): Estimate["payAt"] {
  return moments.findLast((moment) => all.includes(moment)) ?? "received";
}
