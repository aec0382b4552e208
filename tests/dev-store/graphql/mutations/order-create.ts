import { bag, bagFrom, noMoney, parseMoney } from "../../state/money.ts";
import type { Currencies, MoneyBag } from "../../state/money.ts";
import type { DiscountApplication } from "../../state/order.ts";
import type { TransactionDraft } from "../../acts/pay.ts";
import { lineFromShelf, placeOrder } from "../../acts/place.ts";
import type { LineDraft, OrderDraft } from "../../acts/place.ts";
import type { Attribute } from "../../state/shop.ts";
import type { Store } from "../../store.ts";
import { addressOf } from "../types/address.ts";
import type { AddressInput } from "../types/address.ts";
import { idOf, NotBuilt, only } from "../field.ts";
import type { Call } from "../field.ts";

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
type PaymentInput = Partial<
  Pick<TransactionDraft, "kind" | "status" | "gateway" | "test" | "processedAt">
> & {
  amountSet: BagInput;
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
  transactions?: PaymentInput[];
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
  const { lineItems, shippingLines, transactions, discountCode, customer, ...plain } = input;
  const customerId = customer?.toAssociate?.id ?? input.customerId;
  const told = Object.entries(plain).filter(([key]) => !/Address$|[cC]urrency$/.test(key));
  return {
    taxesIncluded: false,
    ...(Object.fromEntries(told) as Partial<OrderDraft>),
    ...(discountCode ? { discount: discountOf(currencies, discountCode) } : {}),
    ...addresses(store, input),
    currencies,
    customerId: customerId ? idOf("Customer", customerId) : null,
    lines: (lineItems ?? []).map((line) => lineOf(store, currencies, line)),
    shipping: (shippingLines ?? []).map((line) => ({
      title: line.title,
      code: line.code ?? line.title,
      price: bagOf(currencies, line.priceSet),
      taxes: (line.taxLines ?? []).map((tax) => taxOf(currencies, tax)),
    })),
    transactions: (transactions ?? []).map((row) => paymentOf(currencies, row)),
  };
}

function addresses(store: Store, input: OrderInput): Partial<OrderDraft> {
  return {
    ...(input.shippingAddress ? { shippingAddress: addressOf(store, input.shippingAddress) } : {}),
    ...(input.billingAddress ? { billingAddress: addressOf(store, input.billingAddress) } : {}),
  };
}

function paymentOf(currencies: Currencies, row: PaymentInput): TransactionDraft {
  const { amountSet, ...told } = row;
  return {
    kind: "SALE",
    status: "SUCCESS",
    gateway: "manual",
    ...told,
    amount: bagOf(currencies, amountSet),
  };
}

/** The money of the order: as stated, else as the first price is given; the rate follows from a price in both. */
function currenciesOf(store: Store, input: OrderInput): Currencies {
  const priced = (input.lineItems ?? []).flatMap((line) => line.priceSet ?? []);
  const shop = priced[0]?.shopMoney.currencyCode ?? input.currency ?? store.shop.currency;
  for (const { shopMoney, presentmentMoney } of priced)
    if (presentmentMoney && Number(shopMoney.amount) > 0) {
      const rate = Number(presentmentMoney.amount) / Number(shopMoney.amount);
      return { shop, presentment: presentmentMoney.currencyCode, rate };
    }
  return { shop, presentment: input.presentmentCurrency ?? shop, rate: 1 };
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
  const { properties, taxLines, priceSet, giftCard, variantId, ...told } = line;
  const shelf = variantId ? lineFromShelf(store, currencies, idOf("ProductVariant", variantId)) : null;
  return {
    title: "",
    unitPrice: noMoney(currencies),
    ...shelf,
    ...told,
    productId: shelf?.productId ?? null,
    ...(priceSet ? { unitPrice: bagOf(currencies, priceSet) } : {}),
    isGiftCard: giftCard ?? false,
    customAttributes: (properties ?? []).map(({ name, value }) => ({ key: name, value })),
    taxes: (taxLines ?? []).map((tax) => taxOf(currencies, tax)),
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
