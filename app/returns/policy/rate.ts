import { money, type Money, type MoneyPair } from "~/kit/money";

/**
 * An amount of the shop's money in the customer's, at the order's own rate: what it cost in both. An order that
 * cost nothing has no rate between two moneys, and gives 0. Rounds to the side that is better for the customer:
 * what they pay down, what they get up.
 */
export function inCustomerMoney(minor: number, { shop, customer }: MoneyPair, round: "down" | "up"): Money {
  if (shop.currency === customer.currency) return money(minor, customer.currency);
  if (shop.minor <= 0 || customer.minor <= 0) return money(0, customer.currency);
  return part(money(minor, customer.currency), { of: customer.minor, in: shop.minor, round });
}

/** A share of an amount, in hundredths of a per cent. */
export function shareOf(amount: Money, basisPoints: number, round: "down" | "up"): Money {
  return part(amount, { of: basisPoints, in: 10_000, round });
}

/** The amount times a fraction, in whole numbers; never below 0, nor beyond what can be counted exactly. */
function part(amount: Money, by: { of: number; in: number; round: "down" | "up" }): Money {
  const exact = BigInt(Math.max(0, amount.minor)) * BigInt(by.of);
  const rest = by.round === "up" ? BigInt(by.in) - 1n : 0n;
  const minor = (exact + rest) / BigInt(by.in);
  return money(Math.min(Number(minor), Number.MAX_SAFE_INTEGER), amount.currency);
}
