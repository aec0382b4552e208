import { isDeepStrictEqual } from "node:util";

import { saveCustomers } from "~/customers/customers.server";
import type { Profile } from "~/customers/profile";
import { transaction, type Desk } from "~/platform/desk.server";
import { announce } from "~/platform/jobs.server";
import { publish } from "~/platform/live.server";

import type { OrderEvent } from "./events";
import type { Order } from "./order";
import { maybeOrder } from "./orders.server";
import { saveOrders } from "./save.server";
import { isOrderThere, readOrder } from "./shopify.server";

export type Pulled = "changed" | "unchanged" | "older" | "gone";

/**
 * Reads an order again from Shopify and writes it once, however often and from wherever this is called. Says
 * `order.changed` and tells open screens when, and only when, something is other than before.
 * @throws Unavailable when Shopify does not answer; nothing was changed then
 */
export async function pullOrder(desk: Desk, orderId: string): Promise<Pulled> {
  const seen = await readOrder(desk.shopify, orderId);
  if (!seen) return forgetOrder(desk, orderId);
  const { pulled, isNew } = await transaction(desk, (inside) => keep(inside, seen));
  // An order that was deleted while its answer was on the way must not come back to stay.
  if (isNew && !(await isOrderThere(desk.shopify, orderId))) return forgetOrder(desk, orderId);
  return pulled;
}

type Kept = { readonly pulled: Pulled; readonly isNew: boolean };

async function keep(
  desk: Desk,
  { order, customer }: { order: Order; customer: Profile | null },
): Promise<Kept> {
  // Readers of one order take turns; without it two could both see the same old state and announce twice.
  await desk.db
    .$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${desk.shopId} ${order.id}`}, 0))::text`;
  const known = await maybeOrder(desk, order.id);
  const people = customer ? await saveCustomers(desk, [customer]) : [];
  const written = await saveOrders(desk, [order], desk.now);
  const isNew = known === null;
  if (written.length === 0) return { pulled: "older", isNew };
  // What came in bulk becomes whole; that alone is no news.
  if (people.length === 0 && known && isDeepStrictEqual({ ...known, isWhole: true }, order))
    return { pulled: "unchanged", isNew };
  await sayChanged(desk, order.id);
  return { pulled: "changed", isNew };
}

async function sayChanged(desk: Desk, orderId: string): Promise<void> {
  await announce(desk, { type: "order.changed", orderId } satisfies OrderEvent);
  await publish(desk, "team", { type: "order", id: orderId });
}

type About = { readonly orderId: string };

/** Shopify said that the order changed, or is gone: whatever it said, the order is read again. */
export async function syncOrder(desk: Desk, { orderId }: About): Promise<void> {
  await pullOrder(desk, orderId);
}

/**
 * Takes out an order that Shopify no longer has. One that money was moved for stays, for the books.
 */
async function forgetOrder(desk: Desk, orderId: string): Promise<Pulled> {
  return transaction(desk, async (inside): Promise<Pulled> => {
    const gone = await inside.db.order.deleteMany({ where: { id: orderId, intents: { none: {} } } });
    if (gone.count > 0) await publish(inside, "team", { type: "order", id: orderId });
    return "gone";
  });
}
