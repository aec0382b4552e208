import { orderCard, type OrderCard } from "~/orders/card";
import { findOrder } from "~/orders/find.server";
import type { Desk } from "~/platform/desk.server";

import { shopperAt } from "./chat.server";
import { provenOrders } from "./proofs.server";

/** The visitor's own orders as cards; `proven` is false while nobody has shown who they are. */
export async function ownOrders(desk: Desk): Promise<{ orders: OrderCard[]; proven: boolean }> {
  const { visitorId, locale } = shopperAt(desk);
  const known = await provenOrders(desk, visitorId);
  const viewer = { now: desk.now, locale, timezone: desk.shop.timezone };
  const whole = await Promise.all(known.map(({ id }) => findOrder(desk, id)));
  return { orders: whole.map((order) => orderCard(order, viewer)), proven: known.length > 0 };
}
