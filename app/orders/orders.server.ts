import type { Prisma } from "@prisma/client";

import { emailKey, orderKey } from "~/kit/text";
import type { Desk } from "~/platform/desk.server";

import type { Order } from "./order";
import { orderOf } from "./rows";

const below = {
  lines: { orderBy: { position: "asc" } },
  fulfillments: { orderBy: [{ createdAt: "asc" }, { id: "asc" }] },
  refunds: { orderBy: [{ createdAt: "asc" }, { id: "asc" }] },
} satisfies Prisma.OrderInclude;

/** Our copy of the order as it is, whole or not; null when we have none. */
export async function maybeOrder(desk: Desk, id: string): Promise<Order | null> {
  const row = await desk.db.order.findFirst({ where: { id }, include: below });
  return row && orderOf(row);
}

/** Those of these orders that we have, whole or not, in no order. */
export async function listOrders(desk: Desk, ids: readonly string[]): Promise<Order[]> {
  const rows = await desk.db.order.findMany({ where: { id: { in: [...ids] } }, include: below });
  return rows.map(orderOf);
}

type Whose = string | { readonly email: string };

/** A customer's orders, newest first: by the customer's id, or by the address they ordered with. */
export async function listCustomerOrders(desk: Desk, whose: Whose, limit = 10): Promise<Order[]> {
  const where = typeof whose === "string" ? { customerId: whose } : { email: emailKey(whose.email) ?? "" };
  const rows = await desk.db.order.findMany({
    where,
    include: below,
    orderBy: [{ placedAt: "desc" }, { id: "desc" }],
    take: limit,
  });
  return rows.map(orderOf);
}

/** The orders that something happened to last. */
export async function listLatestOrders(desk: Desk, limit: number): Promise<Order[]> {
  const rows = await desk.db.order.findMany({
    include: below,
    orderBy: [{ updatedAt: "desc" }, { id: "desc" }],
    take: limit,
  });
  return rows.map(orderOf);
}

/** The order that people call so: "#1001", "1001". Of two with one name the newer. */
export async function maybeOrderByName(desk: Desk, name: string): Promise<Order | null> {
  const nameKey = orderKey(name);
  const row = await desk.db.order.findFirst({
    where: { nameKey },
    include: below,
    orderBy: [{ placedAt: "desc" }, { id: "desc" }],
  });
  return row && orderOf(row);
}
