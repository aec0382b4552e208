import type { Store } from "../store.ts";
import { filled } from "./filled.ts";
import { bagFrom, lesser, minus, portion, share, sum, times } from "../state/money.ts";
import type { Currencies, MoneyBag } from "../state/money.ts";
import type { DiscountApplication, LineItem, Order, ShippingLine, TaxLine } from "../state/order.ts";
import type { Address, Attribute } from "../state/shop.ts";
import { newTransaction } from "./pay.ts";
import type { TransactionDraft } from "./pay.ts";
import { financialStatus } from "../state/status.ts";
import { codeFrom } from "./code.ts";

export type LineDraft = {
  title: string;
  quantity: number;
  unitPrice: MoneyBag;
  variantId?: string | null;
  productId?: string | null;
  variantTitle?: string | null;
  sku?: string | null;
  vendor?: string | null;
  taxable?: boolean;
  requiresShipping?: boolean;
  isGiftCard?: boolean;
  weightGrams?: number;
  imageUrl?: string | null;
  customAttributes?: Attribute[];
  /** For this line alone. */
  discount?: DiscountApplication | null;
  /** Taxes by rate, e.g. 0.19; the amounts follow from the price after discounts. */
  taxes?: { title: string; rate: number; price?: MoneyBag }[];
};

export type OrderDraft = {
  lines: LineDraft[];
  currencies?: Currencies;
  taxesIncluded?: boolean;
  createdAt?: string;
  /** When the buyer bought, if not when the order was written down. */
  processedAt?: string;
  number?: number;
  name?: string;
  email?: string | null;
  phone?: string | null;
  customerId?: string | null;
  customerLocale?: string;
  note?: string | null;
  tags?: string[];
  customAttributes?: Attribute[];
  poNumber?: string | null;
  sourceName?: string;
  test?: boolean;
  shippingAddress?: Address | null;
  billingAddress?: Address | null;
  shipping?: {
    title: string;
    code?: string;
    carrier?: string;
    price: MoneyBag;
    taxes?: { title: string; rate: number }[];
  }[];
  discount?: DiscountApplication;
  transactions?: TransactionDraft[];
  financialStatus?: string;
};

/** Places an order: computes discounts and taxes, opens a fulfillment order, books the payments. */
export function placeOrder(store: Store, draft: OrderDraft): Order {
  return enterOrder(store, writtenOrder(store, draft), draft.transactions);
}

/** Puts a written order into the store, with what was paid for it. */
export function enterOrder(store: Store, order: Order, payments: TransactionDraft[] = []): Order {
  for (const payment of payments) order.transactions.push(newTransaction(store, order, payment));
  order.fulfillmentOrders.push(fulfillmentOrder(store, order));
  store.addOrder(order);
  store.announce("orders/create", order.id);
  for (const row of order.transactions) store.announce("order_transactions/create", row.id);
  if (order.transactions.length > 0 && financialStatus(order) === "PAID")
    store.announce("orders/paid", order.id);
  return order;
}

/** Whatever gives new orders their ids, number and time. */
export type Register = Pick<Store, "newId" | "now" | "shop" | "nextOrderNumber" | "countOrder">;

/** The order with all its prices, not yet in the store. */
export function writtenOrder(store: Register, draft: OrderDraft): Order {
  const order = emptyOrder(store, draft);
  addLines(store, order, draft);
  addShipping(store, order, draft);
  if (draft.discount) applyDiscount(order, draft.discount);
  addTaxes(order, draft);
  return order;
}

function emptyOrder(store: Register, draft: OrderDraft): Order {
  const { lines: _lines, transactions: _transactions, ...given } = draft;
  const order = filled(blankOrder(store, draft), given);
  order.tags = [...new Set(order.tags)].sort();
  order.processedAt = draft.processedAt ?? order.createdAt;
  order.updatedAt = order.createdAt;
  order.billingAddress ??= order.shippingAddress;
  order.statedFinancialStatus = draft.financialStatus ?? null;
  order.discounts = draft.discount ? [draft.discount] : [];
  return order;
}

function blankOrder(store: Register, draft: OrderDraft): Order {
  const id = store.newId("Order");
  const number = draft.number ?? store.nextOrderNumber();
  store.countOrder(number);
  const at = store.now();
  return {
    id,
    number,
    name: `#${number}`,
    createdAt: at,
    processedAt: at,
    updatedAt: at,
    cancelledAt: null,
    cancelReason: null,
    staffNote: null,
    closedAt: null,
    currencies: { shop: store.shop.currency, presentment: store.shop.currency, rate: 1 },
    email: null,
    phone: null,
    customerId: null,
    customerLocale: "en",
    note: null,
    tags: [],
    customAttributes: [],
    poNumber: null,
    test: false,
    taxesIncluded: store.shop.taxesIncluded,
    confirmationNumber: codeFrom(id, 9).toUpperCase(),
    sourceName: "web",
    token: codeFrom(`${id}/token`, 32),
    edited: false,
    statedFinancialStatus: null,
    shippingAddress: null,
    billingAddress: null,
    lines: [],
    shippingLines: [],
    discounts: [],
    transactions: [],
    fulfillmentOrders: [],
    fulfillments: [],
    refunds: [],
    returns: [],
    disputes: [],
    riskAssessments: [],
  };
}

function addLines(store: Register, order: Order, draft: OrderDraft): void {
  for (const wanted of draft.lines) {
    const line = newLine(store, order, wanted);
    order.lines.push(line);
    if (wanted.discount) discountLine(order, line, wanted.discount);
  }
}

function discountLine(order: Order, line: LineItem, discount: DiscountApplication): void {
  const price = times(line.unitPrice, line.quantity);
  const { value } = discount;
  const amount = "percentage" in value ? portion(price, value.percentage, 100) : lesser(value.amount, price);
  line.discountAllocations.push({ amount, discount: order.discounts.push(discount) - 1 });
}

/** A line before discounts and taxes, not yet in the order. */
export function newLine(store: Pick<Store, "newId">, order: Order, draft: LineDraft): LineItem {
  const blank: LineItem = {
    id: store.newId("LineItem"),
    orderId: order.id,
    title: draft.title,
    variantTitle: null,
    sku: null,
    vendor: null,
    productId: null,
    variantId: null,
    quantity: draft.quantity,
    unitPrice: draft.unitPrice,
    discountAllocations: [],
    taxLines: [],
    taxable: true,
    requiresShipping: true,
    isGiftCard: false,
    weightGrams: 0,
    customAttributes: [],
    imageUrl: null,
  };
  return filled(blank, draft);
}

/** A line as the shelf has it: names, price and weight of a variant; null when there is no such variant. */
export function lineFromShelf(
  store: Store,
  currencies: Currencies,
  variantId: string,
): Omit<LineDraft, "quantity" | "discount"> | null {
  const variant = store.find("ProductVariant", variantId);
  const product = store.find("Product", variant?.productId ?? null);
  if (!variant || !product) return null;
  const image = variant.image ?? product.image;
  return {
    variantId: variant.id,
    productId: product.id,
    title: product.title,
    variantTitle: product.variants.length > 1 ? variant.title : null,
    sku: variant.sku,
    vendor: product.vendor,
    unitPrice: bagFrom(currencies, { ...variant.price, currency: currencies.shop }),
    requiresShipping: variant.requiresShipping,
    taxable: variant.taxable,
    weightGrams: variant.weightGrams,
    imageUrl: image?.url ?? null,
  };
}

function addShipping(store: Register, order: Order, draft: OrderDraft): void {
  for (const line of draft.shipping ?? [])
    order.shippingLines.push({
      id: store.newId("ShippingLine"),
      orderId: order.id,
      title: line.title,
      code: line.code ?? line.title,
      carrier: line.carrier ?? null,
      price: line.price,
      discountAllocations: [],
      taxLines: [],
    });
}

/** A discount on lines is spread by their worth; one on shipping by the price of each shipping line. */
function applyDiscount(order: Order, discount: DiscountApplication): void {
  const targets: { amount: MoneyBag; row: LineItem | ShippingLine }[] =
    discount.targetType === "LINE_ITEM"
      ? order.lines.map((row) => {
          const price = times(row.unitPrice, row.quantity);
          return { row, amount: minus(price, discountOf(order, row)) };
        })
      : order.shippingLines.map((row) => ({ row, amount: row.price }));
  const whole = sum(
    targets.map((target) => target.amount),
    order.currencies,
  );
  const off =
    "percentage" in discount.value
      ? portion(whole, discount.value.percentage, 100)
      : lesser(discount.value.amount, whole);
  const shares = share(
    off,
    targets.map((target) => target.amount.shop.minor),
  );
  targets.forEach(({ row }, position) => {
    const amount = shares[position];
    if (amount && amount.shop.minor > 0) row.discountAllocations.push({ amount, discount: 0 });
  });
}

function addTaxes(order: Order, draft: OrderDraft): void {
  order.lines.forEach((line, position) => {
    const net = minus(times(line.unitPrice, line.quantity), discountOf(order, line));
    line.taxLines = taxLines(order, net, line.taxable ? (draft.lines[position]?.taxes ?? []) : []);
  });
  order.shippingLines.forEach((line, position) => {
    const net = minus(line.price, discountOf(order, line));
    line.taxLines = taxLines(order, net, draft.shipping?.[position]?.taxes ?? []);
  });
}

function discountOf(order: Order, row: LineItem | ShippingLine): MoneyBag {
  return sum(
    row.discountAllocations.map((allocation) => allocation.amount),
    order.currencies,
  );
}

/** The taxes of these rates on an amount after discounts, as the order counts them: within it or on top. */
export function taxLines(
  order: Order,
  net: MoneyBag,
  taxes: { title: string; rate: number; price?: MoneyBag }[],
): TaxLine[] {
  const all = taxes.reduce((rates, tax) => rates + tax.rate, 0);
  const base = order.taxesIncluded ? portion(net, 1_000_000, Math.round((1 + all) * 1_000_000)) : net;
  return taxes.map(({ title, rate, price }) => ({
    title,
    rate,
    price: price ?? portion(base, Math.round(rate * 1_000_000), 1_000_000),
  }));
}

/** All lines of `order` as still to be sent. */
export function fulfillmentOrder(
  store: Store,
  order: Pick<Order, "id" | "createdAt" | "lines">,
): Order["fulfillmentOrders"][number] {
  const id = store.newId("FulfillmentOrder");
  const [location] = store.locations.keys();
  return {
    id,
    orderId: order.id,
    status: "OPEN",
    requestStatus: "UNSUBMITTED",
    locationId: location ?? "",
    createdAt: order.createdAt,
    updatedAt: order.createdAt,
    holds: [],
    lines: order.lines.map((line) => ({
      id: store.newId("FulfillmentOrderLineItem"),
      orderId: order.id,
      fulfillmentOrderId: id,
      lineItemId: line.id,
      totalQuantity: line.quantity,
      remainingQuantity: line.quantity,
    })),
  };
}
