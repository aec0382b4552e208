import type { Fulfillment, FulfillmentEvent } from "../state/fulfillment.ts";
import { latestEvent } from "../state/status.ts";
import type { Store } from "../store.ts";
import { partLine } from "./line.ts";
import { idOf, orderAddress, stamp } from "./write.ts";

export function fulfillmentPayload(store: Store, parcel: Fulfillment) {
  const order = store.orderOf(parcel);
  const numbers = parcel.tracking.flatMap((tracking) => tracking.number ?? []);
  const urls = parcel.tracking.flatMap((tracking) => tracking.url ?? []);
  return {
    id: idOf(parcel.id),
    order_id: idOf(parcel.orderId),
    status: parcel.status.toLowerCase(),
    created_at: stamp(store, parcel.createdAt),
    service: "manual",
    updated_at: stamp(store, parcel.updatedAt),
    tracking_company: parcel.tracking[0]?.company ?? null,
    shipment_status: latestEvent(parcel)?.status.toLowerCase() ?? null,
    location_id: idOf(parcel.locationId),
    origin_address: null,
    email: order.email,
    destination: orderAddress(order.shippingAddress),
    line_items: parcel.lines.flatMap((row) => {
      const line = order.lines.find((candidate) => candidate.id === row.lineItemId);
      return line ? [partLine(order, line, row.quantity)] : [];
    }),
    tracking_number: numbers[0] ?? null,
    tracking_numbers: numbers,
    tracking_url: urls[0] ?? null,
    tracking_urls: urls,
    receipt: {},
    name: parcel.name.replace(/-F(\d+)$/, ".$1"),
    admin_graphql_api_id: parcel.id,
  };
}

export function fulfillmentEventPayload(store: Store, event: FulfillmentEvent) {
  return {
    id: idOf(event.id),
    fulfillment_id: idOf(event.fulfillmentId),
    status: event.status.toLowerCase(),
    message: event.message,
    happened_at: stamp(store, event.happenedAt),
    city: event.city,
    province: event.province,
    country: event.country,
    zip: event.zip,
    address1: event.address1,
    latitude: event.latitude,
    longitude: event.longitude,
    shop_id: idOf(store.shop.id),
    created_at: stamp(store, event.createdAt),
    updated_at: stamp(store, event.createdAt),
    estimated_delivery_at: stamp(store, event.estimatedDeliveryAt),
    order_id: idOf(event.orderId),
    admin_graphql_api_id: event.id,
  };
}
