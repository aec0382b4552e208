import type { Store } from "../store.ts";
import type {
  Fulfillment,
  FulfillmentEvent,
  FulfillmentOrder,
  FulfillmentOrderLineItem,
  Tracking,
} from "../state/fulfillment.ts";
import { filled } from "./filled.ts";
import type { Order } from "../state/order.ts";
import { done, refused } from "../state/outcome.ts";
import type { Outcome } from "../state/outcome.ts";
import { fulfillmentStatus } from "../state/status.ts";
import { sendUnits } from "./shelf/stock.ts";
import { touch } from "./touch.ts";

export type Parcel = {
  rows: { row: FulfillmentOrderLineItem; quantity: number }[];
  tracking?: Tracking[];
  notify?: boolean;
  originAddress?: Fulfillment["originAddress"];
};

/** Sends units of an order: everything that is left when no lines are named. */
export function fulfil(
  store: Store,
  order: Order,
  options: {
    lines?: { lineItemId: string; quantity: number }[];
    tracking?: Tracking[];
    notify?: boolean;
  } = {},
): Outcome<Fulfillment> {
  const open = order.fulfillmentOrders
    .filter((parcel) => parcel.holds.length === 0)
    .flatMap((parcel) => parcel.lines)
    .filter((row) => row.remainingQuantity > 0);
  const wanted = options.lines
    ? options.lines.flatMap(({ lineItemId, quantity }) =>
        open.filter((row) => row.lineItemId === lineItemId).map((row) => ({ row, quantity })),
      )
    : open.map((row) => ({ row, quantity: row.remainingQuantity }));
  if (wanted.length === 0) return refused(null, "There is nothing left to fulfill.");
  return ship(store, order, { ...options, rows: wanted });
}

export function ship(store: Store, order: Order, parcel: Parcel): Outcome<Fulfillment> {
  if (parcel.rows.some(({ row, quantity }) => quantity < 1 || quantity > row.remainingQuantity))
    return refused(["fulfillment"], "Invalid fulfillment order line item quantity requested.");
  if (parcel.rows.some(({ row }) => isHeld(order, row)))
    return refused(["fulfillment"], "Fulfillment order has an unfulfillable status= on_hold.");
  const sent = newFulfillment(store, order, parcel);
  for (const { row, quantity } of parcel.rows) row.remainingQuantity -= quantity;
  for (const row of sent.lines) sendUnits(store, unitsOf(order, row, sent.locationId));
  for (const open of order.fulfillmentOrders) refreshStatus(store, open);
  order.fulfillments.push(sent);
  store.index(sent, ...sent.lines);
  store.announce("fulfillments/create", sent.id);
  touch(store, order);
  const whole = fulfillmentStatus(order) === "FULFILLED";
  store.announce(whole ? "orders/fulfilled" : "orders/partially_fulfilled", order.id);
  return done(sent);
}

function unitsOf(order: Order, row: Fulfillment["lines"][number], locationId: string) {
  const line = order.lines.find(({ id }) => id === row.lineItemId);
  return { variantId: line?.variantId ?? null, quantity: row.quantity, locationId };
}

function isHeld(order: Order, row: FulfillmentOrderLineItem): boolean {
  return order.fulfillmentOrders.some(({ id, holds }) => id === row.fulfillmentOrderId && holds.length > 0);
}

function newFulfillment(store: Store, order: Order, parcel: Parcel): Fulfillment {
  const id = store.newId("Fulfillment");
  const from = order.fulfillmentOrders.find((open) => open.id === parcel.rows[0]?.row.fulfillmentOrderId);
  const now = store.now();
  return {
    id,
    orderId: order.id,
    name: `${order.name}-F${order.fulfillments.length + 1}`,
    status: "SUCCESS",
    createdAt: now,
    updatedAt: now,
    tracking: parcel.tracking ?? [],
    locationId: from?.locationId ?? "",
    notifiedCustomer: parcel.notify ?? false,
    originAddress: parcel.originAddress ?? null,
    lines: parcel.rows.map(({ row, quantity }) => ({
      id: store.newId("FulfillmentLineItem"),
      orderId: order.id,
      fulfillmentId: id,
      lineItemId: row.lineItemId,
      quantity,
    })),
    events: [],
  };
}

/** What its units and holds make of it. */
export function refreshStatus(store: Store, open: FulfillmentOrder): void {
  const left = open.lines.reduce((units, row) => units + row.remainingQuantity, 0);
  const total = open.lines.reduce((units, row) => units + row.totalQuantity, 0);
  open.status = left === 0 ? "CLOSED" : left < total ? "IN_PROGRESS" : "OPEN";
  if (left > 0 && open.holds.length > 0) open.status = "ON_HOLD";
  open.updatedAt = store.now();
}

/** Takes a parcel back; its units are to be sent again. */
export function cancelFulfillment(store: Store, parcel: Fulfillment): Outcome<Fulfillment> {
  if (parcel.status === "CANCELLED") return refused(["id"], "The fulfillment has already been cancelled.");
  const order = store.orderOf(parcel);
  parcel.status = "CANCELLED";
  parcel.updatedAt = store.now();
  for (const sent of parcel.lines) restoreUnits(order, sent);
  for (const open of order.fulfillmentOrders) refreshStatus(store, open);
  store.announce("fulfillments/update", parcel.id);
  touch(store, order);
  return done(parcel);
}

function restoreUnits(order: Order, sent: { lineItemId: string; quantity: number }): void {
  const row = order.fulfillmentOrders
    .flatMap((open) => open.lines)
    .find((open) => open.lineItemId === sent.lineItemId);
  if (row) row.remainingQuantity += sent.quantity;
}

export function updateTracking(
  store: Store,
  parcel: Fulfillment,
  tracking: Tracking[],
): Outcome<Fulfillment> {
  if (parcel.status === "CANCELLED") return refused(["fulfillmentId"], "The fulfillment has been cancelled.");
  parcel.tracking = tracking;
  parcel.updatedAt = store.now();
  store.announce("fulfillments/update", parcel.id);
  touch(store, store.orderOf(parcel));
  return done(parcel);
}

export type EventDraft = Pick<FulfillmentEvent, "status"> &
  Partial<Omit<FulfillmentEvent, "id" | "orderId" | "fulfillmentId" | "createdAt" | "status">>;

/** What the carrier reports about a parcel. */
export function addFulfillmentEvent(store: Store, parcel: Fulfillment, draft: EventDraft): FulfillmentEvent {
  const now = store.now();
  const silent: FulfillmentEvent = {
    id: store.newId("FulfillmentEvent"),
    orderId: parcel.orderId,
    fulfillmentId: parcel.id,
    status: draft.status,
    message: null,
    happenedAt: now,
    createdAt: now,
    estimatedDeliveryAt: null,
    address1: null,
    city: null,
    province: null,
    country: null,
    zip: null,
    latitude: null,
    longitude: null,
  };
  const event = filled(silent, draft);
  parcel.events.push(event);
  parcel.updatedAt = now;
  store.index(event);
  store.announce("fulfillment_events/create", event.id);
  store.announce("fulfillments/update", parcel.id);
  touch(store, store.orderOf(parcel));
  return event;
}

/** The carrier hands every parcel of the order over, now or at `at`. */
export function markDelivered(store: Store, order: Order, at?: string): Outcome<FulfillmentEvent[]> {
  const parcels = order.fulfillments.filter(
    (parcel) => parcel.status === "SUCCESS" && !parcel.events.some((event) => event.status === "DELIVERED"),
  );
  if (parcels.length === 0) return refused(null, "No parcel of this order is on its way.");
  const happenedAt = at ?? store.now();
  return done(
    parcels.map((parcel) => addFulfillmentEvent(store, parcel, { status: "DELIVERED", happenedAt })),
  );
}
