import { orderKey } from "~/kit/text";
import type { Desk } from "~/platform/desk.server";

/**
 * Whose address stands on the order that people call so; null for no such order. One small query for both,
 * because the time it takes must not tell which it was.
 */
export async function maybeBuyer(
  desk: Desk,
  name: string,
): Promise<{ id: string; email: string | null } | null> {
  return desk.db.order.findFirst({
    where: { nameKey: orderKey(name) },
    orderBy: [{ placedAt: "desc" }, { id: "desc" }],
    select: { id: true, email: true },
  });
}
