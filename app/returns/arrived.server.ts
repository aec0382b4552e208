import type { Desk } from "~/platform/desk.server";
import { enqueue } from "~/platform/jobs.server";

import { followOrderJob } from "./jobs";

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
