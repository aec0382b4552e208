import { NotFound } from "~/kit/failures";
import { money, type Money } from "~/kit/money";
import { findOrder } from "~/orders/find.server";
import { liveParcels, type Order, type OrderLine, type Parcel } from "~/orders/order";
import { maybeOrder } from "~/orders/orders.server";
import { pullOrder } from "~/orders/pull.server";
import type { Desk } from "~/platform/desk.server";

import type { Case, ReturnableLine } from "./eligibility";
import { caseOf } from "./facts.server";
import { askReturnable } from "./shopify.server";

/** With it, what the policy must know to judge the lines. */
export type Returnables = {
  readonly order: Order;
  readonly lines: readonly ReturnableLine[];
  readonly judging: Case;
};

/**
 * Everything of an order that might come back: each parcel's lines with the units that Shopify still lets be
 * returned now, then what was not sent.
 * @throws NotFound for an order that is not this shop's (nobody is asked); Unavailable.
 */
export async function listReturnable(desk: Desk, orderId: string): Promise<Returnables> {
  if (!(await maybeOrder(desk, orderId))) throw new NotFound("No such order");
  const left = await askReturnable(desk, orderId);
  let order = await findOrder(desk, orderId);
  // A parcel that Shopify knows and we do not: its webhook is still on its way.
  if ([...left.keys()].some((id) => !sentIds(order).has(id))) {
    await pullOrder(desk, orderId);
    order = await findOrder(desk, orderId);
  }
  return { order, lines: returnableLines(order, left), judging: await caseOf(desk, order) };
}

function sentIds(order: Order): Set<string> {
  return new Set(order.parcels.flatMap(({ lines }) => lines.map(({ id }) => id)));
}

/** Pure: the order's lines by parcel, with what is left of each. */
function returnableLines(order: Order, left: ReadonlyMap<string, number>): ReturnableLine[] {
  const sent = liveParcels(order).flatMap((parcel) =>
    parcel.lines.flatMap(({ id, lineId }) => {
      const line = order.lines.find((row) => row.id === lineId);
      return line ? [lineOf(line, { id, unreturned: left.get(id) ?? 0, parcel })] : [];
    }),
  );
  const unsent = order.lines.filter(({ id }) => !sent.some(({ lineId }) => lineId === id));
  return [...sent, ...unsent.map((line) => lineOf(line, { id: line.id, unreturned: 0, parcel: null }))];
}

type Of = { id: string; unreturned: number; parcel: Parcel | null };

function lineOf(line: OrderLine, { id, unreturned, parcel }: Of): ReturnableLine {
  const { title, productId, productType, collections, tags, quantity } = line;
  const listed = line.unitPrice.shop.minor * quantity;
  return {
    id,
    lineId: line.id,
    title,
    variant: line.variantTitle,
    image: line.imageUrl,
    price: oneOf(line.total.customer, quantity),
    unreturned,
    productId,
    productType,
    collections,
    tags,
    listPrice: line.unitPrice.shop,
    paidUnit: oneOf(line.total.shop, quantity),
    discountShare: listed > 0 ? Math.floor((line.discount.minor * 10_000) / listed) : 0,
    sentAt: parcel?.createdAt ?? null,
    deliveredAt: parcel?.deliveredAt ?? null,
  };
}

/** What one unit cost; what does not divide is left out. */
function oneOf({ minor, currency }: Money, units: number): Money {
  return money(Math.floor(minor / Math.max(1, units)), currency);
}
