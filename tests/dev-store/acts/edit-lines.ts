import { randomUUID } from "node:crypto";
import { bagFrom, plus, times } from "../state/money.ts";
import type { Money } from "../state/money.ts";
import { rows } from "../state/node.ts";
import type { LineItem, Order } from "../state/order.ts";
import type { Addition, Delta, OrderEdit } from "../state/order-edit.ts";
import { done, refused } from "../state/outcome.ts";
import type { Outcome } from "../state/outcome.ts";
import type { Refund } from "../state/refund.ts";
import { currentQuantity, outstanding, unfulfilledQuantity } from "../state/totals.ts";
import type { Store } from "../store.ts";
import { newRefund, refundLine, takeOffUnsent } from "./pay-back.ts";
import type { Pen } from "./pay-back.ts";
import { fulfillmentOrder, lineFromShelf, newLine, taxLines } from "./place.ts";
import type { LineDraft } from "./place.ts";
import { commitUnits, releaseUnits } from "./shelf/stock.ts";
import { touch } from "./touch.ts";

/** Opens an editing session; the order stays as it is. */
export function beginEdit(store: Store, order: Order): Outcome<OrderEdit> {
  if (order.cancelledAt !== null) return refused(["id"], "Canceled orders can't be edited");
  const id = store.newId("CalculatedOrder");
  const edit = { id, orderId: order.id, createdAt: store.now(), quantities: [], additions: [], commit: null };
  return done(store.keep<OrderEdit>(store.orderEdits, edit));
}

export type QuantityDraft = { lineId: string; quantity: number; restock?: boolean };

/** Stages how many there shall be of a line, be it the order's or itself only staged; sent units are fixed. */
export function stageQuantity(store: Store, edit: OrderEdit, wanted: QuantityDraft): Outcome<LineItem> {
  const { lineId, quantity, restock = false } = wanted;
  if (quantity < 0) return refused(["quantity"], "must be greater than or equal to 0");
  const order = store.orderOf(edit);
  const added = edit.additions.find(({ id }) => id === lineId);
  if (added) return restage(order, edit, { added, quantity });
  const line = order.lines.find(({ id }) => id === lineId);
  if (!line) return refused(["lineItemId"], "The line item does not exist.");
  if (!isWithinReach(order, line, quantity))
    return refused(["quantity"], "Only items that are not fulfilled can be edited.");
  const others = edit.quantities.filter((row) => row.lineItemId !== line.id);
  edit.quantities = [...others, { lineItemId: line.id, quantity, restock }];
  return done(line);
}

function isWithinReach(order: Order, line: LineItem, quantity: number): boolean {
  const [now, unsent] = [currentQuantity(order, line), unfulfilledQuantity(order, line)];
  return quantity === now || (unsent > 0 && quantity >= now - unsent);
}

function restage(order: Order, edit: OrderEdit, { added, quantity }: { added: Addition; quantity: number }) {
  const { line } = added;
  if (quantity === 0) edit.additions = edit.additions.filter((other) => other !== added);
  line.quantity = quantity;
  line.taxLines = taxLines(order, times(line.unitPrice, quantity), ratesOf(line));
  return done(line);
}

export type VariantDraft = { variantId: string; quantity: number; allowDuplicates?: boolean };

/** Stages a new line from the shelf. */
export function stageVariant(store: Store, edit: OrderEdit, wanted: VariantDraft): Outcome<LineItem> {
  const { variantId, quantity, allowDuplicates = false } = wanted;
  const few = tooFew(quantity);
  if (few) return quantity < 0 ? { ...few, errors: [...few.errors, belowNothing] } : few;
  const order = store.orderOf(edit);
  const shelf = lineFromShelf(store, order.currencies, variantId);
  if (!shelf) return refused(["variantId"], "The variant does not exist.");
  const isThere = editedOrder(order, edit).lines.some((line) => line.variantId === variantId);
  if (isThere && !allowDuplicates)
    return refused(["id"], `${shelf.title} was not added because it's already on the order.`);
  return done(stage(store, edit, { ...shelf, quantity }));
}

export type CustomDraft = Pick<LineDraft, "title" | "quantity" | "taxable" | "requiresShipping"> & {
  price: Money;
};

/** Stages a new line that is on no shelf. */
export function stageCustomItem(store: Store, edit: OrderEdit, wanted: CustomDraft): Outcome<LineItem> {
  const { price, ...line } = wanted;
  const { currencies } = store.orderOf(edit);
  if (!line.title.trim()) return refused(["title"], "can't be blank");
  if (line.title.length > 255) return refused(["title"], "is too long (maximum is 255 characters)");
  const few = tooFew(line.quantity);
  if (few) return few;
  if (price.minor < 0) return refused(["price", "amount"], belowNothing.message);
  if (price.currency !== currencies.presentment)
    return refused(["price", "amount"], `Currency must be ${currencies.presentment}.`);
  return done(stage(store, edit, { ...line, unitPrice: bagFrom(currencies, price) }));
}

const belowNothing = { field: ["quantity"], message: "must be greater than or equal to 0", code: null };

function tooFew(quantity: number) {
  return quantity < 1 ? refused(["quantity"], "must be greater than 0") : null;
}

/** Taxed as the order's other lines are: the store knows no tax rates of its own. */
function stage(store: Store, edit: OrderEdit, draft: LineDraft): LineItem {
  const order = store.orderOf(edit);
  const line = newLine(store, order, draft);
  const taxed = order.lines.find((other) => other.taxLines.length > 0);
  if (taxed && line.taxable)
    line.taxLines = taxLines(order, times(line.unitPrice, line.quantity), ratesOf(taxed));
  edit.additions.push({ id: `gid://shopify/CalculatedLineItem/${randomUUID()}`, line });
  return line;
}

function ratesOf(line: LineItem): { title: string; rate: number }[] {
  return line.taxLines.map(({ title, rate }) => ({ title, rate }));
}

const nobody: Pen = { newId: () => "", now: () => "" };

/**
 * The order as it would stand after the edit; the order itself is not touched. Units taken off stay in their line
 * and leave by a refund of no money, as Shopify keeps them.
 */
export function editedOrder(order: Order, edit: OrderEdit, pen: Pen = nobody): Order {
  if (edit.commit !== null) return order;
  const { raised, removed } = deltasOf(order, edit);
  const lines = order.lines.map((line) => {
    const more = raised.find(({ lineItemId }) => lineItemId === line.id);
    return more ? withMore(order, line, more.units) : line;
  });
  const refunds = removed.length > 0 ? [...order.refunds, removal(pen, order, removed)] : order.refunds;
  return { ...order, refunds, lines: [...lines, ...edit.additions.map(({ line }) => line)] };
}

type Removed = Delta & { restock: boolean };

function deltasOf(order: Order, edit: OrderEdit): { raised: Delta[]; removed: Removed[] } {
  const deltas = edit.quantities.flatMap(({ lineItemId, quantity, restock }) => {
    const line = order.lines.find(({ id }) => id === lineItemId);
    return line ? [{ lineItemId, restock, units: quantity - currentQuantity(order, line) }] : [];
  });
  return {
    raised: deltas.filter(({ units }) => units > 0).map(({ lineItemId, units }) => ({ lineItemId, units })),
    removed: deltas.filter(({ units }) => units < 0).map((delta) => ({ ...delta, units: -delta.units })),
  };
}

/** More units at the line's price, with their taxes; discounts were given for the units there were. */
function withMore(order: Order, line: LineItem, units: number): LineItem {
  const more = taxLines(order, times(line.unitPrice, units), ratesOf(line));
  const taxes = line.taxLines.map((tax, position) => {
    const extra = more[position];
    return extra ? { ...tax, price: plus(tax.price, extra.price) } : tax;
  });
  return { ...line, quantity: line.quantity + units, taxLines: taxes };
}

function removal(pen: Pen, order: Order, removed: Removed[]): Refund {
  const lines = removed.map(({ lineItemId, units, restock }) => ({
    ...refundLine(pen, order, { lineItemId, quantity: units, restockType: "CANCEL" }),
    ...(restock ? {} : { restockType: "NO_RESTOCK" as const, restocked: false }),
    byEdit: true,
  }));
  return { ...newRefund(pen, order, {}), lines };
}

export type CommitDraft = { notify?: boolean; staffNote?: string };

/** Makes the staged changes real; answers the edited order and what Shopify tells the merchant about it. */
export function commitEdit(
  store: Store,
  edit: OrderEdit,
  draft: CommitDraft = {},
): Outcome<{ order: Order; messages: string[] }> {
  const order = store.orderOf(edit);
  const { raised, removed } = deltasOf(order, edit);
  const added = edit.additions.map(({ line }) => ({ lineItemId: line.id, units: line.quantity }));
  if (raised.length + removed.length + added.length === 0)
    return refused(["id"], "There are no changes to commit.");
  if (isOvertaken(order, removed)) return refused(["id"], "The order was changed while it was being edited.");
  const { notify = false, staffNote = "" } = draft;
  const wasClosed = order.closedAt !== null;
  const { lines, refunds } = editedOrder(order, edit, store);
  moveStock(store, { ...order, lines }, { raised: [...raised, ...added], removed });
  changeParcels(store, order, { raised, removed, added: edit.additions.map(({ line }) => line) });
  Object.assign(order, { lines, refunds, edited: true, closedAt: null });
  store.index(...rows(order));
  edit.commit = { at: store.now(), notify, staffNote, added: [...raised, ...added], removed };
  tell(store, order, edit);
  return done({ order, messages: messagesOf(order, { wasClosed, notify }) });
}

function isOvertaken(order: Order, removed: Removed[]): boolean {
  const isSent = ({ lineItemId, units }: Removed) =>
    order.lines.some((line) => line.id === lineItemId && unfulfilledQuantity(order, line) < units);
  return order.cancelledAt !== null || removed.some(isSent);
}

function tell(store: Store, order: Order, edit: OrderEdit): void {
  store.announce("orders/edited", edit.id);
  const removal = edit.commit?.removed.length ? order.refunds.at(-1) : undefined;
  if (removal) store.announce("refunds/create", removal.id);
  touch(store, order);
}

type Changes = { raised: Delta[]; removed: Delta[]; added: LineItem[] };

/** What is to be sent follows: units leave and join the parcels there are, new lines go into a new one. */
function changeParcels(store: Store, order: Order, { raised, removed, added }: Changes): void {
  const lines = removed.map(({ lineItemId, units }) => ({ lineItemId, quantity: units }));
  takeOffUnsent(order, { lines: lines.map((line) => ({ ...line, restockType: "CANCEL" })) });
  for (const { lineItemId, units } of raised) {
    const open = order.fulfillmentOrders.filter(({ status }) => status !== "CLOSED");
    const row = open.flatMap((parcel) => parcel.lines).find((parcel) => parcel.lineItemId === lineItemId);
    if (!row) continue;
    row.totalQuantity += units;
    row.remainingQuantity += units;
  }
  if (added.length === 0) return;
  order.fulfillmentOrders.push(
    fulfillmentOrder(store, { id: order.id, createdAt: store.now(), lines: added }),
  );
}

function moveStock(store: Store, order: Order, { raised, removed }: { raised: Delta[]; removed: Removed[] }) {
  const units = ({ lineItemId, units: quantity }: Delta) => ({
    variantId: order.lines.find(({ id }) => id === lineItemId)?.variantId ?? null,
    quantity,
  });
  for (const delta of raised) commitUnits(store, units(delta));
  for (const delta of removed) releaseUnits(store, units(delta), delta.restock);
}

function messagesOf(order: Order, { wasClosed, notify }: { wasClosed: boolean; notify: boolean }): string[] {
  const mail = outstanding(order).shop.minor > 0 ? "Invoice sent" : "Notification sent";
  return ["Order updated", ...(wasClosed ? ["Order unarchived"] : []), ...(notify ? [mail] : [])];
}
