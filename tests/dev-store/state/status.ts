import type { Fulfillment, FulfillmentEvent } from "./fulfillment.ts";
import type { Order } from "./order.ts";
import type { ExchangeLine, Return } from "./return.ts";
import {
  capturable,
  currentQuantity,
  originalTotals,
  outstanding,
  received,
  refunded,
  unfulfilledQuantity,
} from "./totals.ts";

/** The word the admin shows for the payment; null when an order was made without saying anything of money. */
export function financialStatus(order: Order): string | null {
  const paid = received(order).shop.minor;
  if (paid > 0) return paidStatus(order, paid);
  if (capturable(order).shop.minor > 0) return "AUTHORIZED";
  if (order.transactions.some((row) => row.kind === "VOID" && row.status === "SUCCESS")) return "VOIDED";
  if (order.cancelledAt !== null && order.statedFinancialStatus !== null) return "VOIDED";
  if (order.transactions.some((row) => row.status === "PENDING")) return "PENDING";
  if (order.statedFinancialStatus !== null) return order.statedFinancialStatus;
  return originalTotals(order).total.shop.minor === 0 ? "PAID" : null;
}

function paidStatus(order: Order, paid: number): string {
  const back = refunded(order, true).shop.minor;
  if (back >= paid) return "REFUNDED";
  if (back > 0) return "PARTIALLY_REFUNDED";
  const isChanged = order.edited || order.returns.some((request) => request.exchangeLines.some(isInOrder));
  const isSettled = isChanged && outstanding(order).shop.minor <= 0;
  return isSettled || paid >= originalTotals(order).total.shop.minor ? "PAID" : "PARTIALLY_PAID";
}

function isInOrder(line: ExchangeLine): boolean {
  return line.lineItemIds.length > 0;
}

export function fulfillmentStatus(order: Order): string {
  const sent = order.fulfillments.some((parcel) => parcel.status === "SUCCESS");
  const left = order.lines.reduce((units, line) => units + unfulfilledQuantity(order, line), 0);
  if (order.fulfillmentOrders.some((parcel) => parcel.status === "ON_HOLD")) return "ON_HOLD";
  if (left === 0) return sent ? "FULFILLED" : "UNFULFILLED";
  return sent ? "PARTIALLY_FULFILLED" : "UNFULFILLED";
}

/** One word for all returns of an order; recorded from a live store. */
export function returnStatus(order: Order): string {
  const has = (status: Return["status"]) => order.returns.some((request) => request.status === status);
  if (has("REQUESTED")) return "RETURN_REQUESTED";
  if (has("OPEN")) {
    const open = order.returns.filter((request) => request.status === "OPEN");
    return open.every(isInspected) ? "INSPECTION_COMPLETE" : "IN_PROGRESS";
  }
  return has("CLOSED") ? "RETURNED" : "NO_RETURN";
}

function isInspected(request: Return): boolean {
  const parcels = request.reverseFulfillmentOrders;
  return parcels.length > 0 && parcels.every((parcel) => parcel.status === "CLOSED");
}

/** The carrier's last word, else the fulfillment's own. */
export function displayStatus(parcel: Fulfillment): string {
  if (parcel.status === "CANCELLED") return "CANCELED";
  return latestEvent(parcel)?.status ?? "FULFILLED";
}

export function latestEvent(parcel: Fulfillment): FulfillmentEvent | null {
  return parcel.events.reduce<FulfillmentEvent | null>(
    (latest, event) => (latest === null || event.happenedAt >= latest.happenedAt ? event : latest),
    null,
  );
}

/** When the parcel first had this status. */
export function eventTime(parcel: Fulfillment, status: FulfillmentEvent["status"]): string | null {
  const times = parcel.events.filter((event) => event.status === status).map((event) => event.happenedAt);
  return times.sort()[0] ?? null;
}

/** The carrier's latest promise. */
export function estimatedDelivery(parcel: Fulfillment): string | null {
  const promises = parcel.events.filter((event) => event.estimatedDeliveryAt !== null);
  return promises.at(-1)?.estimatedDeliveryAt ?? null;
}

export function paymentGateways(order: Order): string[] {
  return [...new Set(order.transactions.map((row) => row.gateway))];
}

export function lineUnits(order: Order): number {
  return order.lines.reduce((units, line) => units + currentQuantity(order, line), 0);
}
