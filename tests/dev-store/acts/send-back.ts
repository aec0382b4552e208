import type { Store } from "../store.ts";
import type { FulfillmentLineItem } from "../state/fulfillment.ts";
import { bagFrom } from "../state/money.ts";
import type { Money } from "../state/money.ts";
import type { Order } from "../state/order.ts";
import { done, refused } from "../state/outcome.ts";
import type { Outcome } from "../state/outcome.ts";
import type { DeclineReason, Return, ReturnLine, ReverseFulfillmentOrder } from "../state/return.ts";
import { exchangeRefusal, newExchangeLine, waitingUnits } from "./exchange/exchange.ts";
import type { ExchangeDraft } from "./exchange/exchange.ts";
import { touch } from "./touch.ts";

export type ReturnLineDraft = {
  fulfillmentLineItemId: string;
  quantity: number;
  reasonId?: string;
  reasonNote?: string;
  customerNote?: string | null;
  restockingFeePercentage?: number | null;
};

export type ReturnDraft = {
  lines: ReturnLineDraft[];
  exchanges?: ExchangeDraft[];
  shippingFee?: Money;
  requestedAt?: string;
};

/** Units of a sent line that no living return has claimed and no refund without return has taken. */
export function returnableQuantity(order: Order, sent: FulfillmentLineItem): number {
  const living = order.returns.filter((row) => row.status !== "DECLINED" && row.status !== "CANCELED");
  const claimed = living
    .flatMap((request) => request.lines)
    .filter((row) => row.fulfillmentLineItemId === sent.id);
  const taken = order.refunds
    .filter((refund) => refund.returnId === null)
    .flatMap((refund) => refund.lines)
    .filter((row) => row.lineItemId === sent.lineItemId && row.leavesOrder && row.restockType !== "CANCEL");
  return Math.max(
    0,
    [...claimed, ...taken].reduce((units, row) => units - row.quantity, sent.quantity),
  );
}

/** A shopper asks; the merchant must approve or decline. */
export function requestReturn(store: Store, order: Order, draft: ReturnDraft): Outcome<Return> {
  return openReturn(store, order, { draft, status: "REQUESTED" });
}

/** The merchant makes a return which is open at once. */
export function createReturn(store: Store, order: Order, draft: ReturnDraft): Outcome<Return> {
  return openReturn(store, order, { draft, status: "OPEN" });
}

function openReturn(
  store: Store,
  order: Order,
  { draft, status }: { draft: ReturnDraft; status: "REQUESTED" | "OPEN" },
): Outcome<Return> {
  const exchanges = draft.exchanges ?? [];
  const refusal = returnRefusal(store, order, draft.lines) ?? exchangeRefusal(store, exchanges);
  if (refusal) return refusal;
  const id = store.newId("Return");
  const opened: Return = {
    id,
    orderId: order.id,
    name: `${order.name}-R${order.returns.length + 1}`,
    status,
    createdAt: draft.requestedAt ?? store.now(),
    requestApprovedAt: null,
    closedAt: null,
    decline: null,
    lines: draft.lines.map((line) => returnLine(store, { order, returnId: id }, line)),
    exchangeLines: exchanges.map((row) => newExchangeLine(store, { order, returnId: id }, row)),
    shippingFees: draft.shippingFee
      ? [{ id: store.newId("ReturnShippingFee"), amount: bagFrom(order.currencies, draft.shippingFee) }]
      : [],
    reverseFulfillmentOrders: [],
  };
  order.returns.push(opened);
  store.index(opened, ...opened.lines, ...opened.exchangeLines);
  if (status === "OPEN") expectGoods(store, opened);
  if (status === "OPEN") order.closedAt = null;
  store.announce(status === "OPEN" ? "returns/approve" : "returns/request", id);
  touch(store, order);
  return done(opened);
}

function returnRefusal(store: Store, order: Order, lines: ReturnLineDraft[]) {
  if (lines.length === 0)
    return refused(["returnLineItems"], "Return must have at least one line item.", "BLANK");
  for (const [position, line] of lines.entries()) {
    const path = ["returnLineItems", String(position)];
    const sent = store.find("FulfillmentLineItem", line.fulfillmentLineItemId);
    if (!sent || sent.orderId !== order.id)
      return refused([...path, "fulfillmentLineItemId"], "Fulfillment Line Item was not found.", "NOT_FOUND");
    const others = lines.slice(0, position).filter((other) => other.fulfillmentLineItemId === sent.id);
    const asked = others.reduce((units, other) => units + other.quantity, line.quantity);
    if (line.quantity < 1 || asked > returnableQuantity(order, sent))
      return refused([...path, "quantity"], "Return line item has an invalid quantity.", "INVALID");
  }
  return null;
}

function returnLine(
  store: Store,
  to: { order: Order; returnId: string },
  draft: ReturnLineDraft,
): ReturnLine {
  const sent = store.find("FulfillmentLineItem", draft.fulfillmentLineItemId);
  return {
    id: store.newId("ReturnLineItem"),
    orderId: to.order.id,
    returnId: to.returnId,
    fulfillmentLineItemId: draft.fulfillmentLineItemId,
    lineItemId: sent?.lineItemId ?? "",
    quantity: draft.quantity,
    processedQuantity: 0,
    refundedQuantity: 0,
    reasonId: draft.reasonId ?? "gid://shopify/ReturnReasonDefinition/1",
    reasonNote: draft.reasonNote ?? "",
    customerNote: draft.customerNote ?? null,
    restockingFeePercentage: draft.restockingFeePercentage ?? null,
  };
}

/** Opens the parcel's way back: one reverse fulfillment order with a line for each returned line. */
function expectGoods(store: Store, opened: Return): void {
  const id = store.newId("ReverseFulfillmentOrder");
  const parcel: ReverseFulfillmentOrder = {
    id,
    orderId: opened.orderId,
    returnId: opened.id,
    status: "OPEN",
    deliveries: [],
    lines: opened.lines.map((line) => ({
      id: store.newId("ReverseFulfillmentOrderLineItem"),
      orderId: opened.orderId,
      reverseFulfillmentOrderId: id,
      returnLineId: line.id,
      fulfillmentLineItemId: line.fulfillmentLineItemId,
      totalQuantity: line.quantity,
      dispositions: [],
    })),
  };
  opened.reverseFulfillmentOrders.push(parcel);
  store.index(parcel, ...parcel.lines);
}

export function approveReturn(store: Store, asked: Return): Outcome<Return> {
  if (asked.status !== "REQUESTED") return notIn(asked, "approved");
  asked.requestApprovedAt = store.now();
  store.orderOf(asked).closedAt = null;
  expectGoods(store, asked);
  return moveTo(store, asked, { status: "OPEN", topic: "returns/approve" });
}

export function declineReturn(
  store: Store,
  asked: Return,
  decline: { reason: DeclineReason; note?: string | null },
): Outcome<Return> {
  if (asked.status !== "REQUESTED") return notIn(asked, "declined");
  if ((decline.note ?? "").length > 500)
    return refused(["declineNote"], "Decline note is too long (maximum is 500 characters)", "TOO_LONG");
  asked.decline = { reason: decline.reason, note: decline.note ?? null };
  return moveTo(store, asked, { status: "DECLINED", topic: "returns/decline" });
}

/** Only before any of it was processed, paid back or looked at. */
export function cancelReturn(store: Store, open: Return): Outcome<Return> {
  const begun =
    [...open.lines, ...open.exchangeLines].some((line) => line.processedQuantity > 0) ||
    open.reverseFulfillmentOrders.some((parcel) => parcel.lines.some((line) => line.dispositions.length > 0));
  if (open.status !== "OPEN" && open.status !== "REQUESTED") return notIn(open, "canceled");
  if (begun) return refused(["id"], "Return is not cancelable.", "INVALID_STATE");
  for (const parcel of open.reverseFulfillmentOrders) parcel.status = "CANCELED";
  return moveTo(store, open, { status: "CANCELED", topic: "returns/cancel" });
}

export function closeReturn(store: Store, open: Return): Outcome<Return> {
  if (open.status !== "OPEN") return notIn(open, "closed");
  open.closedAt = store.now();
  return moveTo(store, open, { status: "CLOSED", topic: "returns/close" });
}

export function reopenReturn(store: Store, closed: Return): Outcome<Return> {
  if (closed.status !== "CLOSED") return notIn(closed, "reopened");
  closed.closedAt = null;
  return moveTo(store, closed, { status: "OPEN", topic: "returns/reopen" });
}

type Removal = { returnLineId: string; quantity: number };
type ExchangeRemoval = { exchangeLineId: string; quantity: number };

/** Takes unprocessed units out again, of either kind; a return with nothing left to do closes. */
export function removeFromReturn(
  store: Store,
  open: Return,
  removals: (Removal | ExchangeRemoval)[],
): Outcome<Return> {
  const back = removals.filter((row) => "returnLineId" in row);
  const forth = removals.filter((row) => "exchangeLineId" in row);
  const refusal = removalRefusal(open, back) ?? exchangeRemovalRefusal(open, forth);
  if (refusal) return refusal;
  if (open.status !== "OPEN" && open.status !== "REQUESTED") return notIn(open, "edited");
  for (const removal of back) shrink(open, removal);
  for (const removal of forth) takeOut(open, removal);
  const detail = { removals: back.map((row) => ({ id: row.returnLineId, delta: row.quantity })) };
  store.announce("returns/update", open.id, detail);
  if (open.lines.length > 0 || open.exchangeLines.some((line) => waitingUnits(line) > 0)) {
    touch(store, store.orderOf(open));
    return done(open);
  }
  open.closedAt = store.now();
  return moveTo(store, open, { status: "CLOSED", topic: "returns/close" });
}

function removalRefusal(open: Return, removals: Removal[]) {
  if (removals.some((removal) => removal.quantity < 1))
    return refused(null, "Quantity must be greater than 0", "GREATER_THAN");
  for (const [position, removal] of removals.entries()) {
    const path = ["returnLineItems", String(position)];
    const line = open.lines.find((row) => row.id === removal.returnLineId);
    if (!line) return refused([...path, "returnLineItemId"], "Return line item not found.", "NOT_FOUND");
    if (removal.quantity > line.quantity - line.processedQuantity)
      return refused([...path, "quantity"], "Return line item has an invalid quantity.", "INVALID");
  }
  return null;
}

function exchangeRemovalRefusal(open: Return, removals: ExchangeRemoval[]) {
  for (const [position, { exchangeLineId, quantity }] of removals.entries()) {
    const path = ["exchangeLineItems", String(position)];
    const line = open.exchangeLines.find((row) => row.id === exchangeLineId);
    if (!line) return refused([...path, "exchangeLineItemId"], "Exchange line item not found.", "NOT_FOUND");
    if (quantity < 1 || quantity > waitingUnits(line))
      return refused([...path, "quantity"], "Exchange line item has an invalid quantity.", "INVALID");
  }
  return null;
}

function takeOut(open: Return, { exchangeLineId, quantity }: ExchangeRemoval): void {
  const line = open.exchangeLines.find((row) => row.id === exchangeLineId);
  if (line) line.removedQuantity += quantity;
}

function shrink(open: Return, removal: { returnLineId: string; quantity: number }): void {
  const line = open.lines.find((row) => row.id === removal.returnLineId);
  if (!line) return;
  line.quantity -= removal.quantity;
  open.lines = open.lines.filter((row) => row.quantity > 0);
  for (const parcel of open.reverseFulfillmentOrders) {
    for (const row of parcel.lines) if (row.returnLineId === line.id) row.totalQuantity = line.quantity;
    parcel.lines = parcel.lines.filter((row) => row.totalQuantity > 0);
  }
}

function moveTo(
  store: Store,
  moved: Return,
  to: { status: Return["status"]; topic: string },
): Outcome<Return> {
  moved.status = to.status;
  store.announce(to.topic, moved.id);
  touch(store, store.orderOf(moved));
  return done(moved);
}

function notIn(found: Return, wish: string) {
  return refused(
    ["id"],
    `Return cannot be ${wish} because it is ${found.status.toLowerCase()}.`,
    "INVALID_STATE",
  );
}
