import type { Store } from "../store.ts";
import { giveCredit } from "../state/credit.ts";
import { atLeastNothing, bagFrom, fixedText, lesser, minus, noMoney, plus, sum } from "../state/money.ts";
import type { Money, MoneyBag } from "../state/money.ts";
import type { Order, OrderTransaction } from "../state/order.ts";
import { done, refused } from "../state/outcome.ts";
import type { Outcome } from "../state/outcome.ts";
import {
  leftOn,
  lineWorth,
  maximumRefundable,
  payments,
  refundableQuantity,
  shippingLeft,
  shippingPart,
} from "../state/refundable.ts";
import type { LineWorth, ShippingWorth } from "../state/refundable.ts";
import type { Refund, RefundLine, RestockType } from "../state/refund.ts";
import { fulfilledQuantity, outstanding, unfulfilledQuantity } from "../state/totals.ts";
import { releaseUnits, restockUnits } from "./shelf/stock.ts";
import { touch } from "./touch.ts";

export type RefundDraft = {
  lines?: { lineItemId: string; quantity: number; restockType?: RestockType; locationId?: string | null }[];
  /** All shipping that is left, or this much of it. */
  shipping?: "all" | Money;
  transactions?: { amount: Money; parentId: string | null; gateway?: string }[];
  /** This much as store credit of the order's customer. */
  credit?: Money;
  creditExpiresAt?: string | null;
  note?: string | null;
  reason?: "CUSTOMER" | "DAMAGE" | "RESTOCK" | "REFUND_DISCREPANCY";
  returnId?: string;
  /** The worth of goods the buyer gets instead of money. */
  exchanged?: MoneyBag;
  allowOverRefunding?: boolean;
};

/** Pays back. The transactions it books are the truth about money; nothing is booked when it refuses. */
export function createRefund(store: Store, order: Order, draft: RefundDraft): Outcome<Refund> {
  const refusal = lineRefusal(order, draft) ?? moneyRefusal(order, draft);
  if (refusal) return refusal;
  const refund = newRefund(store, order, draft);
  const owed = minus(noMoney(order.currencies), outstanding(order));
  refund.lines.push(...(draft.lines ?? []).map((line) => refundLine(store, order, line)));
  addShipping(store, order, { refund, draft });
  for (const payment of paymentsIn(draft)) book(store, refund, payment);
  credit(store, order, draft);
  settleDifference(store, order, { refund, draft, owed: atLeastNothing(owed) });
  takeOffUnsent(order, draft);
  if (!draft.returnId) for (const row of refund.lines) ontoShelf(store, order, row);
  order.refunds.push(refund);
  store.index(refund, ...refund.lines);
  store.announce("refunds/create", refund.id);
  for (const id of refund.transactionIds) store.announce("order_transactions/create", id);
  touch(store, order);
  return done(refund);
}

function lineRefusal(order: Order, draft: RefundDraft) {
  for (const [position, wanted] of (draft.lines ?? []).entries()) {
    const line = order.lines.find((row) => row.id === wanted.lineItemId);
    const path = ["refundLineItems", String(position)];
    if (!line) return refused([...path, "lineItemId"], "Line item does not exist");
    if (wanted.quantity < 1) return refused([...path, "quantity"], "Quantity must be greater than 0");
    const others = (draft.lines ?? []).slice(0, position).filter((other) => other.lineItemId === line.id);
    const asked = others.reduce((units, other) => units + other.quantity, wanted.quantity);
    if (asked > refundableQuantity(order, line))
      return refused([...path, "quantity"], "Quantity cannot refund more items than were purchased");
    if (wanted.restockType === "CANCEL" && wanted.quantity > unfulfilledQuantity(order, line))
      return refused([...path, "restockType"], "Quantity cannot cancel more items than are unfulfilled");
  }
  return null;
}

function moneyRefusal(order: Order, draft: RefundDraft) {
  const amounts = paymentsIn(draft);
  if (draft.credit && order.customerId === null)
    return refused(["refundMethods"], "The order must have a customer to be refunded to store credit.");
  for (const [position, payment] of amounts.entries()) {
    const refusal = paymentRefusal(order, payment, String(position));
    if (refusal) return refusal;
  }
  return draft.allowOverRefunding ? null : excess(order, amounts);
}

function paymentRefusal(order: Order, { amount, parentId }: PaymentDraft, position: string) {
  const path = ["transactions", position];
  if (amount.minor <= 0) return refused([...path, "amount"], "Amount must be greater than 0");
  if (parentId !== null && !order.transactions.some((row) => row.id === parentId))
    return refused([...path, "parentId"], "Parent transaction does not exist");
  return null;
}

/** More than came in, over all payments or over one of them. */
function excess(order: Order, amounts: PaymentDraft[]) {
  const total = (rows: PaymentDraft[]) =>
    sum(
      rows.map(({ amount }) => bagFrom(order.currencies, amount)),
      order.currencies,
    );
  const side = amounts[0]?.amount.currency === order.currencies.shop ? "shop" : "presentment";
  const [wanted, most] = [total(amounts)[side], maximumRefundable(order)[side]];
  if (wanted.minor > most.minor) return tooMuch(wanted, most);
  for (const payment of payments(order)) {
    const asked = total(amounts.filter(({ parentId }) => parentId === payment.id))[side];
    const left = leftOn(order, payment)[side];
    if (asked.minor > left.minor) return tooMuch(asked, left);
  }
  return null;
}

/** Store credit is a payment like others in the order's ledger, and a balance with the customer. */
function paymentsIn(draft: RefundDraft): PaymentDraft[] {
  const asCredit = draft.credit ? [{ amount: draft.credit, parentId: null, gateway: creditGateway }] : [];
  return [...(draft.transactions ?? []), ...asCredit];
}

const creditGateway = "shopify_store_credit";

function credit(store: Store, order: Order, draft: RefundDraft): void {
  const customer = store.find("Customer", order.customerId);
  if (draft.credit && customer)
    giveCredit(store, customer, { amount: draft.credit, expiresAt: draft.creditExpiresAt ?? null });
}

function tooMuch(wanted: Money, most: Money) {
  return refused(
    null,
    `Refund amount ${spoken(wanted)} is greater than net payment received ${spoken(most)}`,
  );
}

/** Money in a sentence, as Shopify puts it: "$25.00". */
function spoken(money: Money): string {
  const parts = new Intl.NumberFormat("en", {
    style: "currency",
    currency: money.currency,
    currencyDisplay: "narrowSymbol",
  });
  const symbol = parts.formatToParts(0).find((part) => part.type === "currency")?.value ?? "";
  return `${symbol}${fixedText(money)}`;
}

/** Whatever gives new rows their ids and their time. */
export type Pen = Pick<Store, "newId" | "now">;

/** A refund of nothing yet, not yet in the order. */
export function newRefund(pen: Pen, order: Order, draft: RefundDraft): Refund {
  const now = pen.now();
  return {
    id: pen.newId("Refund"),
    orderId: order.id,
    returnId: draft.returnId ?? null,
    note: draft.note ?? null,
    createdAt: now,
    updatedAt: now,
    processedAt: now,
    lines: [],
    shipping: [],
    adjustments: [],
    transactionIds: [],
    total: noMoney(order.currencies),
  };
}

type Booking = { refund: Refund; draft: RefundDraft };
type LineDraft = NonNullable<RefundDraft["lines"]>[number];

/** Units of a line as a refund has them, with what they are worth. */
export function refundLine(pen: Pen, order: Order, wanted: LineDraft): RefundLine {
  const worth = worthOf(order, wanted);
  const restockType = wanted.restockType ?? "NO_RESTOCK";
  const leavesOrder = restockType !== "NO_RESTOCK" || wanted.quantity <= sentUnits(order, wanted.lineItemId);
  const nothing = noMoney(order.currencies);
  return {
    id: pen.newId("RefundLineItem"),
    orderId: order.id,
    lineItemId: wanted.lineItemId,
    quantity: wanted.quantity,
    restockType,
    restocked: restockType === "RETURN" || restockType === "CANCEL",
    leavesOrder,
    locationId: wanted.locationId ?? null,
    price: worth.line.unitPrice,
    // Recorded from a live store: units that stay in the order are refunded at no worth of their own.
    subtotal: leavesOrder ? worth.subtotal : nothing,
    tax: leavesOrder ? worth.tax : nothing,
  };
}

function worthOf(order: Order, wanted: LineDraft): LineWorth {
  const line = order.lines.find((row) => row.id === wanted.lineItemId);
  if (!line) throw new Error(`No line ${wanted.lineItemId}`);
  return lineWorth(order, line, wanted.quantity);
}

/** Units that were sent and have not left the order by an earlier refund. */
function sentUnits(order: Order, lineItemId: string): number {
  const line = order.lines.find((row) => row.id === lineItemId);
  if (!line) return 0;
  const gone = order.refunds.flatMap((refund) =>
    refund.lines.filter(
      (row) =>
        row.lineItemId === lineItemId && row.leavesOrder && row.restockType !== "CANCEL" && !row.byEdit,
    ),
  );
  return gone.reduce((units, row) => units - row.quantity, fulfilledQuantity(order, line));
}

function addShipping(store: Store, order: Order, { refund, draft }: Booking): void {
  if (draft.shipping === undefined) return;
  const part: ShippingWorth =
    draft.shipping === "all"
      ? shippingLeft(order)
      : shippingPart(order, bagFrom(order.currencies, draft.shipping));
  const [line] = order.shippingLines;
  if (!line || part.amount.shop.minor === 0) return;
  refund.shipping.push({
    id: store.newId("RefundShippingLine"),
    orderId: order.id,
    shippingLineId: line.id,
    subtotal: part.amount,
    tax: part.tax,
  });
}

type PaymentDraft = NonNullable<RefundDraft["transactions"]>[number];

function book(store: Store, refund: Refund, payment: PaymentDraft): void {
  const order = store.orderOf(refund);
  const parent = order.transactions.find((row) => row.id === payment.parentId);
  const status = payment.gateway === creditGateway ? ("SUCCESS" as const) : store.refundAnswer;
  const now = store.now();
  const row: OrderTransaction = {
    id: store.newId("OrderTransaction"),
    orderId: order.id,
    kind: "REFUND",
    status,
    gateway: parent?.gateway ?? payment.gateway ?? "manual",
    amount: bagFrom(order.currencies, payment.amount),
    parentId: payment.parentId,
    refundId: refund.id,
    createdAt: now,
    processedAt: now,
    test: order.test,
    errorCode: status === "FAILURE" ? "GENERIC_ERROR" : null,
    card: parent?.card ?? null,
  };
  order.transactions.push(row);
  refund.transactionIds.push(row.id);
  if (row.status !== "FAILURE") refund.total = plus(refund.total, row.amount);
  store.index(row);
}

/** Goods of a return are put back by their dispositions; others by the refund itself. */
function ontoShelf(store: Store, order: Order, row: RefundLine): void {
  const line = order.lines.find(({ id }) => id === row.lineItemId);
  const units = { variantId: line?.variantId ?? null, quantity: row.quantity, locationId: row.locationId };
  if (row.restockType === "CANCEL") releaseUnits(store, units, true);
  if (row.restockType === "RETURN") restockUnits(store, units);
}

type Settlement = Booking & { owed: MoneyBag };

/** Paying more or less than lines and shipping are worth is kept as an adjustment, unless it was owed before. */
function settleDifference(store: Store, order: Order, { refund, draft, owed }: Settlement): void {
  const parts: MoneyBag[] = [];
  for (const row of refund.lines) parts.push(row.subtotal, ...(order.taxesIncluded ? [] : [row.tax]));
  for (const row of refund.shipping) parts.push(row.subtotal, ...(order.taxesIncluded ? [] : [row.tax]));
  const worth = minus(sum(parts, order.currencies), draft.exchanged ?? noMoney(order.currencies));
  const settled = lesser(owed, atLeastNothing(minus(refund.total, worth)));
  const difference = plus(minus(worth, refund.total), settled);
  if (difference.shop.minor === 0) return;
  refund.adjustments.push({
    id: store.newId("OrderAdjustment"),
    orderId: order.id,
    reason: draft.reason ?? "REFUND_DISCREPANCY",
    amount: difference,
    tax: noMoney(order.currencies),
  });
}

/** Restock type CANCEL takes the units off what is still to be sent. */
export function takeOffUnsent(order: Order, draft: RefundDraft): void {
  for (const wanted of draft.lines ?? []) {
    if (wanted.restockType !== "CANCEL") continue;
    let left = wanted.quantity;
    for (const row of order.fulfillmentOrders.flatMap((open) => open.lines)) {
      if (row.lineItemId !== wanted.lineItemId) continue;
      const units = Math.min(left, row.remainingQuantity);
      row.remainingQuantity -= units;
      row.totalQuantity -= units;
      left -= units;
    }
  }
  for (const open of order.fulfillmentOrders)
    if (open.lines.every((row) => row.remainingQuantity === 0)) open.status = "CLOSED";
}
