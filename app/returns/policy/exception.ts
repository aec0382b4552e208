import type { Exception, Facts } from "./facts";

/**
 * The exception that counts for this line now: a one-time one that somebody approved before a block, a block
 * before a standing permission; of two alike the first.
 */
export function exceptionFor({ line, order }: Facts, now: Date): Exception | null {
  const subjects = [order.id, order.customer.id, line.productId];
  const active = order.exceptions.filter(
    (exception) => subjects.includes(exception.subject) && isActive(exception, now),
  );
  for (const kind of ["once", "block", "allow"] as const) {
    const found = active.find((exception) => exception.kind === kind);
    if (found) return found;
  }
  return null;
}

/** A one-time exception needs somebody who approved it, and is used up by one return. */
export function isActive({ kind, expiresAt, approver, usedAt }: Exception, now: Date): boolean {
  if (expiresAt !== null && expiresAt <= now) return false;
  return kind !== "once" || (approver !== null && usedAt === null);
}
