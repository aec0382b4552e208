import { after, HOUR } from "~/kit/days";
import type { Desk } from "~/platform/desk.server";
import { enqueue } from "~/platform/jobs.server";

import { ordersChangedSince } from "./changed.server";
import { syncOrderJob } from "./jobs";
import { listOrders } from "./orders.server";

/** Hourly with an hour to spare, so that one missed round loses nothing. */
const LOOK_BACK_MS = 2 * HOUR;

/** Finds orders that changed in Shopify without our hearing of it, and has them read again. */
export async function reconcileOrders(desk: Desk): Promise<void> {
  const there = await ordersChangedSince(desk.shopify, after(desk.now, -LOOK_BACK_MS));
  const here = await listOrders(
    desk,
    there.map(({ id }) => id),
  );
  const known = new Map(here.map(({ id, updatedAt }) => [id, updatedAt.getTime()]));
  for (const { id, updatedAt } of there) {
    if ((known.get(id) ?? -1) >= updatedAt.getTime()) continue;
    await enqueue(desk, syncOrderJob, { data: { orderId: id }, once: id });
  }
}
