import type { FulfillmentHold, FulfillmentOrder } from "../state/fulfillment.ts";

/** What a hold leaves behind: what it is, and the units it does not hold. */
export type Held = { hold: FulfillmentHold; rest: FulfillmentOrder | null };

/** fulfillment_orders/placed_on_hold. These payloads know GraphQL's ids alone. */
export function heldPayload(open: FulfillmentOrder, detail: unknown) {
  const { hold, rest } = detail as Held;
  return {
    fulfillment_order: { ...brief(open), fulfillment_holds: open.holds.map(holdOf) },
    remaining_fulfillment_order: rest && brief(rest),
    held_fulfillment_order_line_items: open.lines.map((line) => ({
      id: line.id,
      quantity: line.remainingQuantity,
    })),
    created_fulfillment_hold: holdOf(hold),
  };
}

/** fulfillment_orders/hold_released */
export function releasedPayload(open: FulfillmentOrder) {
  return { fulfillment_order: brief(open) };
}

function brief(open: FulfillmentOrder) {
  return { id: open.id, status: open.status.toLowerCase() };
}

function holdOf({ id, reason, reasonNotes, handle, app }: FulfillmentHold) {
  return {
    id,
    reason: reason.toLowerCase(),
    reason_notes: reasonNotes,
    held_by_requesting_app: false,
    handle,
    held_by_app: app === null ? null : { id: `gid://shopify/App/${app}` },
  };
}
