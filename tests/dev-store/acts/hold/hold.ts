import type { FulfillmentHold, FulfillmentOrder } from "../../state/fulfillment.ts";
import type { Store } from "../../store.ts";
import { refreshStatus } from "../ship.ts";
import { touch } from "../touch.ts";

export type HoldDraft = Pick<FulfillmentHold, "reason"> & Partial<Omit<FulfillmentHold, "id">>;

/** Keeps a fulfillment order from being sent, all of it but `rest`; only the first hold is told. */
export function placeHold(
  store: Store,
  open: FulfillmentOrder,
  { rest = null, ...draft }: HoldDraft & { rest?: FulfillmentOrder | null },
): FulfillmentHold {
  const nothing = { reasonNotes: null, handle: null, app: null };
  const hold: FulfillmentHold = { id: store.newId("FulfillmentHold"), ...nothing, ...draft };
  open.holds.push(hold);
  refreshStatus(store, open);
  if (open.holds.length > 1) return hold;
  store.announce("fulfillment_orders/placed_on_hold", open.id, { hold, rest });
  touch(store, store.orderOf(open));
  return hold;
}

/** Lifts the holds that fit; with the last one gone the fulfillment order may be sent. */
export function liftHolds(
  store: Store,
  open: FulfillmentOrder,
  fits: (hold: FulfillmentHold) => boolean = () => true,
): void {
  const held = open.holds.length;
  open.holds = open.holds.filter((hold) => !fits(hold));
  if (open.holds.length === held) return;
  refreshStatus(store, open);
  if (open.holds.length > 0) return;
  store.announce("fulfillment_orders/hold_released", open.id);
  touch(store, store.orderOf(open));
}
