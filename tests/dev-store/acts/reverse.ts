import type { Store } from "../store.ts";
import { done, refused } from "../state/outcome.ts";
import type { Outcome } from "../state/outcome.ts";
import type {
  DispositionType,
  ReverseDelivery,
  ReverseFulfillmentOrder,
  ReverseFulfillmentOrderLine,
} from "../state/return.ts";
import { restockUnits } from "./shelf/stock.ts";
import { touch } from "./touch.ts";

export type ShippingDraft = {
  tracking?: { number?: string | null; url?: string | null } | null;
  labelUrl?: string | null;
};

/** Announces a parcel on its way back; without lines it holds everything that is expected. */
export function createReverseDelivery(
  store: Store,
  parcel: ReverseFulfillmentOrder,
  draft: ShippingDraft & { lines: { lineId: string; quantity: number }[] },
): Outcome<ReverseDelivery> {
  const announced = new Map<string, number>();
  for (const row of parcel.deliveries.flatMap((delivery) => delivery.lines))
    add(announced, row.reverseFulfillmentOrderLineId, row.quantity);
  for (const [position, row] of draft.lines.entries()) {
    const path = ["reverseDeliveryLineItems", String(position)];
    const line = parcel.lines.find((expected) => expected.id === row.lineId);
    if (!line) return refused([...path, "reverseFulfillmentOrderLineItemId"], "must exist");
    add(announced, line.id, row.quantity);
    if ((announced.get(line.id) ?? 0) > line.totalQuantity)
      return refused([...path, "quantity"], "cannot deliver more items than are returned");
  }
  const rows = draft.lines.length > 0 ? draft.lines : everything(parcel, announced);
  const id = store.newId("ReverseDelivery");
  const delivery: ReverseDelivery = {
    id,
    orderId: parcel.orderId,
    reverseFulfillmentOrderId: parcel.id,
    tracking: trackingOf(draft),
    label: labelOf(store, draft),
    lines: rows.map((row) => ({
      id: store.newId("ReverseDeliveryLineItem"),
      orderId: parcel.orderId,
      reverseDeliveryId: id,
      reverseFulfillmentOrderLineId: row.lineId,
      quantity: row.quantity,
    })),
  };
  parcel.deliveries.push(delivery);
  store.index(delivery, ...delivery.lines);
  announceDelivery(store, delivery);
  return done(delivery);
}

function add(counts: Map<string, number>, id: string, units: number): void {
  counts.set(id, (counts.get(id) ?? 0) + units);
}

function everything(parcel: ReverseFulfillmentOrder, announced: Map<string, number>) {
  return parcel.lines
    .map((line) => ({ lineId: line.id, quantity: line.totalQuantity - (announced.get(line.id) ?? 0) }))
    .filter((row) => row.quantity > 0);
}

/** Replaces what is given: tracking, label, or both. */
export function updateReverseDelivery(
  store: Store,
  delivery: ReverseDelivery,
  draft: ShippingDraft,
): Outcome<ReverseDelivery> {
  if (draft.tracking) delivery.tracking = trackingOf(draft);
  if (draft.labelUrl) delivery.label = labelOf(store, draft);
  announceDelivery(store, delivery);
  return done(delivery);
}

function trackingOf(draft: ShippingDraft): ReverseDelivery["tracking"] {
  if (!draft.tracking) return null;
  return { number: draft.tracking.number ?? null, url: draft.tracking.url ?? null, carrierName: null };
}

function labelOf(store: Store, draft: ShippingDraft): ReverseDelivery["label"] {
  return draft.labelUrl ? { publicFileUrl: draft.labelUrl, createdAt: store.now() } : null;
}

function announceDelivery(store: Store, delivery: ReverseDelivery): void {
  if (delivery.tracking || delivery.label)
    store.announce("reverse_deliveries/attach_deliverable", delivery.id);
  touch(store, store.orderOf(delivery));
}

export type DispositionDraft = {
  lineId: string;
  quantity: number;
  type: DispositionType;
  locationId?: string | null;
};

/** Says where the goods went. All drafts must be of one reverse fulfillment order. */
export function disposeGoods(
  store: Store,
  drafts: DispositionDraft[],
): Outcome<ReverseFulfillmentOrderLine[]> {
  const checked = checkDispositions(store, drafts);
  if (checked.value === null) return checked;
  const lines = checked.value;
  for (const draft of drafts) {
    const line = store.find("ReverseFulfillmentOrderLineItem", draft.lineId);
    if (draft.type === "RESTOCKED") restockUnits(store, { ...draft, variantId: variantOf(store, line) });
    line?.dispositions.push({
      id: store.newId("ReverseFulfillmentOrderDisposition"),
      type: draft.type,
      quantity: draft.quantity,
      locationId: draft.locationId ?? null,
      createdAt: store.now(),
    });
  }
  const [first] = lines;
  const parcel = store.find("ReverseFulfillmentOrder", first?.reverseFulfillmentOrderId ?? null);
  if (!parcel) return done(lines);
  if (parcel.lines.every((line) => disposedQuantity(line) >= line.totalQuantity)) parcel.status = "CLOSED";
  store.announce("reverse_fulfillment_orders/dispose", parcel.id, drafts);
  touch(store, store.orderOf(parcel));
  return done(lines);
}

/** The lines these drafts speak of, or why they cannot be disposed so; changes nothing. */
export function checkDispositions(
  store: Store,
  drafts: DispositionDraft[],
): Outcome<ReverseFulfillmentOrderLine[]> {
  const lines = drafts.map((draft) => store.find("ReverseFulfillmentOrderLineItem", draft.lineId));
  const [first] = lines;
  // Recorded from a live store: an unknown line is told as a line of another order.
  if (!first || lines.some((line) => line?.reverseFulfillmentOrderId !== first.reverseFulfillmentOrderId))
    return refused(
      ["dispositionInputs"],
      "Cannot dispose items from more than one reverse fulfillment order.",
      "INVALID",
    );
  const errors = drafts.flatMap((draft, position) => dispositionErrors(store, draft, String(position)));
  if (errors.length > 0) return { value: null, errors };
  return done([...new Set(lines)].filter((line) => line !== null));
}

function disposedQuantity(line: ReverseFulfillmentOrderLine): number {
  return line.dispositions.reduce((units, disposition) => units + disposition.quantity, 0);
}

function dispositionErrors(store: Store, draft: DispositionDraft, position: string) {
  const line = store.find("ReverseFulfillmentOrderLineItem", draft.lineId);
  const path = ["dispositionInputs", position];
  if (!line) return [];
  const errors = [];
  if (draft.type === "RESTOCKED" && variantOf(store, line) === null)
    errors.push({
      field: [...path, "dispositionType"],
      message: "RESTOCKED is an invalid disposition type for a custom line item.",
      code: "INVALID",
    });
  // That it is required stands in the schema, in which words it is missed nowhere.
  if (draft.type === "RESTOCKED" && !draft.locationId)
    errors.push({ field: [...path, "locationId"], message: "Location can't be blank.", code: "BLANK" });
  if (draft.locationId && !store.locations.has(draft.locationId))
    errors.push({ field: [...path, "locationId"], message: "Location not found.", code: "NOT_FOUND" });
  if (draft.quantity < 1 || draft.quantity > line.totalQuantity - disposedQuantity(line))
    errors.push({ field: [...path, "quantity"], message: "Quantity is invalid.", code: "INVALID" });
  return errors;
}

function variantOf(store: Store, line: ReverseFulfillmentOrderLine | null): string | null {
  const sent = store.find("FulfillmentLineItem", line?.fulfillmentLineItemId ?? null);
  return store.find("LineItem", sent?.lineItemId ?? null)?.variantId ?? null;
}
