import type { FulfillmentHold, FulfillmentOrder } from "../../state/fulfillment.ts";
import { done, refused } from "../../state/outcome.ts";
import type { Outcome } from "../../state/outcome.ts";
import type { Store } from "../../store.ts";
import { refreshStatus } from "../ship.ts";
import { placeHold } from "./hold.ts";
import type { HoldDraft } from "./hold.ts";

/** Without lines all of it is held. */
export type HoldWish = HoldDraft & { lines?: { id: string; quantity: number }[] };
type Held = { hold: FulfillmentHold; rest: FulfillmentOrder | null };

const most = 10;

/** Holds a fulfillment order, or a part of it: then the rest becomes a fulfillment order of its own. */
export function holdFulfillment(store: Store, open: FulfillmentOrder, wish: HoldWish): Outcome<Held> {
  const { lines = [], ...draft } = wish;
  const refusal = handleRefusal(open, draft) ?? linesRefusal(open, lines);
  if (refusal) return refusal;
  const rest = lines.length > 0 ? splitOff(store, open, lines) : null;
  return done({ hold: placeHold(store, open, { ...draft, rest }), rest });
}

/** In the words of Shopify's schema. */
function handleRefusal(open: FulfillmentOrder, { handle = null, app = null }: HoldDraft) {
  const own = open.holds.filter((hold) => hold.app === app);
  if (own.some((hold) => hold.handle === handle))
    return refused(
      ["fulfillmentHold", "handle"],
      "The handle provided for the fulfillment hold is already in use by this app for another hold on this fulfillment order.",
      "DUPLICATE_FULFILLMENT_HOLD_HANDLE",
    );
  if (own.length < most) return null;
  return refused(
    ["id"],
    "The maximum number of fulfillment holds for this fulfillment order has been reached for this app. An app can only have up to 10 holds on a single fulfillment order at any one time.",
    "FULFILLMENT_ORDER_HOLD_LIMIT_REACHED",
  );
}

function linesRefusal(open: FulfillmentOrder, lines: NonNullable<HoldWish["lines"]>) {
  const path = ["fulfillmentHold", "fulfillmentOrderLineItems"];
  if (lines.length === 0) return null;
  if (open.holds.length > 0)
    return refused(
      path,
      "The fulfillment order is not in a splittable state.",
      "FULFILLMENT_ORDER_NOT_SPLITTABLE",
    );
  if (new Set(lines.map(({ id }) => id)).size < lines.length)
    return refused(
      path,
      "The fulfillment order line items are not unique.",
      "DUPLICATED_FULFILLMENT_ORDER_LINE_ITEMS",
    );
  for (const [position, { id, quantity }] of lines.entries()) {
    const field = [...path, String(position), "quantity"];
    const row = open.lines.find((line) => line.id === id);
    if (quantity < 1)
      return refused(
        field,
        "The fulfillment order line item quantity must be greater than 0.",
        "GREATER_THAN_ZERO",
      );
    if (!row || quantity > row.remainingQuantity)
      return refused(
        field,
        "The fulfillment order line item quantity is invalid.",
        "INVALID_LINE_ITEM_QUANTITY",
      );
  }
  return null;
}

/** Recorded from a live store: the units held stay where they are, all others go into a new one. */
function splitOff(
  store: Store,
  open: FulfillmentOrder,
  lines: NonNullable<HoldWish["lines"]>,
): FulfillmentOrder | null {
  const held = new Map(lines.map(({ id, quantity }) => [id, quantity]));
  const leftOf = (line: FulfillmentOrder["lines"][number]) =>
    line.remainingQuantity - (held.get(line.id) ?? 0);
  const left = open.lines.filter((line) => leftOf(line) > 0);
  if (left.length === 0) return null;
  const id = store.newId("FulfillmentOrder");
  const rest: FulfillmentOrder = {
    ...open,
    ...{ id, holds: [], updatedAt: store.now() },
    lines: left.map((line) => ({
      ...line,
      ...{ id: store.newId("FulfillmentOrderLineItem"), fulfillmentOrderId: id },
      ...{ totalQuantity: leftOf(line), remainingQuantity: leftOf(line) },
    })),
  };
  for (const line of open.lines) {
    const gone = leftOf(line);
    line.totalQuantity -= gone;
    line.remainingQuantity -= gone;
  }
  open.lines = open.lines.filter((line) => line.totalQuantity > 0);
  refreshStatus(store, rest);
  store.orderOf(open).fulfillmentOrders.push(rest);
  store.index(rest, ...rest.lines);
  return rest;
}
