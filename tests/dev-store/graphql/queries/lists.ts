import type { Order } from "../../state/order.ts";
import { financialStatus, fulfillmentStatus } from "../../state/status.ts";
import { currentTotals, originalTotals } from "../../state/totals.ts";
import type { Store } from "../../store.ts";
import { NotBuilt } from "../field.ts";
import { search } from "./search.ts";
import type { SearchFields } from "./search.ts";
import { orderSearch } from "./searches.ts";

type Key<Row> = (row: Row) => string | number;

/** The rows that fit the query, in the order asked for; equal keys stay in the order they were made. */
export function listed<Row>(
  rows: Iterable<Row>,
  wish: { query: string | null; fields: SearchFields<Row>; key: Key<Row> | null; now: Date },
): Row[] {
  const fits = search(wish.query, wish.fields, wish.now);
  const found = [...rows].filter(fits);
  const { key } = wish;
  if (key === null) return found;
  const keyed = found.map((row) => ({ row, key: key(row) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return keyed.map(({ row }) => row);
}

/** The sort key of that name; an error with its name when this store has none. */
export function sortKey<Row>(
  keys: Record<string, Key<Row> | null>,
  name: unknown,
  what: string,
): Key<Row> | null {
  const key = keys[String(name)];
  if (key === undefined) throw new NotBuilt(`Sorting ${what} by ${String(name)}`);
  return key;
}

const orderKeys: Record<string, Key<Order> | null> = {
  ID: null,
  RELEVANCE: null,
  CREATED_AT: (order) => order.createdAt,
  UPDATED_AT: (order) => order.updatedAt,
  PROCESSED_AT: (order) => order.processedAt,
  ORDER_NUMBER: (order) => order.number,
  TOTAL_PRICE: (order) => originalTotals(order).total.shop.minor,
  CURRENT_TOTAL_PRICE: (order) => currentTotals(order).total.shop.minor,
  FINANCIAL_STATUS: (order) => financialStatus(order) ?? "",
  FULFILLMENT_STATUS: fulfillmentStatus,
  CUSTOMER_NAME: (order) =>
    `${order.shippingAddress?.lastName ?? ""} ${order.shippingAddress?.firstName ?? ""}`,
};

export function sortedOrders(
  store: Store,
  orders: Iterable<Order>,
  wish: { query: string | null; sortKey: unknown },
): Order[] {
  return listed(orders, {
    query: wish.query,
    fields: orderSearch,
    key: sortKey(orderKeys, wish.sortKey, "orders"),
    now: store.clock.now(),
  });
}
