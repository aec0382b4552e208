import { dayNumber, numberOfDay } from "~/kit/days";

import type { Policy, Rule, When } from "./document";
import type { Facts } from "./facts";

/** The rule that decides: the first that fits; null when none does, which only a draft allows. */
export function ruleFor(policy: Pick<Policy, "rules">, facts: Facts): Rule | null {
  return policy.rules.find(({ when }) => fits(when, facts)) ?? null;
}

/** Whether all conditions that are given fit these facts. */
export function fits(when: When, facts: Facts): boolean {
  const { line, order, asked } = facts;
  const lists: [readonly string[], readonly string[]][] = [
    [when.countries, known(order.country)],
    [when.productTags, line.tags],
    [when.productTypes, known(line.productType)],
    [when.collections, line.collections],
    [when.orderTags, order.tags],
    [when.customerTags, order.customer.tags],
    [when.reasons, known(asked?.reason)],
  ];
  return lists.every(([wanted, has]) => hasAny(wanted, has)) && fitsNumbers(when, facts);
}

function known(value: string | null | undefined): string[] {
  return value ? [value] : [];
}

/** Case does not matter, nor does space around: Shopify takes tags so. An empty list asks for nothing. */
export function hasAny(wanted: readonly string[], has: readonly string[]): boolean {
  return wanted.length === 0 || has.some((one) => wanted.some((other) => fold(one) === fold(other)));
}

export function fold(text: string): string {
  return text.trim().toLowerCase();
}

function fitsNumbers({ price, discountFrom, placed }: When, { line, order }: Facts): boolean {
  if (price && !isWithin(line.listPrice.minor, price.from, price.to)) return false;
  if (discountFrom !== null && line.discountShare < discountFrom) return false;
  if (!placed) return true;
  const day = (text: string | null) => (text === null ? null : numberOfDay(text));
  return isWithin(dayNumber(order.placedAt, order.timezone), day(placed.from), day(placed.until));
}

/** Both ends belong to it; no end is no limit. */
function isWithin(value: number, from: number | null, to: number | null): boolean {
  return (from === null || value >= from) && (to === null || value <= to);
}
