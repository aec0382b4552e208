import type { AdminOperations, ReturnData } from "@shopify/admin-api-client";

import { fromDecimal, sum, toDecimal, type Money } from "~/kit/money";
import type { Booked } from "~/ledger/carry.server";
import { cardOf } from "~/orders/payload";
import type { PayMethod } from "~/orders/refund";
import { asCredit, bookedAs } from "~/orders/refund-shopify.server";
import type { Desk } from "~/platform/desk.server";

import type { SeenReturn } from "./return";
import type { ProcessLine, ReturnPreview } from "./settlement";

const outcome = `#graphql
  query ReturnOutcome($id: ID!, $lines: [SuggestedOutcomeReturnLineItemInput!]!, $shipping: RefundShippingInput) {
    return(id: $id) {
      suggestedFinancialOutcome(returnLineItems: $lines, exchangeLineItems: [], refundShipping: $shipping) {
        discountedSubtotal { presentmentMoney { amount currencyCode } }
        totalCartDiscountAmount { presentmentMoney { amount } }
        totalTax { presentmentMoney { amount } }
        totalAdditionalFees { presentmentMoney { amount } }
        maximumRefundable { presentmentMoney { amount } }
        shipping {
          amountSet { presentmentMoney { amount } }
          maximumRefundableSet { presentmentMoney { amount } }
        }
        financialTransfer {
          ... on RefundReturnOutcome {
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
    }
  }
`;

const process = `#graphql
  mutation ProcessReturn($input: ReturnProcessInput!) {
    returnProcess(input: $input) {
      return {
        refunds(first: 20) { nodes { id note transactions(first: 20) { nodes { status } } } }
      }
      userErrors { field message code }
    }
  }
`;

type Input = AdminOperations[typeof process]["variables"]["input"];
type Transfer = NonNullable<NonNullable<Input["financialTransfer"]>["issueRefund"]>;

/** The request that will be sent, whole: what is written in the ledger is what Shopify gets. */
export type ProcessRequest = Pick<Input, "returnId" | "notifyCustomer" | "note" | "returnLineItems"> & {
  refundShipping?: NonNullable<Input["refundShipping"]>;
  financialTransfer: { issueRefund: Pick<Transfer, "orderTransactions" | "refundMethods"> };
};

export type SettleWish = {
  readonly shopifyId: string;
  readonly lines: readonly ProcessLine[];
  readonly shipping: boolean;
};

type Words = { readonly note: string; readonly notify: boolean; readonly method: PayMethod };

export type Outcome = {
  readonly preview: ReturnPreview;
  request(seen: SeenReturn, words: Words): ProcessRequest;
};

type Found = NonNullable<
  NonNullable<ReturnData<typeof outcome, AdminOperations>["return"]>["suggestedFinancialOutcome"]
>;
type Bag = { presentmentMoney: { amount: string } };

/** Asks Shopify what settling these lines would come to now; null when the return cannot be settled. */
export async function askOutcome(desk: Desk, wish: SettleWish): Promise<Outcome | null> {
  const lines = wish.lines.map(({ shopifyLineId: id, quantity }) => ({ id, quantity }));
  const shipping = wish.shipping ? { fullRefund: true } : null;
  const { return: found } = await desk.shopify.query(outcome, { id: wish.shopifyId, lines, shipping });
  return found?.suggestedFinancialOutcome ? outcomeOf(found.suggestedFinancialOutcome, wish) : null;
}

function outcomeOf(found: Found, wish: SettleWish): Outcome {
  const currency = found.discountedSubtotal.presentmentMoney.currencyCode;
  const read = ({ presentmentMoney }: Bag) => fromDecimal(presentmentMoney.amount, currency);
  const transfer = found.financialTransfer;
  const suggested = transfer && "suggestedTransactions" in transfer ? transfer.suggestedTransactions : [];
  const payments = suggested.flatMap((row) =>
    read(row.amountSet).minor > 0 && row.parentTransaction
      ? [{ ...row, amount: read(row.amountSet), parentId: row.parentTransaction.id }]
      : [],
  );
  const total = sum(
    payments.map(({ amount }) => amount),
    currency,
  );
  return {
    preview: {
      items: less(read(found.discountedSubtotal), read(found.totalCartDiscountAmount)),
      tax: read(found.totalTax),
      shipping: read(found.shipping.amountSet),
      shippingLeft: read(found.shipping.maximumRefundableSet),
      fees: read(found.totalAdditionalFees),
      total,
      stillPossible: read(found.maximumRefundable),
      to: payments.map(({ amount, ...row }) => ({
        gateway: cardOf(row) ?? row.formattedGateway ?? row.gateway ?? "",
        account: row.accountNumber ?? null,
        amount,
      })),
    },
    request: (seen, words) => ({
      returnId: wish.shopifyId,
      note: words.note,
      notifyCustomer: words.notify,
      returnLineItems: wish.lines.map((line) => processed(line, seen)),
      ...(wish.shipping ? { refundShipping: { fullRefund: true } } : {}),
      financialTransfer: {
        issueRefund:
          words.method === "store-credit"
            ? { orderTransactions: [], refundMethods: [asCredit(total)] }
            : {
                orderTransactions: payments.map(({ parentId, amount }) => ({
                  parentId,
                  transactionAmount: { amount: toDecimal(amount), currencyCode: currency },
                })),
              },
      },
    }),
  };
}

/**
 * What does not go back on the shelf is disposed of here. What does stays to be put away in Shopify: that needs
 * a location, which the app has no permission to know.
 */
function processed({ shopifyLineId, quantity, restock }: ProcessLine, seen: SeenReturn) {
  const reverseId = seen.lines.find((row) => row.shopifyLineId === shopifyLineId)?.reverseLineId;
  if (restock || !reverseId) return { id: shopifyLineId, quantity };
  const disposition = {
    reverseFulfillmentOrderLineItemId: reverseId,
    quantity,
    dispositionType: "NOT_RESTOCKED" as const,
  };
  return { id: shopifyLineId, quantity, dispositions: [disposition] };
}

/** How a refund that we caused is told from others: by its note, or by not having been there before. */
export type Trail = { readonly mark: string; readonly known: readonly string[] };

/** Sends the request, once. @throws when the answer is lost or does not name the refund. */
export async function sendProcess(desk: Desk, input: ProcessRequest, trail: Trail): Promise<Booked> {
  const { returnProcess: answer } = await desk.shopify.change(process, { input });
  if (!answer) throw new Error("returnProcess gave no answer");
  if (answer.userErrors.length > 0 || !answer.return) {
    return { paid: false, because: `refused:${answer.userErrors.map(({ message }) => message).join(" ")}` };
  }
  const made = ours(answer.return.refunds.nodes, trail);
  if (!made) throw new Error("The return was processed, but its refund is not in the answer");
  return bookedAs(made);
}

/** Our refund among those of the return; null when it is not there. */
export function ours<Refund extends { id: string; note?: string | null }>(
  refunds: readonly Refund[],
  { mark, known }: Trail,
): Refund | null {
  const marked = refunds.find(({ note }) => note?.includes(mark));
  return marked ?? refunds.find(({ id }) => !known.includes(id)) ?? null;
}

function less(a: Money, b: Money): Money {
  return { minor: a.minor - b.minor, currency: a.currency };
}
