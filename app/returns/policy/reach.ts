import type { When } from "./document";
import { fold } from "./match";

/** The kind of condition that nothing can fit; null when something can. */
export function isEmpty({ price, placed }: When): "price" | "placed" | null {
  if (isBackwards(price?.from, price?.to)) return "price";
  return isBackwards(placed?.from, placed?.until) ? "placed" : null;
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
    isInside([inner.price?.from, inner.price?.to], [outer.price?.from, outer.price?.to]) &&
    isInside([inner.placed?.from, inner.placed?.until], [outer.placed?.from, outer.placed?.until]) &&
    (outer.discountFrom ?? 0) <= (inner.discountFrom ?? 0)
  );
}

function isSubset(inner: readonly string[], outer: readonly string[]): boolean {
  if (outer.length === 0) return true;
  const wide = new Set(outer.map(fold));
  return inner.length > 0 && inner.every((value) => wide.has(fold(value)));
}

/** Days as they are written compare as text. */
type End = number | string | null | undefined;

/** An end that the outer range does not have holds everything. */
function isInside([from, to]: [End, End], [outerFrom, outerTo]: [End, End]): boolean {
  return (outerFrom == null || isUpTo(outerFrom, from)) && (outerTo == null || isUpTo(to, outerTo));
}

function isBackwards(from: End, to: End): boolean {
  return from != null && to != null && !isUpTo(from, to);
}

function isUpTo(a: End, b: End): boolean {
  return a != null && b != null && a <= b;
}
