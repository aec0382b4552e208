import type { When } from "./document";
import { fold } from "./match";

/** The kind of condition that nothing can fit; null when something can. */
export function isEmpty(when: When): "price" | "placed" | null {
  if (isBackwards(pricesOf(when))) return "price";
  return isBackwards(daysOf(when)) ? "placed" : null;
}

const lists = [
  "countries",
  "productTags",
  "productTypes",
  "collections",
  "orderTags",
  "customerTags",
  "reasons",
] as const;

/**
 * Whether everything that fits the inner conditions fits the outer ones, too. Says yes only when it is certain;
 * two outer rules that cover an inner one together are not seen.
 */
export function isWithin(inner: When, outer: When): boolean {
  return (
    lists.every((kind) => isSubset(inner[kind], outer[kind])) &&
    [pricesOf, daysOf].every((range) => isInside(range(inner), range(outer))) &&
    (outer.discountFrom ?? 0) <= (inner.discountFrom ?? 0)
  );
}

function isSubset(inner: readonly string[], outer: readonly string[]): boolean {
  if (outer.length === 0) return true;
  const wide = new Set(outer.map(fold));
  return inner.length > 0 && inner.every((value) => wide.has(fold(value)));
}

/** Days as they are written compare as text. */
type End = number | string | null;
type Range = readonly [End, End];

function pricesOf({ price }: When): Range {
  return [price?.from ?? null, price?.to ?? null];
}

function daysOf({ placed }: When): Range {
  return [placed?.from ?? null, placed?.until ?? null];
}

/** An end that the outer range does not have holds everything. */
function isInside([from, to]: Range, [outerFrom, outerTo]: Range): boolean {
  return (outerFrom === null || isUpTo(outerFrom, from)) && (outerTo === null || isUpTo(to, outerTo));
}

function isBackwards([from, to]: Range): boolean {
  return from !== null && to !== null && !isUpTo(from, to);
}

function isUpTo(a: End, b: End): boolean {
  return a !== null && b !== null && a <= b;
}
