import { completeDraft, sendDraftInvoice } from "../../acts/draft/complete.ts";
import { createDraft } from "../../acts/draft/draft.ts";
import type { DiscountWish, DraftWish } from "../../acts/draft/draft.ts";
import { lineFromShelf } from "../../acts/place.ts";
import { bagFrom, parseMoney } from "../../state/money.ts";
import type { Currencies } from "../../state/money.ts";
import { refused } from "../../state/outcome.ts";
import type { Attribute } from "../../state/shop.ts";
import type { Store } from "../../store.ts";
import { fields, idOf, only } from "../field.ts";
import type { Call } from "../field.ts";
import { addressOf } from "../types/address.ts";
import type { AddressInput } from "../types/address.ts";
import { metafieldsOf } from "../types/metafield.ts";
import type { MetafieldInput } from "../types/metafield.ts";

type MoneyInput = { amount: string; currencyCode: string };
type DiscountInput = {
  title?: string;
  description?: string;
  value: number;
  valueType: DiscountWish["valueType"];
};
type LineInput = {
  variantId?: string;
  title?: string;
  sku?: string;
  quantity: number;
  originalUnitPrice?: string;
  originalUnitPriceWithCurrency?: MoneyInput;
  requiresShipping?: boolean;
  taxable?: boolean;
  customAttributes?: Attribute[];
  appliedDiscount?: DiscountInput;
};
type DraftInput = {
  purchasingEntity?: { customerId?: string };
  customerId?: string;
  email?: string;
  phone?: string;
  note?: string;
  poNumber?: string;
  tags?: string[];
  taxExempt?: boolean;
  customAttributes?: Attribute[];
  metafields?: MetafieldInput[];
  shippingAddress?: AddressInput;
  billingAddress?: AddressInput;
  useCustomerDefaultAddress?: boolean;
  lineItems?: LineInput[];
  appliedDiscount?: DiscountInput;
  shippingLine?: { title?: string; price?: string; priceWithCurrency?: MoneyInput };
};

const known =
  "purchasingEntity customerId email phone note poNumber tags taxExempt customAttributes metafields " +
  "shippingAddress billingAddress useCustomerDefaultAddress lineItems appliedDiscount shippingLine";
const knownInLines =
  "variantId title sku quantity originalUnitPrice originalUnitPriceWithCurrency requiresShipping taxable " +
  "customAttributes appliedDiscount";

function create({ args, store }: Call) {
  const input = args.input as DraftInput;
  only(input, known, "draftOrderCreate.input");
  for (const line of input.lineItems ?? []) only(line, knownInLines, "DraftOrderLineItemInput");
  const gone = missingVariant(store, input);
  const outcome = gone
    ? refused(null, `Product with ID ${gone.split("/").at(-1) ?? ""} is no longer available.`)
    : createDraft(store, wishOf(store, input));
  return { draftOrder: outcome.value, userErrors: outcome.errors };
}

function missingVariant(store: Store, { lineItems = [] }: DraftInput): string | undefined {
  const ids = lineItems.flatMap(({ variantId }) => (variantId ? [idOf("ProductVariant", variantId)] : []));
  return ids.find((id) => !store.find("ProductVariant", id));
}

function wishOf(store: Store, input: DraftInput): DraftWish {
  const { currency } = store.shop;
  const currencies = { shop: currency, presentment: currency, rate: 1 };
  const { email, phone, note, poNumber, tags, customAttributes, taxExempt, appliedDiscount } = input;
  return {
    currencies,
    taxesIncluded: store.shop.taxesIncluded,
    ...given({ email, phone, note, poNumber, tags, customAttributes, taxExempt }),
    ...buyerOf(store, input),
    metafields: metafieldsOf(input.metafields),
    discount: appliedDiscount ? discountOf(appliedDiscount) : null,
    lines: (input.lineItems ?? []).map((line) => lineOf(store, currencies, line)),
    shipping: shippingOf(currencies, input),
  };
}

function given<Row extends object>(row: Row): { [Key in keyof Row]?: NonNullable<Row[Key]> } {
  const told = Object.entries(row).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(told) as { [Key in keyof Row]?: NonNullable<Row[Key]> };
}

/** The customer, with their own address and email where the draft names none and asks for theirs. */
function buyerOf(store: Store, input: DraftInput): Partial<DraftWish> {
  const id = input.purchasingEntity?.customerId ?? input.customerId;
  const customer = id ? store.find("Customer", idOf("Customer", id)) : null;
  const home = (input.useCustomerDefaultAddress && customer?.addresses[0]) || null;
  const addressIn = (given: AddressInput | undefined) => (given ? addressOf(store, given) : home);
  const addresses = {
    shippingAddress: addressIn(input.shippingAddress),
    billingAddress: addressIn(input.billingAddress),
  };
  if (!customer) return { customerId: null, ...addresses };
  const email = input.email ?? customer.email;
  return { customerId: customer.id, customerLocale: customer.locale, email, ...addresses };
}

function discountOf({ title, description, value, valueType }: DiscountInput): DiscountWish {
  return { title: title ?? null, description: description ?? "", value, valueType };
}

/** A variant's own names and price; a custom line as it is written. */
function lineOf(store: Store, currencies: Currencies, line: LineInput): DraftWish["lines"][number] {
  const { variantId, appliedDiscount, quantity, customAttributes = [] } = line;
  const discount = appliedDiscount ? discountOf(appliedDiscount) : null;
  const shelf = variantId ? lineFromShelf(store, currencies, variantId) : null;
  return { ...(shelf ?? customGoods(currencies, line)), quantity, customAttributes, discount };
}

function customGoods(currencies: Currencies, line: LineInput) {
  const { title = "", sku = null, requiresShipping = true, taxable = true } = line;
  const unitPrice = priceIn(currencies, line.originalUnitPriceWithCurrency, line.originalUnitPrice);
  return { title, sku, requiresShipping, taxable, unitPrice };
}

/** As a sum with its currency, else as a number in the shop's own. */
function priceIn(currencies: Currencies, priced: MoneyInput | undefined, plain = "0") {
  const { amount, currencyCode } = priced ?? { amount: plain, currencyCode: currencies.shop };
  return bagFrom(currencies, parseMoney(String(amount), currencyCode));
}

function shippingOf(
  currencies: Currencies,
  { shippingLine }: DraftInput,
): NonNullable<DraftWish["shipping"]> {
  if (!shippingLine) return [];
  const { title = "", price, priceWithCurrency } = shippingLine;
  return [{ title, code: "custom", price: priceIn(currencies, priceWithCurrency, price) }];
}

const unknown = refused(null, "Draft order not found");

export const draftMutations = fields<unknown>({
  draftOrderCreate: (_root, call) => create(call),
  draftOrderComplete: (_root, { args, store }) => {
    only(args, "id paymentPending", "draftOrderComplete");
    const draft = store.find("DraftOrder", idOf("DraftOrder", args.id));
    const isPending = args.paymentPending === true;
    const outcome = draft ? completeDraft(store, draft, { isPending }) : unknown;
    return { draftOrder: outcome.value, userErrors: outcome.errors };
  },
  draftOrderInvoiceSend: (_root, { args, store }) => {
    const draft = store.find("DraftOrder", idOf("DraftOrder", args.id));
    const email = (args.email ?? {}) as { to?: string };
    const outcome = draft ? sendDraftInvoice(store, draft, email) : unknown;
    return { draftOrder: draft, userErrors: outcome.errors };
  },
});
