import { maybeOrder } from "~/orders/orders.server";
import { pullOrder } from "~/orders/pull.server";
import type { Desk } from "~/platform/desk.server";
import { enqueue } from "~/platform/jobs.server";

import { followOrderJob } from "./jobs";
import { keepReturn } from "./keep.server";
import { askOrderOfReverse, askReturn, askReturnIds } from "./shopify.server";

/**
 * Reads a return again from Shopify and writes it once, however often and from wherever this is called. Its id
 * among ours; null when Shopify does not know it, or its order is not ours.
 * @throws Unavailable when Shopify does not answer; nothing was changed then
 */
export async function pullReturn(desk: Desk, shopifyId: string): Promise<string | null> {
  const seen = await askReturn(desk, shopifyId);
  if (!seen) return null;
  if (!(await hasOrder(desk, seen.orderId))) return null;
  return keepReturn(desk, seen);
}

/** Reads all returns of an order again. */
async function pullReturnsOfOrder(desk: Desk, orderId: string): Promise<void> {
  for (const id of await askReturnIds(desk, orderId)) await pullReturn(desk, id);
}

/** After an order was read: its returns too, if it has or had any. */
export async function followOrder(desk: Desk, { orderId }: { readonly orderId: string }): Promise<void> {
  const order = await desk.db.order.findFirst({ where: { id: orderId }, select: { returnStatus: true } });
  const known = await desk.db.return.count({ where: { orderId } });
  if (order && (order.returnStatus !== "NO_RETURN" || known > 0)) await pullReturnsOfOrder(desk, orderId);
}

/** Returned goods were put away or thrown out in Shopify. */
export async function pullDisposed(desk: Desk, { reverseId }: { readonly reverseId: string }): Promise<void> {
  const orderId = await askOrderOfReverse(desk, reverseId);
  if (orderId) await pullReturnsOfOrder(desk, orderId);
}

async function hasOrder(desk: Desk, orderId: string): Promise<boolean> {
  if (await maybeOrder(desk, orderId)) return true;
  await pullOrder(desk, orderId);
  return (await maybeOrder(desk, orderId)) !== null;
}

/** More than this many orders with returns are left to be read when somebody opens them. */
const MOST = 5_000;

/** After a shop's orders have come in: the returns they already have, each order as work of its own. */
export async function followArrived(desk: Desk): Promise<void> {
  const orders = await desk.db.order.findMany({
    where: { returnStatus: { not: "NO_RETURN" } },
    orderBy: { placedAt: "desc" },
    take: MOST,
    select: { id: true },
  });
  for (const { id } of orders) await enqueue(desk, followOrderJob, { data: { orderId: id }, once: id });
}
