import type { Prisma } from "@prisma/client";

import { orderKey } from "~/kit/text";
import type { Desk } from "~/platform/desk.server";

let last = 5_000;

/** A customer's row as the sync leaves it. Gives its id. */
export async function aCustomer(
  desk: Desk,
  own: Partial<Prisma.CustomerUncheckedCreateInput> = {},
): Promise<string> {
  const id = `gid://shopify/Customer/${(last += 1)}`;
  const { now, shopId, shop } = desk;
  const row = { shopId, id, name: "Noor Haddad", currency: shop.currency, since: now, updatedAt: now };
  return (await desk.db.customer.create({ data: { ...row, ...own } })).id;
}

/** An order's row as the sync leaves it, without lines. Gives its id. */
export async function anOrder(
  desk: Desk,
  own: Partial<Prisma.OrderUncheckedCreateInput> = {},
): Promise<string> {
  const number = (last += 1);
  const { now, shopId, shop } = desk;
  const name = own.name ?? `#${number}`;
  const money = { totalMinor: 5_900n, totalCustomerMinor: 5_900n, refundedMinor: 0n };
  const row = {
    shopId,
    id: `gid://shopify/Order/${number}`,
    name,
    nameKey: orderKey(name),
    financialStatus: "PAID",
    fulfillmentStatus: "FULFILLED",
    returnStatus: "NO_RETURN",
    placedAt: now,
    updatedAt: now,
    pulledAt: now,
    currency: shop.currency,
    customerCurrency: shop.currency,
    details: {},
    ...money,
  };
  return (await desk.db.order.create({ data: { ...row, ...own } })).id;
}
