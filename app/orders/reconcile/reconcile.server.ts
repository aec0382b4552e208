import { after, DAY, HOUR, MINUTE } from "~/kit/days";
import { transaction, type Desk } from "~/platform/desk.server";
import { newId } from "~/platform/id.server";
import { enqueue } from "~/platform/jobs.server";
import { publish } from "~/platform/live.server";

import { ordersChangedSince, type Changed } from "./changed.server";
import { reconcileJob, repairOrderJob, syncOrderJob } from "~/orders/jobs";
import { missedAmong } from "./missed";
import { pullOrder } from "~/orders/pull.server";

/** Looks back this much further than needed: clocks differ, and Shopify's search is a little late. */
const OVERLAP_MS = 2 * HOUR;
const FIRST_LOOK_MS = DAY;
/** Longer ago, a backfill is the better way. */
const FARTHEST_MS = 60 * DAY;
/** So long a webhook may be on its way before its change counts as missed. */
const ON_ITS_WAY_MS = 2 * MINUTE;
const KEPT_MS = 30 * DAY;

/** Somebody wants to know now. However many press, one comparison is made. */
export async function askReconcile(desk: Desk): Promise<void> {
  await enqueue(desk, reconcileJob, { data: {}, once: "reconcile" });
}

/**
 * Finds orders that changed in Shopify without our hearing of it, and has them read again. It begins where the last
 * one that came to its end began, so a day without us loses nothing.
 */
export async function reconcileOrders(desk: Desk): Promise<void> {
  const id = newId();
  const since = await sinceWhen(desk);
  const { shopId, now: startedAt } = desk;
  await desk.db.reconciliation.create({ data: { shopId, id, since, startedAt } });
  for await (const page of ordersChangedSince(desk.shopify, since)) await comparePage(desk, id, page);
  await desk.db.reconciliation.updateMany({ where: { id }, data: { finishedAt: desk.now } });
  await desk.db.reconciliation.deleteMany({ where: { startedAt: { lt: after(desk.now, -KEPT_MS) } } });
  await publish(desk, "team", { type: "health" });
}

async function sinceWhen(desk: Desk): Promise<Date> {
  const last = await desk.db.reconciliation.findFirst({
    where: { finishedAt: { not: null } },
    orderBy: [{ startedAt: "desc" }, { id: "desc" }],
  });
  if (!last) return after(desk.now, -FIRST_LOOK_MS);
  const wanted = after(last.startedAt, -OVERLAP_MS);
  const farthest = after(desk.now, -FARTHEST_MS);
  return wanted < farthest ? farthest : wanted;
}

async function comparePage(desk: Desk, roundId: string, page: readonly Changed[]): Promise<void> {
  const where = { id: { in: page.map(({ id }) => id) } };
  const known = await desk.db.order.findMany({ where, select: { id: true, updatedAt: true } });
  const { missed, fresh, lagMs } = missedAmong(page, known, { now: desk.now, onItsWayMs: ON_ITS_WAY_MS });
  await transaction(desk, async (inside) => {
    for (const orderId of missed)
      await enqueue(inside, repairOrderJob, { data: { orderId, roundId }, once: orderId });
    for (const orderId of fresh) await enqueue(inside, syncOrderJob, { data: { orderId }, once: orderId });
    await inside.db.$executeRaw`
      UPDATE "reconciliations" SET "looked" = "looked" + ${page.length}, "missed" = "missed" + ${missed.length},
        "lagMs" = greatest("lagMs", ${lagMs}::bigint)
      WHERE "shopId" = ${desk.shopId}::uuid AND "id" = ${roundId}::uuid`;
  });
}

type Repair = { readonly orderId: string; readonly roundId: string };

/** Reads an order whose change went unheard, and says so where it was found missing. */
export async function repairOrder(desk: Desk, { orderId, roundId }: Repair): Promise<void> {
  await pullOrder(desk, orderId);
  await desk.db.reconciliation.updateMany({ where: { id: roundId }, data: { repaired: { increment: 1 } } });
  await publish(desk, "team", { type: "health" });
}
