import { orderCard, type OrderCard } from "~/orders/card";
import { findOrder } from "~/orders/find.server";
import { localeFor } from "~/kit/words";
import type { Desk } from "~/platform/desk.server";
import { returnCard, type ReturnCard } from "~/returns/card";
import { returnsOfOrders } from "~/returns/returns.server";

import { shopperAt } from "./chat.server";
import { provenOrders } from "./proofs.server";

/** The visitor's own orders as cards; `proven` is false while nobody has shown who they are. */
export async function ownOrders(desk: Desk): Promise<{ orders: OrderCard<ReturnCard>[]; proven: boolean }> {
  const { visitorId, locale } = shopperAt(desk);
  const known = await provenOrders(desk, visitorId);
  const viewer = { now: desk.now, locale, timezone: desk.shop.timezone };
  const whole = await Promise.all(known.map(({ id }) => findOrder(desk, id)));
  const sentBack = await returnsOfOrders(
    desk,
    whole.map(({ id }) => id),
  );
  const cardsOf = (orderId: string) =>
    sentBack.filter((row) => row.orderId === orderId).map((row) => returnCard(row, localeFor(locale)));
  const orders = whole.map((order) => orderCard(order, { ...viewer, returns: cardsOf(order.id) }));
  return { orders, proven: known.length > 0 };
}
