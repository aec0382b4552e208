import { NotFound, Unavailable } from "~/kit/failures";
import type { Desk } from "~/platform/desk.server";

import type { Order } from "./order";
import { listOrders, maybeOrder } from "./orders.server";
import { pullOrder } from "./pull.server";

/**
 * The order with lines, parcels, refunds. One that came in bulk, or that we have not heard of yet, is read
 * from Shopify first; when Shopify does not answer, what we have is given. Not for use inside a transaction.
 * @throws NotFound when this shop has no such order
 */
export async function findOrder(desk: Desk, id: string): Promise<Order> {
  const known = await maybeOrder(desk, id);
  if (known?.isWhole) return known;
  const whole = await pulled(desk, id, known);
  if (!whole) throw new NotFound("No such order");
  return whole;
}

/** What the inbox shows beside a conversation, in the order asked for; unknown ids are left out. */
export async function orderPanel(desk: Desk, orderIds: readonly string[]): Promise<Order[]> {
  const orders = await listOrders(desk, orderIds);
  const known = new Map(orders.map((order) => [order.id, order]));
  const panel = await Promise.all(
    orderIds.map((id) => {
      const order = known.get(id);
      return order?.isWhole === false ? pulled(desk, id, order) : Promise.resolve(order ?? null);
    }),
  );
  return panel.filter((order) => order !== null);
}

async function pulled(desk: Desk, id: string, known: Order | null): Promise<Order | null> {
  try {
    await pullOrder(desk, id);
  } catch (error) {
    if (known && error instanceof Unavailable) return known;
    throw error;
  }
  return maybeOrder(desk, id);
}
