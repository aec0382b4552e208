import { bag, bagFrom, noMoney, parseMoney } from "../state/money.ts";
import type { Currencies, MoneyBag } from "../state/money.ts";
import type { DiscountApplication } from "../state/order.ts";
import type { TransactionDraft } from "../state/pay.ts";
import { placeOrder } from "../state/place.ts";
import type { LineDraft, OrderDraft } from "../state/place.ts";
import type { Attribute } from "../state/shop.ts";
import type { Store } from "../store.ts";
import { addressOf } from "./address.ts";
import type { AddressInput } from "./address.ts";
import { idOf, NotBuilt, only } from "./field.ts";
import type { Call } from "./field.ts";

type MoneyInput = { amount: string; currencyCode: string };
type BagInput = { shopMoney: MoneyInput; presentmentMoney?: MoneyInput };
type TaxInput = { title: string; rate: string; priceSet?: BagInput };
type LineInput = {
  title?: string;
  variantId?: string;
  productId?: string;
  variantTitle?: string;
  sku?: string;
  vendor?: string;
  quantity: number;
  priceSet?: BagInput;
  requiresShipping?: boolean;
  taxable?: boolean;
  giftCard?: boolean;
  properties?: { name: string; value: string }[];
  taxLines?: TaxInput[];
};
type DiscountInput = {
  itemPercentageDiscountCode?: { code: string; percentage?: number };
  itemFixedDiscountCode?: { code: string; amountSet?: BagInput };
};
type OrderInput = {
  currency?: string;
  presentmentCurrency?: string;
  email?: string;
  phone?: string;
  note?: string;
  name?: string;
  poNumber?: string;
  tags?: string[];
  test?: boolean;
  processedAt?: string;
  sourceName?: string;
  taxesIncluded?: boolean;
  financialStatus?: string;
  customAttributes?: Attribute[];
  customerId?: string;
  customer?: { toAssociate?: { id?: string } };
  shippingAddress?: AddressInput;
  billingAddress?: AddressInput;
  lineItems?: LineInput[];
  shippingLines?: {
    title: string;
    code?: string;
    source?: string;
    priceSet: BagInput;
    taxLines?: TaxInput[];
  }[];
  discountCode?: DiscountInput;
  transactions?: {
    kind?: TransactionDraft["kind"];
    status?: TransactionDraft["status"];
    gateway?: string;
    test?: boolean;
    amountSet: BagInput;
    processedAt?: string;
  }[];
};

const known =
  "currency presentmentCurrency email phone note name poNumber tags test processedAt sourceName taxesIncluded " +
  "financialStatus customAttributes customerId customer shippingAddress billingAddress lineItems shippingLines " +
  "discountCode transactions buyerAcceptsMarketing";

export function orderCreate({ args, store }: Call) {
  const input = args.order as OrderInput;
  only(input, known, "orderCreate.order");
  if (!input.lineItems?.length)
    return {
      order: null,
      userErrors: [
        {
          field: ["order", "lineItems"],
          message: "Line items must have at least one line item",
          code: "INVALID",
        },
      ],
    };
  return { order: placeOrder(store, draftOf(store, input)), userErrors: [] };
}

function draftOf(store: Store, input: OrderInput): OrderDraft {
  const currencies = currenciesOf(store, input);
  const customerId = input.customer?.toAssociate?.id ?? input.customerId;
  const optional: Partial<OrderDraft> = {};
  if (input.processedAt) optional.processedAt = input.processedAt;
  if (input.name) optional.name = input.name;
  if (input.sourceName) optional.sourceName = input.sourceName;
  if (input.financialStatus) optional.financialStatus = input.financialStatus;
  if (input.discountCode) optional.discount = discountOf(currencies, input.discountCode);
  return {
    ...optional,
    currencies,
    taxesIncluded: input.taxesIncluded ?? false,
    email: input.email ?? null,
    phone: input.phone ?? null,
    note: input.note ?? null,
    poNumber: input.poNumber ?? null,
    tags: input.tags ?? [],
    test: input.test ?? false,
    customAttributes: input.customAttributes ?? [],
    customerId: customerId ? idOf("Customer", customerId) : null,
    shippingAddress: input.shippingAddress ? addressOf(store, input.shippingAddress) : null,
    billingAddress: input.billingAddress ? addressOf(store, input.billingAddress) : null,
    lines: (input.lineItems ?? []).map((line) => lineOf(store, currencies, line)),
    shipping: (input.shippingLines ?? []).map((line) => ({
      title: line.title,
      code: line.code ?? line.title,
      price: bagOf(currencies, line.priceSet),
      taxes: (line.taxLines ?? []).map((tax) => taxOf(currencies, tax)),
    })),
    transactions: (input.transactions ?? []).map((row) => ({
      kind: row.kind ?? "SALE",
      status: row.status ?? "SUCCESS",
      gateway: row.gateway ?? "manual",
      amount: bagOf(currencies, row.amountSet),
      test: row.test ?? input.test ?? false,
      ...(row.processedAt ? { processedAt: row.processedAt } : {}),
    })),
  };
}

/** The money of the order: as stated, else as the first price is given; the rate follows from a price in both. */
function currenciesOf(store: Store, input: OrderInput): Currencies {
  const priced = (input.lineItems ?? []).flatMap((line) => line.priceSet ?? []);
  const both = priced.find((set) => set.presentmentMoney && Number(set.shopMoney.amount) > 0);
  const shop = priced[0]?.shopMoney.currencyCode ?? input.currency ?? store.shop.currency;
  const presentment = both?.presentmentMoney?.currencyCode ?? input.presentmentCurrency ?? shop;
  const rate = both?.presentmentMoney
    ? Number(both.presentmentMoney.amount) / Number(both.shopMoney.amount)
    : 1;
  return { shop, presentment, rate };
}

function bagOf(currencies: Currencies, input: BagInput): MoneyBag {
  const shop = parseMoney(String(input.shopMoney.amount), currencies.shop);
  if (!input.presentmentMoney) return bagFrom(currencies, shop);
  const seen = parseMoney(String(input.presentmentMoney.amount), currencies.presentment);
  return bag(currencies, shop.minor, seen.minor);
}

function taxOf(currencies: Currencies, tax: TaxInput) {
  const rate = Number(tax.rate);
  return { title: tax.title, rate, ...(tax.priceSet ? { price: bagOf(currencies, tax.priceSet) } : {}) };
}

/** A line of a known variant takes its names from the shelf; an unknown one stays a custom item. */
function lineOf(store: Store, currencies: Currencies, line: LineInput): LineDraft {
  const variant = line.variantId
    ? store.find("ProductVariant", idOf("ProductVariant", line.variantId))
    : null;
  const product = variant ? store.find("Product", variant.productId) : null;
  const own = variant ? bagFrom(currencies, { ...variant.price, currency: currencies.shop }) : null;
  return {
    title: line.title ?? product?.title ?? "",
    quantity: line.quantity,
    unitPrice: line.priceSet ? bagOf(currencies, line.priceSet) : (own ?? noMoney(currencies)),
    variantId: variant?.id ?? null,
    productId: product?.id ?? null,
    variantTitle:
      line.variantTitle ?? (product && product.variants.length > 1 ? (variant?.title ?? null) : null),
    sku: line.sku ?? variant?.sku ?? null,
    vendor: line.vendor ?? product?.vendor ?? null,
    requiresShipping: line.requiresShipping ?? variant?.requiresShipping ?? true,
    taxable: line.taxable ?? variant?.taxable ?? true,
    isGiftCard: line.giftCard ?? false,
    weightGrams: variant?.weightGrams ?? 0,
    imageUrl: (variant?.image ?? product?.image)?.url ?? null,
    customAttributes: (line.properties ?? []).map(({ name, value }) => ({ key: name, value })),
    taxes: (line.taxLines ?? []).map((tax) => taxOf(currencies, tax)),
  };
}

function discountOf(currencies: Currencies, input: DiscountInput): DiscountApplication {
  const base = {
    kind: "CODE",
    targetType: "LINE_ITEM",
    allocation: "ACROSS",
    targetSelection: "ALL",
  } as const;
  const percentage = input.itemPercentageDiscountCode;
  const fixed = input.itemFixedDiscountCode;
  if (percentage)
    return {
      ...base,
      title: percentage.code,
      code: percentage.code,
      value: { percentage: percentage.percentage ?? 0 },
    };
  if (fixed?.amountSet)
    return {
      ...base,
      title: fixed.code,
      code: fixed.code,
      value: { amount: bagOf(currencies, fixed.amountSet) },
    };
  throw new NotBuilt("A free shipping discount code");
}
