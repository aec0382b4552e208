import type { AdminOperations } from "@shopify/admin-api-client";

import { fromDecimal, sum, toDecimal } from "~/kit/money";
import type { Desk } from "~/platform/desk.server";
import type { Booked } from "~/ledger/carry.server";

import { restockParts, type RestockPart, type RefundPreview, type RefundWish } from "./refund";

const suggestion = `#graphql
  query RefundSuggestion($orderId: ID!, $lines: [RefundLineItemInput!], $shipping: Money) {
    order(id: $orderId) {
      currencyCode
      presentmentCurrencyCode
      taxesIncluded
      totalRefundedSet { presentmentMoney { amount } }
      lineItems(first: 250) { nodes { id refundableQuantity unfulfilledQuantity } }
      suggestedRefund(refundLineItems: $lines, shippingAmount: $shipping) {
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
};

type Suggested = {
  readonly preview: RefundPreview;
  request(words: { note: string; notify: boolean }): RefundRequest;
};

/** Asks Shopify what paying this back would come to now; null when the order is gone from the store. */
export async function askSuggestion(
  desk: Desk,
  orderId: string,
  wish: RefundWish & { currency: string },
): Promise<Suggested | null> {
  const lines = wish.lines.map(({ lineId, quantity }) => ({ lineItemId: lineId, quantity }));
  const shipping = toDecimal({ minor: wish.shippingMinor, currency: wish.currency });
  const { order } = await desk.shopify.query(suggestion, { orderId, lines, shipping });
  if (!order?.suggestedRefund) return null;
  const { suggestedRefund: found } = order;
  const currency = order.presentmentCurrencyCode;
  const read = ({ presentmentMoney }: { presentmentMoney: { amount: string } }) =>
    fromDecimal(presentmentMoney.amount, currency);
  const payments = found.suggestedTransactions.filter(({ amountSet }) => read(amountSet).minor > 0);
  const preview: RefundPreview = {
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
      payments.map(({ amountSet }) => read(amountSet)),
      currency,
    ),
    alreadyRefunded: read(order.totalRefundedSet),
    stillPossible: read(found.maximumRefundableSet),
    to: payments.map((row) => ({
      gateway: row.formattedGateway ?? row.gateway ?? "",
      account: row.accountNumber ?? null,
      amount: read(row.amountSet),
    })),
    refundable: Object.fromEntries(order.lineItems.nodes.map((line) => [line.id, line.refundableQuantity])),
  };
  const transactions = payments.map((row) => ({
    orderId,
    parentId: row.parentTransaction?.id ?? null,
    gateway: row.gateway ?? "",
    kind: "REFUND" as const,
    amount: toDecimal(read(row.amountSet)),
  }));
  const units = new Map(order.lineItems.nodes.map((line) => [line.id, line]));
  const refundLineItems = lines.flatMap(({ lineItemId, quantity }) => {
    const line = units.get(lineItemId);
    const unsent = line?.unfulfilledQuantity ?? 0;
    const parts = restockParts(quantity, { unsent, sent: (line?.refundableQuantity ?? 0) - unsent });
    return parts.map((part) => ({ lineItemId, ...part }));
  });
  return {
    preview,
    request: (words) => ({
      orderId,
      currency,
      ...words,
      refundLineItems,
      ...(wish.shippingMinor > 0 ? { shipping: { amount: shipping } } : {}),
      transactions,
    }),
  };
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

/** A refund whose every payment failed at the gateway paid nothing; one that is pending will. */
export function bookedAs(refund: { id: string; transactions: { nodes: { status: string }[] } }): Booked {
  const states = refund.transactions.nodes.map(({ status }) => status);
  const hasFailed = states.length > 0 && states.every((state) => state === "FAILURE" || state === "ERROR");
  return hasFailed
    ? { paid: false, because: `refused:gateway ${refund.id}` }
    : { paid: true, refundId: refund.id };
}
