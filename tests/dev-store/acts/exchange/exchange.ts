import { bagFrom, minus, noMoney, plus, portion, sum, times } from "../../state/money.ts";
import type { Money, MoneyBag } from "../../state/money.ts";
import type { DiscountApplication, LineItem, Order } from "../../state/order.ts";
import { refused } from "../../state/outcome.ts";
import type { ExchangeLine, Return } from "../../state/return.ts";
import { outstanding } from "../../state/totals.ts";
import type { Store } from "../../store.ts";
import { placeHold } from "../hold/hold.ts";
import { commitUnits } from "../shelf/stock.ts";
import { fulfillmentOrder, lineFromShelf, newLine, taxLines } from "../place.ts";

export type ExchangeDraft = {
  variantId: string;
  quantity: number;
  discount?: { description: string; value: { percentage: number } | { amount: Money } };
};

/** Why these goods cannot be promised; null when they can. */
export function exchangeRefusal(store: Store, drafts: readonly ExchangeDraft[]) {
  for (const [position, draft] of drafts.entries()) {
    const path = ["exchangeLineItems", String(position)];
    if (!store.find("ProductVariant", draft.variantId))
      return refused([...path, "variantId"], "Variant was not found.", "NOT_FOUND");
    if (draft.quantity < 1)
      return refused([...path, "quantity"], "Quantity must be greater than 0", "GREATER_THAN");
  }
  return null;
}

/** Goods from the shelf at today's price; taxed as the order's other lines are. */
export function newExchangeLine(
  store: Store,
  { order, returnId }: { order: Order; returnId: string },
  draft: ExchangeDraft,
): ExchangeLine {
  const shelf = lineFromShelf(store, order.currencies, draft.variantId);
  if (!shelf) throw new Error(`No variant ${draft.variantId}`);
  const line = newLine(store, order, { ...shelf, quantity: draft.quantity });
  const { id: _id, quantity, discountAllocations: _off, taxLines: _taxes, ...goods } = line;
  const taxed = order.lines.find((other) => other.taxLines.length > 0);
  const discount = draft.discount ? discountOf(order, draft.discount) : null;
  return {
    id: store.newId("ExchangeLineItem"),
    orderId: order.id,
    returnId,
    goods,
    taxes: line.taxable ? (taxed?.taxLines ?? []).map(({ title, rate }) => ({ title, rate })) : [],
    discount,
    off: offOf(order, times(line.unitPrice, quantity), discount),
    quantity,
    processedQuantity: 0,
    removedQuantity: 0,
    lineItemIds: [],
  };
}

function discountOf(
  order: Order,
  { description, value }: NonNullable<ExchangeDraft["discount"]>,
): DiscountApplication {
  return {
    kind: "MANUAL",
    title: description,
    code: null,
    value: "amount" in value ? { amount: bagFrom(order.currencies, value.amount) } : value,
    targetType: "LINE_ITEM",
    allocation: "EACH",
    targetSelection: "EXPLICIT",
  };
}

/** A fixed amount is for the whole line; none takes more than the line costs. */
function offOf(order: Order, price: MoneyBag, discount: DiscountApplication | null): MoneyBag {
  if (discount === null) return noMoney(order.currencies);
  const { value } = discount;
  if ("percentage" in value) return portion(price, Math.min(value.percentage, 100), 100);
  return value.amount.shop.minor > price.shop.minor ? price : value.amount;
}

/** Units that wait: neither processed nor taken out again. */
export function waitingUnits(line: ExchangeLine): number {
  return line.quantity - line.processedQuantity - line.removedQuantity;
}

/** What the next units of an exchange line cost the buyer, tax included. */
export function exchangeWorth(order: Order, line: ExchangeLine, quantity: number): MoneyBag {
  const { net, taxes } = partOf(order, line, quantity);
  const prices = taxes.map((tax) => tax.price);
  return order.taxesIncluded ? net : plus(net, sum(prices, order.currencies));
}

/** Running totals, so that all units add up to the line. */
function partOf(order: Order, line: ExchangeLine, quantity: number) {
  const before = line.processedQuantity;
  const off = minus(
    portion(line.off, before + quantity, line.quantity),
    portion(line.off, before, line.quantity),
  );
  const net = minus(times(line.goods.unitPrice, quantity), off);
  return { off, net, taxes: taxLines(order, net, line.taxes) };
}

export type ExchangeWish = { id: string; quantity: number };

/** Why these units cannot be processed; null when they can. */
export function wishRefusal(open: Return, wishes: readonly ExchangeWish[]) {
  for (const [position, wish] of wishes.entries()) {
    const path = ["exchangeLineItems", String(position)];
    const line = open.exchangeLines.find(({ id }) => id === wish.id);
    if (!line) return refused([...path, "id"], "Exchange line item not found.", "NOT_FOUND");
    if (wish.quantity < 1 || wish.quantity > waitingUnits(line))
      return refused([...path, "quantity"], "Exchange line item has an invalid quantity.", "INVALID");
  }
  return null;
}

/**
 * The goods become lines of the order with a fulfillment order of their own. Recorded in Shopify's guide to return
 * processing: only an exchange for which the buyer owes something is held, until it is paid.
 */
export function sendExchanges(store: Store, open: Return, wishes: readonly ExchangeWish[]): void {
  const order = store.orderOf(open);
  const lines = wishes.flatMap((wish) => {
    const line = open.exchangeLines.find(({ id }) => id === wish.id);
    return line ? [intoOrder(store, line, wish.quantity)] : [];
  });
  if (lines.length === 0) return;
  const parcel = fulfillmentOrder(store, { id: order.id, createdAt: store.now(), lines });
  order.fulfillmentOrders.push(parcel);
  store.index(...lines, parcel, ...parcel.lines);
  for (const line of lines) commitUnits(store, { ...line, locationId: parcel.locationId });
  if (outstanding(order).shop.minor > 0) placeHold(store, parcel, { reason: "AWAITING_PAYMENT" });
}

function intoOrder(store: Store, line: ExchangeLine, quantity: number): LineItem {
  const order = store.orderOf(line);
  const { off, taxes } = partOf(order, line, quantity);
  const added: LineItem = {
    ...line.goods,
    id: store.newId("LineItem"),
    quantity,
    discountAllocations: [],
    taxLines: taxes,
  };
  if (line.discount && off.shop.minor > 0)
    added.discountAllocations.push({ amount: off, discount: order.discounts.push(line.discount) - 1 });
  line.processedQuantity += quantity;
  line.lineItemIds.push(added.id);
  order.lines.push(added);
  return added;
}
