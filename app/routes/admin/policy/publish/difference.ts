import type { Policy } from "~/returns/policy/document";

/** What one policy says otherwise than another; rules by their names in the newer one. */
export type Difference = {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
  /** What is left of the rules stands in another order. */
  readonly order: boolean;
  readonly reasons: boolean;
  readonly holidays: boolean;
  readonly travel: boolean;
};

export function difference(before: Policy, after: Policy): Difference {
  const old = new Map(before.rules.map((rule) => [rule.id, rule]));
  const kept = new Set(after.rules.map(({ id }) => id));
  const both = after.rules.filter(({ id }) => old.has(id));
  const order = before.rules.filter(({ id }) => kept.has(id));
  return {
    added: after.rules.filter(({ id }) => !old.has(id)).map(({ name }) => name),
    removed: before.rules.filter(({ id }) => !kept.has(id)).map(({ name }) => name),
    changed: both.filter((rule) => !isSame(rule, old.get(rule.id))).map(({ name }) => name),
    order: both.some(({ id }, place) => order[place]?.id !== id),
    reasons: !isSame(before.reasons, after.reasons),
    holidays: !isSame(before.holidays, after.holidays),
    travel: before.transitDays !== after.transitDays,
  };
}

export function isNothing({ added, removed, changed, ...parts }: Difference): boolean {
  return (
    [added, removed, changed].every(({ length }) => length === 0) && !Object.values(parts).includes(true)
  );
}

/** Whether two documents say the same, in whatever order their keys stand. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one, sorted) === JSON.stringify(other, sorted);
}

function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
