import type { AdminOperations, ReturnData } from "@shopify/admin-api-client";

import { fromDecimal, sum, toDecimal, type Money } from "~/kit/money";
import type { Desk } from "~/platform/desk.server";
import type { Booked } from "~/ledger/carry.server";

import { cardOf } from "./payload";
import { restockParts, type RestockPart, type RefundPreview, type RefundWish } from "./refund";

const suggestion = `#graphql
  query RefundSuggestion($orderId: ID!, $lines: [RefundLineItemInput!], $allShipping: Boolean, $shipping: Money) {
    order(id: $orderId) {
      currencyCode
      presentmentCurrencyCode
      taxesIncluded
      totalRefundedSet { presentmentMoney { amount } }
      lineItems(first: 250) { nodes { id refundableQuantity unfulfilledQuantity } }
      suggestedRefund(refundLineItems: $lines, refundShipping: $allShipping, shippingAmount: $shipping) {
        maximumRefundableSet { presentmentMoney { amount } }
        subtotalSet { presentmentMoney { amount } }
        totalTaxSet { presentmentMoney { amount } }
        shipping {
          amountSet { presentmentMoney { amount } }
          maximumRefundableSet { presentmentMoney { amount } }
        }
        refundLineItems {
          quantity
          lineItem { id }
          subtotalSet { presentmentMoney { amount } }
          totalTaxSet { presentmentMoney { amount } }
        }
        suggestedTransactions {
          gateway
          formattedGateway
          accountNumber
          paymentDetails { ... on CardPaymentDetails { company } }
          amountSet { presentmentMoney { amount } }
          parentTransaction { id }
        }
      }
    }
  }
`;

const payment = `#graphql
  mutation RefundOrder($input: RefundInput!, $key: String!) {
    refundCreate(input: $input) @idempotent(key: $key) {
      refund {
        id
        transactions(first: 20) { nodes { status } }
      }
      userErrors { field message }
    }
  }
`;

const books = `#graphql
  query RefundsOfOrder($orderId: ID!) {
    order(id: $orderId) {
      refunds {
        id
        note
        transactions(first: 20) { nodes { status } }
      }
    }
  }
`;

type Currency = NonNullable<AdminOperations[typeof payment]["variables"]["input"]["currency"]>;

/** The request that will be sent, whole: what is written in the ledger is what Shopify gets. */
export type RefundRequest = {
  readonly orderId: string;
  readonly currency: Currency;
  readonly note: string;
  readonly notify: boolean;
  refundLineItems: ({ lineItemId: string } & RestockPart)[];
  shipping?: { amount: string };
  transactions: {
    orderId: string;
    parentId: string | null;
    gateway: string;
    kind: "REFUND";
    amount: string;
  }[];
  refundMethods?: { storeCreditRefund: { amount: { amount: string; currencyCode: Currency } } }[];
};

type Order = NonNullable<ReturnData<typeof suggestion, AdminOperations>["order"]>;
type Found = NonNullable<Order["suggestedRefund"]>;
type Bag = { presentmentMoney: { amount: string } };

export type Suggested = {
  readonly preview: RefundPreview;
  request(words: { note: string; notify: boolean }): RefundRequest;
};

/** Asks Shopify what paying this back would come to now; null when the order is gone from the store. */
export async function askSuggestion(
  desk: Desk,
  orderId: string,
  wish: RefundWish,
): Promise<Suggested | null> {
  const lines = wish.lines.map(({ lineId, quantity }) => ({ lineItemId: lineId, quantity }));
  const allShipping = wish.shippingMinor > 0;
  const { order } = await desk.shopify.query(suggestion, { orderId, lines, allShipping, shipping: null });
  if (!order?.suggestedRefund) return null;
  const whole = suggested(orderId, order, wish);
  const isPart = allShipping && whole.preview.shipping.minor > wish.shippingMinor;
  // Shopify does not say in which currency it reads a part of the shipping: where there are two, all or nothing.
  if (!isPart || order.currencyCode !== order.presentmentCurrencyCode) return whole;
  const shipping = toDecimal({ minor: wish.shippingMinor, currency: order.currencyCode });
  const part = await desk.shopify.query(suggestion, { orderId, lines, allShipping: false, shipping });
  return part.order?.suggestedRefund ? suggested(orderId, part.order, wish) : null;
}

function suggested(orderId: string, order: Order, wish: RefundWish): Suggested {
  const found = order.suggestedRefund as Found;
  const currency = order.presentmentCurrencyCode;
  const read = ({ presentmentMoney }: Bag) => fromDecimal(presentmentMoney.amount, currency);
  const shipping = read(found.shipping.amountSet);
  const bill = previewOf(order, found, read);
  const isCredit = wish.method === "store-credit";
  const credit = { gateway: "store_credit", account: null, amount: bill.total };
  return {
    preview: isCredit ? { ...bill, to: bill.total.minor > 0 ? [credit] : [] } : bill,
    request: (words) => ({
      orderId,
      currency,
      ...words,
      refundLineItems: wish.lines.flatMap((line) => lineParts(order, line)),
      ...(shipping.minor > 0 ? { shipping: { amount: toDecimal(shipping) } } : {}),
      transactions: isCredit ? [] : paymentsOf(orderId, found, read),
      ...(isCredit ? { refundMethods: [asCredit(bill.total)] } : {}),
    }),
  };
}

function paymentsOf(orderId: string, found: Found, read: (bag: Bag) => Money): RefundRequest["transactions"] {
  const payments = found.suggestedTransactions.filter(({ amountSet }) => read(amountSet).minor > 0);
  return payments.map((row) => ({
    orderId,
    parentId: row.parentTransaction?.id ?? null,
    gateway: row.gateway ?? "",
    kind: "REFUND",
    amount: toDecimal(read(row.amountSet)),
  }));
}

/** Shopify's way to say "as store credit", in a refund and in a return alike. */
export function asCredit(total: Money) {
  const amount = { amount: toDecimal(total), currencyCode: total.currency as Currency };
  return { storeCreditRefund: { amount } };
}

function previewOf(order: Order, found: Found, read: (bag: Bag) => Money): RefundPreview {
  const to = found.suggestedTransactions.map((row) => ({
    gateway: cardOf(row) ?? row.formattedGateway ?? row.gateway ?? "",
    account: row.accountNumber ?? null,
    amount: read(row.amountSet),
  }));
  return {
    lines: found.refundLineItems.map((row) => ({
      lineId: row.lineItem.id,
      quantity: row.quantity,
      subtotal: read(row.subtotalSet),
      tax: read(row.totalTaxSet),
    })),
    items: read(found.subtotalSet),
    tax: read(found.totalTaxSet),
    taxesIncluded: order.taxesIncluded,
    shipping: read(found.shipping.amountSet),
    shippingLeft: read(found.shipping.maximumRefundableSet),
    total: sum(
      to.map(({ amount }) => amount),
      order.presentmentCurrencyCode,
    ),
    alreadyRefunded: read(order.totalRefundedSet),
    stillPossible: read(found.maximumRefundableSet),
    to: to.filter(({ amount }) => amount.minor > 0),
    refundable: Object.fromEntries(order.lineItems.nodes.map((line) => [line.id, line.refundableQuantity])),
  };
}

function lineParts(order: Order, { lineId, quantity }: RefundWish["lines"][number]) {
  const line = order.lineItems.nodes.find(({ id }) => id === lineId);
  const unsent = line?.unfulfilledQuantity ?? 0;
  const parts = restockParts(quantity, { unsent, sent: (line?.refundableQuantity ?? 0) - unsent });
  return parts.map((part) => ({ lineItemId: lineId, ...part }));
}

/** Sends the request under its key: Shopify pays it once, however often it arrives. */
export async function sendRefund(desk: Desk, key: string, input: RefundRequest): Promise<Booked> {
  const { refundCreate: answer } = await desk.shopify.change(payment, { input, key });
  if (!answer) throw new Error("refundCreate gave no answer");
  const { refund, userErrors } = answer;
  // The first request with this key is still being worked on: the books will tell.
  if (userErrors.some(({ message }) => /idempoten|concurrent/i.test(message)))
    throw new Error("Still at work");
  if (!refund)
    return { paid: false, because: `refused:${userErrors.map(({ message }) => message).join(" ")}` };
  return bookedAs(refund);
}

/** Looks for the refund with this mark in its note; null when Shopify's books have none. */
export async function findBooked(desk: Desk, orderId: string, mark: string): Promise<Booked | null> {
  const { order } = await desk.shopify.query(books, { orderId });
  const found = order?.refunds.find(({ note }) => note?.includes(mark));
  return found ? bookedAs(found) : null;
}

/**
 * What a refund in Shopify's books came to: nothing, when its every payment failed at the gateway; not certain yet,
 * while one waits for the provider's word.
 */
export function bookedAs(refund: { id: string; transactions: { nodes: { status: string }[] } }): Booked {
  const states = refund.transactions.nodes.map(({ status }) => status);
  const hasFailed = states.length > 0 && states.every((state) => state === "FAILURE" || state === "ERROR");
  if (hasFailed) return { paid: false, because: `refused:gateway ${refund.id}` };
  const isCertain = !states.some((state) => state === "PENDING" || state === "AWAITING_RESPONSE");
  return { paid: isCertain ? true : "pending", refundId: refund.id };
}
