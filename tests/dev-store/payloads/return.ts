import type { Return, ReturnLine, ReverseDelivery, ReverseFulfillmentOrder } from "../state/return.ts";
import { returnReasons } from "../state/shop.ts";
import type { Store } from "../store.ts";
import { bothIds, idOf, moneySet } from "./write.ts";

/** returns/request and returns/approve. */
export function returnPayload(request: Return) {
  return {
    ...bothIds(request.id),
    status: request.status.toLowerCase(),
    order: bothIds(request.orderId),
    total_return_line_items: request.lines.reduce((units, line) => units + line.quantity, 0),
    name: request.name,
    return_line_items: request.lines.map(returnLine),
    return_shipping_fees: request.shippingFees.map((fee) => ({
      ...bothIds(fee.id),
      price: moneySet(fee.amount),
    })),
    // The line in the order comes with processing, of which this topic never knows.
    exchange_line_items: request.exchangeLines.map(({ id }) => ({ ...bothIds(id), line_item: null })),
    total_exchange_line_items: request.exchangeLines.reduce((units, line) => units + line.quantity, 0),
  };
}

export function declinedPayload(request: Return) {
  return {
    ...bothIds(request.id),
    status: request.status.toLowerCase(),
    order: bothIds(request.orderId),
    decline: {
      reason: request.decline?.reason.toLowerCase() ?? "other",
      note: request.decline?.note ?? null,
    },
  };
}

/** returns/cancel, close and reopen say little. */
export function returnMovedPayload(request: Return) {
  return { ...bothIds(request.id), order_id: idOf(request.orderId), status: request.status.toLowerCase() };
}

export function returnInOrder(request: Return) {
  return { ...bothIds(request.id), status: request.status.toLowerCase(), name: request.name };
}

type Removals = { removals: { id: string; delta: number }[] };

export function returnChangedPayload(request: Return, detail: unknown) {
  const removals = (detail as Removals | undefined)?.removals ?? [];
  return {
    admin_graphql_api_id: request.id,
    return_line_items: { removals: removals.map(({ id, delta }) => ({ admin_graphql_api_id: id, delta })) },
    restocking_fees: { updates: [], removals: [] },
    return_shipping_fees: { updates: [], removals: [] },
  };
}

type Processed = {
  lines: { returnLineId: string; quantity: number }[];
  exchanges: { id: string; quantity: number }[];
};

/** There is no sample of returns/process: which lines, and how many of each. */
export function returnProcessedPayload(request: Return, detail: unknown) {
  const { lines = [], exchanges = [] } = (detail as Processed | undefined) ?? {};
  return {
    ...bothIds(request.id),
    order: bothIds(request.orderId),
    status: request.status.toLowerCase(),
    return_line_items: lines.map(({ returnLineId, quantity }) => ({ ...bothIds(returnLineId), quantity })),
    exchange_line_items: exchanges.map(({ id, quantity }) => ({ ...bothIds(id), quantity })),
  };
}

export function deliverablePayload(store: Store, delivery: ReverseDelivery) {
  const parcel = store.find("ReverseFulfillmentOrder", delivery.reverseFulfillmentOrderId);
  const { tracking, label } = delivery;
  return {
    ...bothIds(delivery.id),
    return: parcel ? bothIds(parcel.returnId) : null,
    shipping_deliverable: {
      tracking: tracking && {
        carrier_name: tracking.carrierName,
        tracking_number: tracking.number,
        tracking_url: tracking.url,
      },
      label: { public_file_url: label?.publicFileUrl ?? null, created_at: label?.createdAt ?? null },
    },
  };
}

type Disposed = { lineId: string; quantity: number; type: string; locationId?: string | null }[];

export function disposedPayload(parcel: ReverseFulfillmentOrder, detail: unknown) {
  const dispositions = (detail as Disposed | undefined) ?? [];
  return {
    ...bothIds(parcel.id),
    dispositions: dispositions.map((row) => ({
      reverse_fulfillment_order_line_item: bothIds(row.lineId),
      reverse_delivery_line_item: null,
      type: row.type.toLowerCase(),
      location: row.locationId ? bothIds(row.locationId) : null,
      quantity: row.quantity,
    })),
    total_dispositions: dispositions.length,
  };
}

function returnLine(line: ReturnLine) {
  const reason = returnReasons.find((known) => known.id === line.reasonId);
  return {
    ...bothIds(line.id),
    fulfillment_line_item: { ...bothIds(line.fulfillmentLineItemId), line_item: bothIds(line.lineItemId) },
    quantity: line.quantity,
    return_reason: reason?.handle.replace(/-/g, "_") ?? "unknown",
    return_reason_note: line.reasonNote,
    customer_note: line.customerNote,
    refundable_quantity: line.quantity - line.refundedQuantity,
    refunded_quantity: line.refundedQuantity,
  };
}
