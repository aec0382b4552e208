import { bagFrom, noMoney, parseMoney, plus, portion } from "../../state/money.ts";
import { shippingLeft, shippingPart } from "../../state/refundable.ts";
import type { ShippingWorth, SuggestedRefund } from "../../state/refundable.ts";
import { waitingUnits } from "../../acts/exchange/exchange.ts";
import { restockingFee, suggestOutcome } from "../../acts/process.ts";
import type {
  ExchangeLine,
  Return,
  ReturnLine,
  ReverseDelivery,
  ReverseDeliveryLine,
  ReverseFulfillmentOrder,
  ReverseFulfillmentOrderLine,
} from "../../state/return.ts";
import { lineNet } from "../../state/totals.ts";
import { returnReasons } from "../../state/shop.ts";
import type { Order } from "../../state/order.ts";
import type { Store } from "../../store.ts";
import { connect } from "../connection.ts";
import { fields, idOf, NotBuilt, only } from "../field.ts";
import type { Call } from "../field.ts";
import { shippingView, transactionView } from "./suggest.ts";
import { bagView } from "./view.ts";

export const returnFields = fields<Return>({
  order: (row, { store }) => store.orderOf(row),
  totalQuantity: (row) => row.lines.reduce((units, line) => units + line.quantity, 0),
  returnLineItems: (row, { args }) => {
    only(args, "first last after before reverse", "Return.returnLineItems");
    return connect(row.lines, { args });
  },
  exchangeLineItems: (row, { args }) => {
    only(args, "first last after before reverse includeRemovedItems", "Return.exchangeLineItems");
    const isLeft = (line: ExchangeLine) => args.includeRemovedItems === true || leftOf(line) > 0;
    return connect(row.exchangeLines.filter(isLeft), { args });
  },
  returnShippingFees: (row) =>
    row.shippingFees.map((fee) => ({ id: fee.id, amountSet: bagView(fee.amount) })),
  reverseFulfillmentOrders: (row, { args }) => connect(row.reverseFulfillmentOrders, { args }),
  refunds: (row, { args, store }) => connect(refundsOf(store, row), { args }),
  transactions: (row, { args, store }) => {
    const ids = refundsOf(store, row).flatMap((refund) => refund.transactionIds);
    return connect(
      ids.flatMap((id) => store.find("OrderTransaction", id) ?? []),
      { args },
    );
  },
  staffMember: () => null,
  suggestedFinancialOutcome: (row, call) => outcomeFor(row, call),
});

/** Units that were not taken out again. */
function leftOf(line: ExchangeLine): number {
  return line.quantity - line.removedQuantity;
}

function refundsOf(store: Store, row: Return) {
  return store.orderOf(row).refunds.filter((refund) => refund.returnId === row.id);
}

type LineInput = { id: string; quantity: number };
type ShippingInput = {
  fullRefund?: boolean;
  shippingRefundAmount?: { amount: string; currencyCode: string };
};

function outcomeFor(open: Return, { args, store }: Call) {
  only(
    args,
    "returnLineItems refundShipping refundMethodAllocation exchangeLineItems",
    "Return.suggestedFinancialOutcome",
  );
  if (args.refundMethodAllocation === "STORE_CREDIT") throw new NotBuilt("Refunding to store credit");
  const order = store.orderOf(open);
  const lines = (args.returnLineItems as LineInput[]).map((input) => {
    const line = open.lines.find((row) => row.id === idOf("ReturnLineItem", input.id));
    if (!line) throw new Error("Return line item not found.");
    return { line, quantity: input.quantity };
  });
  const exchanges = (args.exchangeLineItems as LineInput[]).map((input) => {
    const id = idOf("ExchangeLineItem", input.id);
    if (!open.exchangeLines.some((row) => row.id === id)) throw new Error("Exchange line item not found.");
    return { id, quantity: input.quantity };
  });
  const found = suggestOutcome(store, open, {
    lines,
    exchanges,
    shipping: shippingWish(order, args.refundShipping as ShippingInput),
  });
  return {
    discountedSubtotal: bagView(plus(found.subtotal, found.cartDiscount)),
    maximumRefundable: bagView(found.maximum),
    shipping: shippingView(found),
    totalTax: bagView(found.tax),
    totalDuties: bagView(noMoney(order.currencies)),
    totalCartDiscountAmount: bagView(found.cartDiscount),
    totalAdditionalFees: bagView(found.fees),
    refundDuties: [],
    financialTransfer: transferView(found),
  };
}

/** ReturnOutcomeFinancialTransfer: which way the money goes. */
function transferView(found: SuggestedRefund) {
  if (found.due.shop.minor > 0) return { __typename: "InvoiceReturnOutcome", amount: bagView(found.due) };
  return {
    __typename: "RefundReturnOutcome",
    amount: bagView(found.amount),
    suggestedTransactions: found.transactions.map(transactionView),
    suggestedRefundMethods: [],
  };
}

/** What RefundShippingInput asks for. */
function shippingWish(order: Order, input: ShippingInput | null | undefined): ShippingWorth {
  if (input?.fullRefund === true) return shippingLeft(order);
  const amount = input?.shippingRefundAmount;
  if (amount)
    return shippingPart(
      order,
      bagFrom(order.currencies, parseMoney(String(amount.amount), amount.currencyCode)),
    );
  return { amount: noMoney(order.currencies), tax: noMoney(order.currencies) };
}

const oldReasons: Record<string, string> = {
  unknown: "UNKNOWN",
  "changed-my-mind": "UNWANTED",
  "item-not-as-described": "NOT_AS_DESCRIBED",
  "received-the-wrong-item": "WRONG_ITEM",
  "other-reason": "OTHER",
  "damaged-or-defective": "DEFECTIVE",
  "too-small": "SIZE_TOO_SMALL",
  "too-big": "SIZE_TOO_LARGE",
  style: "STYLE",
  color: "COLOR",
};

/** The definition which stands for one of the older reasons. */
export function reasonIdOf(old: string): string {
  const handle = Object.entries(oldReasons).find(([, word]) => word === old)?.[0] ?? "unknown";
  return reasonWith((reason) => reason.handle === handle)?.id ?? "";
}

function reasonWith(fits: (reason: (typeof returnReasons)[number]) => boolean) {
  return returnReasons.find(fits) ?? null;
}

export const returnLineFields = fields<ReturnLine>({
  fulfillmentLineItem: (row, { store }) => store.find("FulfillmentLineItem", row.fulfillmentLineItemId),
  unprocessedQuantity: (row) => row.quantity - row.processedQuantity,
  processableQuantity: (row) => row.quantity - row.processedQuantity,
  refundableQuantity: (row) => row.quantity - row.refundedQuantity - (row.tradedQuantity ?? 0),
  returnReason: (row) => oldReasons[reasonWith(({ id }) => id === row.reasonId)?.handle ?? "unknown"],
  returnReasonDefinition: (row) => reasonWith(({ id }) => id === row.reasonId),
  returnReasonNote: (row) => row.reasonNote,
  restockingFee: (row, { store }) =>
    row.restockingFeePercentage === null
      ? null
      : {
          id: row.id.replace("ReturnLineItem", "ReturnRestockingFee"),
          percentage: row.restockingFeePercentage,
          amountSet: bagView(restockingFee(store, row)),
        },
  totalWeight: (row, { store }) => {
    const line = store.find("LineItem", row.lineItemId);
    return line ? { unit: "GRAMS", value: line.weightGrams * row.quantity } : null;
  },
  withCodeDiscountedTotalPriceSet: (row, { store }) => {
    const order = store.orderOf(row);
    const line = store.find("LineItem", row.lineItemId);
    if (!line) throw new Error(`No line ${row.lineItemId}`);
    return bagView(portion(lineNet(order, line), row.quantity, line.quantity));
  },
});

export const exchangeLineFields = fields<ExchangeLine>({
  lineItem: (row, { store }) => store.find("LineItem", row.lineItemIds[0] ?? null),
  lineItems: (row, { store }) => row.lineItemIds.flatMap((id) => store.find("LineItem", id) ?? []),
  unprocessedQuantity: waitingUnits,
  processableQuantity: waitingUnits,
  title: ({ goods }) => goods.title,
  productId: ({ goods }) => goods.productId,
  variantId: ({ goods }) => goods.variantId,
  variantTitle: ({ goods }) => goods.variantTitle,
  variantSku: ({ goods }) => goods.sku,
});

export const reverseFulfillmentFields = fields<ReverseFulfillmentOrder>({
  order: (row, { store }) => store.orderOf(row),
  lineItems: (row, { args }) => connect(row.lines, { args }),
  reverseDeliveries: (row, { args }) => connect(row.deliveries, { args }),
  thirdPartyConfirmation: () => null,
});

export const reverseLineFields = fields<ReverseFulfillmentOrderLine>({
  fulfillmentLineItem: (row, { store }) => store.find("FulfillmentLineItem", row.fulfillmentLineItemId),
  dispositions: (row, { store }) =>
    row.dispositions.map((disposition) => ({
      ...disposition,
      location: store.find("Location", disposition.locationId),
    })),
});

export const reverseDeliveryFields = fields<ReverseDelivery>({
  reverseFulfillmentOrder: (row, { store }) =>
    store.find("ReverseFulfillmentOrder", row.reverseFulfillmentOrderId),
  reverseDeliveryLineItems: (row, { args }) => connect(row.lines, { args }),
  deliverable: (row) =>
    row.tracking || row.label
      ? {
          __typename: "ReverseDeliveryShippingDeliverable",
          tracking: row.tracking,
          label: row.label ? { ...row.label, updatedAt: row.label.createdAt } : null,
        }
      : null,
});

export const reverseDeliveryLineFields = fields<ReverseDeliveryLine>({
  dispositions: () => [],
  reverseFulfillmentOrderLineItem: (row, { store }) =>
    store.find("ReverseFulfillmentOrderLineItem", row.reverseFulfillmentOrderLineId),
});
