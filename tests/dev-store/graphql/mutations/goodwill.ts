import { GraphQLError } from "graphql";
import { createDiscountCode } from "../../acts/goodwill/discount.ts";
import type { DiscountWish } from "../../acts/goodwill/discount.ts";
import { createGiftCard, giveStoreCredit } from "../../acts/goodwill/give.ts";
import { parseMoney } from "../../state/money.ts";
import { refused } from "../../state/outcome.ts";
import { iso } from "../../store.ts";
import type { Store } from "../../store.ts";
import { fields, idOf, NotBuilt, only } from "../field.ts";
import type { Call } from "../field.ts";
import { entryIn } from "../types/credit.ts";
import { errorsUnder } from "../types/view.ts";

type MoneyInput = { amount: string; currencyCode: string };

function moneyOf({ amount, currencyCode }: MoneyInput) {
  return parseMoney(String(amount), currencyCode);
}

function storeCredit({ args, store }: Call) {
  const input = args.creditInput as { creditAmount: MoneyInput; expiresAt?: string };
  const to = idOf(["Customer", "StoreCreditAccount"], args.id);
  const wish = { to, amount: moneyOf(input.creditAmount), expiresAt: input.expiresAt ?? null };
  const { value, errors } = giveStoreCredit(store, wish);
  return { storeCreditAccountTransaction: value && entryIn(value.account, value.entry), userErrors: errors };
}

type GiftCardInput = {
  initialAmount?: MoneyInput;
  initialValue?: string;
  code?: string;
  note?: string;
  expiresOn?: string;
  customerId?: string;
  recipientAttributes?: { id: string; message?: string; preferredName?: string };
};

function giftCard(call: Call) {
  const { store } = call;
  const input = call.args.input as GiftCardInput;
  const known = "initialAmount initialValue code note expiresOn customerId recipientAttributes";
  only(input, known, "giftCardCreate.input");
  only(input.recipientAttributes, "id message preferredName", "GiftCardRecipientInput");
  if (input.customerId || input.recipientAttributes) needsCustomerScope(call);
  const amount = amountOf(store, input);
  const { value, errors } = amount
    ? createGiftCard(store, { amount, ...namedIn(input) })
    : refused(["initialAmount"], "Missing a required argument.", "MISSING_ARGUMENT");
  return { giftCard: value, giftCardCode: value?.code ?? null, userErrors: errorsUnder(errors, "input") };
}

function amountOf(store: Store, { initialAmount, initialValue }: GiftCardInput) {
  if (initialAmount) return moneyOf(initialAmount);
  return initialValue === undefined ? null : parseMoney(String(initialValue), store.shop.currency);
}

function namedIn({ code, note, expiresOn, customerId, recipientAttributes }: GiftCardInput) {
  return {
    ...(code === undefined ? {} : { code }),
    note: note ?? null,
    expiresOn: expiresOn ?? null,
    customerId: customerId ? idOf("Customer", customerId) : null,
    recipient: recipientAttributes
      ? {
          customerId: idOf("Customer", recipientAttributes.id),
          message: recipientAttributes.message ?? null,
          preferredName: recipientAttributes.preferredName ?? null,
        }
      : null,
  };
}

/** The schema says it in the words of two input fields only. */
function needsCustomerScope({ context }: Call): void {
  if (context.scopes === null || context.scopes.has("write_customers")) return;
  const message = "Access denied for customerId. Required access: `write_customers` access scope.";
  throw new GraphQLError(message, { extensions: { code: "ACCESS_DENIED" } });
}

type CombinesInput = Partial<DiscountWish["combinesWith"]>;
type DiscountInput = {
  title?: string;
  code?: string;
  startsAt?: string;
  endsAt?: string | null;
  usageLimit?: number | null;
  appliesOncePerCustomer?: boolean;
  combinesWith?: CombinesInput;
  context?: { all?: "ALL"; customers?: { add?: string[] } };
  customerGets?: {
    items?: { all?: boolean };
    value?: { percentage?: number; discountAmount?: { amount: string; appliesOnEachItem?: boolean } };
  };
};

function discountCode({ args, store }: Call) {
  const input = args.basicCodeDiscount as DiscountInput;
  const known =
    "title code startsAt endsAt usageLimit appliesOncePerCustomer combinesWith context customerGets";
  only(input, known, "discountCodeBasicCreate.basicCodeDiscount");
  only(input.context, "all customers", "DiscountContextInput");
  only(input.customerGets, "items value appliesOnOneTimePurchase", "DiscountCustomerGetsInput");
  if (input.customerGets?.items?.all !== true) throw new NotBuilt("A discount on some products only");
  const { value, errors } = createDiscountCode(store, wishOf(store, input));
  const told = errors.map((error) => ({ ...error, extraInfo: null }));
  return { codeDiscountNode: value, userErrors: errorsUnder(told, "basicCodeDiscount") };
}

function wishOf(store: Store, input: DiscountInput): DiscountWish {
  const { title = "", code = "", startsAt, endsAt, usageLimit, context } = input;
  const customers = context?.customers?.add;
  return {
    title,
    code,
    startsAt: startsAt ? iso(new Date(startsAt)) : store.now(),
    endsAt: endsAt ? iso(new Date(endsAt)) : null,
    usageLimit: usageLimit ?? null,
    appliesOncePerCustomer: input.appliesOncePerCustomer ?? false,
    customerIds: customers ? customers.map((id) => idOf("Customer", id)) : null,
    value: valueOf(store, input),
    combinesWith: combinesOf(input),
  };
}

function combinesOf({ combinesWith = {} }: DiscountInput): DiscountWish["combinesWith"] {
  const { orderDiscounts = false, productDiscounts = false, shippingDiscounts = false } = combinesWith;
  return { orderDiscounts, productDiscounts, shippingDiscounts };
}

function valueOf(store: Store, { customerGets }: DiscountInput): DiscountWish["value"] {
  const { percentage = 0, discountAmount: fixed } = customerGets?.value ?? {};
  if (!fixed) return { percentage };
  const amount = parseMoney(String(fixed.amount), store.shop.currency);
  return { amount, appliesOnEachItem: fixed.appliesOnEachItem ?? false };
}

export const goodwillMutations = fields<unknown>({
  storeCreditAccountCredit: (_root, call) => storeCredit(call),
  giftCardCreate: (_root, call) => giftCard(call),
  discountCodeBasicCreate: (_root, call) => discountCode(call),
});
