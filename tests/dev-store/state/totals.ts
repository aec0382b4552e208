import { minus, noMoney, plus, portion, sum, times } from "./money.ts";
import type { MoneyBag } from "./money.ts";
import type { LineItem, Order, OrderTransaction, ShippingLine, TaxLine } from "./order.ts";

/** Units of a line that were paid back, in whatever way: with money, or with other goods. */
export function refundedQuantity(order: Order, line: LineItem): number {
  const refunded = refundRows(order, line).reduce((units, row) => units + row.quantity, 0);
  const sentBack = order.returns.flatMap((request) => request.lines);
  const traded = sentBack.filter((row) => row.lineItemId === line.id);
  return traded.reduce((units, row) => units + (row.tradedQuantity ?? 0), refunded);
}

/** Units of a line that are still part of the order: neither taken off, nor refunded away, nor sent back. */
export function currentQuantity(order: Order, line: LineItem): number {
  if (order.cancelledAt !== null) return 0;
  return line.quantity - goneQuantity(order, line);
}

function goneQuantity(order: Order, line: LineItem): number {
  let units = 0;
  for (const refund of order.refunds)
    if (refund.returnId === null)
      for (const row of refund.lines)
        if (row.lineItemId === line.id && row.leavesOrder) units += row.quantity;
  for (const request of order.returns)
    for (const row of request.lines) if (row.lineItemId === line.id) units += row.processedQuantity;
  return Math.min(units, line.quantity);
}

export function fulfilledQuantity(order: Order, line: LineItem): number {
  let units = 0;
  for (const parcel of order.fulfillments)
    if (parcel.status === "SUCCESS")
      for (const row of parcel.lines) if (row.lineItemId === line.id) units += row.quantity;
  return units;
}

/** Units still to be sent. */
export function unfulfilledQuantity(order: Order, line: LineItem): number {
  let units = 0;
  for (const parcel of order.fulfillmentOrders)
    for (const row of parcel.lines) if (row.lineItemId === line.id) units += row.remainingQuantity;
  return units;
}

function refundRows(order: Order, line: LineItem) {
  return order.refunds.flatMap((refund) => refund.lines.filter((row) => row.lineItemId === line.id));
}

export function lineOriginalTotal(line: LineItem): MoneyBag {
  return times(line.unitPrice, line.quantity);
}

/** What discounts take off a line; `which` narrows to those made for the line or to those of the whole cart. */
export function lineDiscount(order: Order, line: LineItem, which: "all" | "line" | "cart" = "all"): MoneyBag {
  const taken = line.discountAllocations.filter(
    ({ discount }) => which === "all" || isCartWide(order, discount) === (which === "cart"),
  );
  return sum(
    taken.map((allocation) => allocation.amount),
    order.currencies,
  );
}

function isCartWide(order: Order, discount: number): boolean {
  return order.discounts[discount]?.allocation === "ACROSS";
}

/** A line's price after all discounts. */
export function lineNet(order: Order, line: LineItem): MoneyBag {
  return minus(lineOriginalTotal(line), lineDiscount(order, line));
}

export function taxOf(order: Order, holder: { taxLines: TaxLine[] }): MoneyBag {
  return sum(
    holder.taxLines.map((tax) => tax.price),
    order.currencies,
  );
}

export function shippingNet(order: Order, line: ShippingLine): MoneyBag {
  const off = line.discountAllocations.map((allocation) => allocation.amount);
  return minus(line.price, sum(off, order.currencies));
}

export type Totals = {
  lineItems: MoneyBag;
  discounts: MoneyBag;
  subtotal: MoneyBag;
  shipping: MoneyBag;
  tax: MoneyBag;
  total: MoneyBag;
};

/** The order as it was placed. */
export function originalTotals(order: Order): Totals {
  const none = noMoney(order.currencies);
  return totals(order, (line) => line.quantity, { price: none, tax: none });
}

/** The order as it is now: without what was refunded, taken off or sent back; nothing once cancelled. */
export function currentTotals(order: Order): Totals {
  const back = order.refunds.flatMap((refund) => refund.shipping);
  const price = back.map((part) => part.subtotal);
  const tax = back.map((part) => part.tax);
  const gone = { price: sum(price, order.currencies), tax: sum(tax, order.currencies) };
  return totals(order, (line) => currentQuantity(order, line), order.cancelledAt === null ? gone : null);
}

/** What was refunded of the shipping; null when no shipping is left at all. */
type Gone = { price: MoneyBag; tax: MoneyBag } | null;

function totals(order: Order, units: (line: LineItem) => number, gone: Gone): Totals {
  const part = (of: (line: LineItem) => MoneyBag) =>
    sum(
      order.lines.map((line) => portion(of(line), units(line), line.quantity)),
      order.currencies,
    );
  const lineItems = part(lineOriginalTotal);
  const subtotal = part((line) => lineNet(order, line));
  const shipping = shippingTotals(order, gone);
  const tax = plus(
    part((line) => taxOf(order, line)),
    shipping.tax,
  );
  const untaxed = plus(subtotal, shipping.price);
  return {
    lineItems,
    discounts: plus(minus(lineItems, subtotal), shipping.discounts),
    subtotal,
    shipping: shipping.price,
    tax,
    total: order.taxesIncluded ? untaxed : plus(untaxed, tax),
  };
}

function shippingTotals(order: Order, gone: Gone): { price: MoneyBag; tax: MoneyBag; discounts: MoneyBag } {
  const nothing = noMoney(order.currencies);
  if (gone === null) return { price: nothing, tax: nothing, discounts: nothing };
  const all = (of: (line: ShippingLine) => MoneyBag) => sum(order.shippingLines.map(of), order.currencies);
  const net = all((line) => shippingNet(order, line));
  return {
    price: minus(net, gone.price),
    tax: minus(
      all((line) => taxOf(order, line)),
      gone.tax,
    ),
    discounts: minus(
      all((line) => line.price),
      net,
    ),
  };
}

/** Money that came in: successful sales and captures. */
export function received(order: Order): MoneyBag {
  return ledger(order, (row) => row.status === "SUCCESS" && (row.kind === "SALE" || row.kind === "CAPTURE"));
}

/** Money that went back. A refund the gateway still works on counts: it can no longer be refunded. */
export function refunded(order: Order, settledOnly = false): MoneyBag {
  return ledger(
    order,
    (row) =>
      row.kind === "REFUND" && (row.status === "SUCCESS" || (!settledOnly && row.status === "PENDING")),
  );
}

/** Authorized and neither captured nor voided. */
export function capturable(order: Order): MoneyBag {
  const open = order.transactions.filter((row) => row.kind === "AUTHORIZATION" && row.status === "SUCCESS");
  const rest = open.map((row) => {
    const children = order.transactions.filter(
      (child) => child.parentId === row.id && child.status === "SUCCESS",
    );
    if (children.some((child) => child.kind === "VOID")) return noMoney(order.currencies);
    return minus(
      row.amount,
      sum(
        children.map((child) => child.amount),
        order.currencies,
      ),
    );
  });
  return sum(rest, order.currencies);
}

/** What is still to be paid; below nothing when an edit took off what was paid already (recorded from a live store). */
export function outstanding(order: Order): MoneyBag {
  if (order.cancelledAt !== null) return noMoney(order.currencies);
  const adjustments = order.refunds.flatMap((refund) =>
    refund.adjustments.map((row) => plus(row.amount, row.tax)),
  );
  const fees = order.returns.flatMap((request) => request.chargedFees ?? []);
  const due = plus(currentTotals(order).total, sum([...adjustments, ...fees], order.currencies));
  return minus(due, minus(received(order), refunded(order)));
}

function ledger(order: Order, counts: (row: OrderTransaction) => boolean): MoneyBag {
  return sum(
    order.transactions.filter(counts).map((row) => row.amount),
    order.currencies,
  );
}
