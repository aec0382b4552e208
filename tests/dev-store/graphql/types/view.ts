import { amountText } from "../../state/money.ts";
import type { Money, MoneyBag } from "../../state/money.ts";
import { numericId } from "../../state/node.ts";
import type { UserError } from "../../state/outcome.ts";

/** MoneyV2 */
export function moneyView(money: Money): { amount: string; currencyCode: string } {
  return { amount: amountText(money), currencyCode: money.currency };
}

/** MoneyBag */
export function bagView(bag: MoneyBag) {
  return { shopMoney: moneyView(bag.shop), presentmentMoney: moneyView(bag.presentment) };
}

/** UnsignedInt64, from the number in an id. */
export function legacyId(row: { id: string }): string {
  return String(numericId(row.id));
}

/** Errors of a mutation under the name of its input argument. */
export function errorsUnder(errors: UserError[], ...path: string[]): UserError[] {
  return errors.map((error) => ({
    ...error,
    field: error.field === null ? null : [...path, ...error.field],
  }));
}

/** A count of Shopify's type Count. */
export function countView(count: number, limit: number | null = null) {
  const over = limit !== null && count > limit;
  return { count: over ? limit : count, precision: over ? "AT_LEAST" : "EXACT" };
}
