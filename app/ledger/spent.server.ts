import type { Prisma } from "@prisma/client";

import { NotAllowed, NotFound } from "~/kit/failures";
import { addDays, after, MINUTE, startOfDay } from "~/kit/days";
import { money } from "~/kit/money";
import { actorKey, type Desk } from "~/platform/desk.server";
import { settingsOf } from "~/shops/settings";

import { authorityOf, type Rate, type Spent, type Standing } from "./limit";

/** What a payment is about, as far as limits count it. */
export type About = { readonly orderId: string; readonly conversationId: string | null };

const PACE_MS = 10 * MINUTE;
const MEMORY_DAYS = 90;

/** Who acts, what they may, and what they have moved already. @throws NotAllowed for who may move no money. */
export async function standingOf(desk: Desk, about: About): Promise<Standing> {
  const authority = authorityOf(desk.actor);
  if (!authority) throw new NotAllowed("Whoever this is may move no money");
  const { moneyLimits, moneyPace } = settingsOf({ shop: await freshShop(desk) });
  const limits = authority === "owner" ? null : moneyLimits[authority];
  return { authority, limits, pace: moneyPace, spent: await spentBy(desk, about) };
}

/** The settings as they stand now: a limit that was lowered a moment ago counts. */
async function freshShop(desk: Desk): Promise<Desk["shop"]> {
  const row = await desk.db.shop.findFirst({ select: { settings: true } });
  return { ...desk.shop, settings: row?.settings ?? {} };
}

async function spentBy(desk: Desk, { orderId, conversationId }: About): Promise<Spent> {
  const mine = { actor: actorKey(desk.actor), state: { not: "failed" } };
  const today = startOfDay(desk.now, desk.shop.timezone);
  const [day, payments, ticket, customer] = [
    await sumOf(desk, { ...mine, createdAt: { gte: today } }),
    await desk.db.moneyIntent.count({ where: { ...mine, createdAt: { gt: after(desk.now, -PACE_MS) } } }),
    conversationId ? await sumOf(desk, { conversationId, state: { not: "failed" } }) : 0,
    await givenTo(desk, orderId),
  ];
  return { day, payments, ticket, customer };
}

async function sumOf(desk: Desk, where: Prisma.MoneyIntentWhereInput): Promise<number> {
  const { _sum } = await desk.db.moneyIntent.aggregate({ where, _sum: { shopMinor: true } });
  return Number(_sum.shopMinor ?? 0n);
}

/** What the customer of this order got back lately: by Shopify's books, and what is on its way there. */
async function givenTo(desk: Desk, orderId: string): Promise<number> {
  const since = addDays(desk.now, -MEMORY_DAYS);
  const order = { order: await ordersOfSame(desk, orderId) };
  const refunds = await desk.db.refund.findMany({
    where: { ...order, createdAt: { gte: since } },
    select: { id: true, totalMinor: true },
  });
  const known = refunds.map(({ id }) => id);
  const underWay = await sumOf(desk, {
    ...order,
    createdAt: { gte: since },
    state: { not: "failed" },
    OR: [{ refundId: null }, { refundId: { notIn: known } }],
  });
  return refunds.reduce((sum, { totalMinor }) => sum + Number(totalMinor), underWay);
}

/** The orders of the same customer: by Shopify's customer, else by the address, else only this one. */
async function ordersOfSame(desk: Desk, orderId: string) {
  const order = await desk.db.order.findFirst({
    where: { id: orderId },
    select: { customerId: true, email: true },
  });
  if (order?.customerId) return { customerId: order.customerId };
  return order?.email ? { email: order.email } : { id: orderId };
}

/** The rate at which the order was sold. @throws NotFound for an order that is not this shop's. */
export async function rateOf(desk: Desk, orderId: string): Promise<Rate> {
  const order = await desk.db.order.findFirst({
    where: { id: orderId },
    select: { totalMinor: true, totalCustomerMinor: true, currency: true, customerCurrency: true },
  });
  if (!order) throw new NotFound("No such order");
  return {
    shop: money(Number(order.totalMinor), order.currency),
    customer: money(Number(order.totalCustomerMinor), order.customerCurrency),
  };
}
