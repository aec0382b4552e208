import { bagFrom, noMoney, parseMoney, plus } from "../../state/money.ts";
import type { Order } from "../../state/order.ts";
import {
  lineWorth,
  refundableQuantity,
  shippingLeft,
  shippingPart,
  suggestRefund,
} from "../../state/refundable.ts";
import type { ShippingWorth, SuggestedRefund, SuggestedTransaction } from "../../state/refundable.ts";
import { idOf, NotBuilt, only } from "../field.ts";
import type { Args, Call } from "../field.ts";
import { cardView, gatewayName } from "./order-parts.ts";
import { bagView } from "./view.ts";

type LineInput = { lineItemId: string; quantity: number; restockType?: string; locationId?: string };

/** Order.suggestedRefund */
export function suggestRefundFor(order: Order, { args, store }: Call) {
  only(
    args,
    "refundLineItems refundShipping shippingAmount suggestFullRefund refundMethodAllocation",
    "Order.suggestedRefund",
  );
  if (args.refundMethodAllocation === "STORE_CREDIT") throw new NotBuilt("Refunding to store credit");
  const inputs =
    args.suggestFullRefund === true ? allLines(order) : ((args.refundLineItems ?? []) as LineInput[]);
  const worths = inputs.map((input) => {
    const line = store.find("LineItem", idOf("LineItem", input.lineItemId));
    if (!line || line.orderId !== order.id) throw new Error("Line item does not exist");
    return lineWorth(order, line, Math.min(input.quantity, refundableQuantity(order, line)));
  });
  return refundView(suggestRefund(order, worths, shippingWish(order, args)), inputs);
}

function allLines(order: Order): LineInput[] {
  return order.lines
    .map((line) => ({ lineItemId: line.id, quantity: refundableQuantity(order, line) }))
    .filter((line) => line.quantity > 0);
}

function shippingWish(order: Order, args: Args): ShippingWorth {
  if (args.refundShipping === true || args.suggestFullRefund === true) return shippingLeft(order);
  if (args.shippingAmount !== undefined && args.shippingAmount !== null) {
    const money = parseMoney(String(args.shippingAmount), order.currencies.shop);
    return shippingPart(order, bagFrom(order.currencies, money));
  }
  return { amount: noMoney(order.currencies), tax: noMoney(order.currencies) };
}

function refundView(found: SuggestedRefund, inputs: LineInput[]) {
  const { order } = found;
  const beforeCart = plus(found.subtotal, found.cartDiscount);
  return {
    amountSet: bagView(found.amount),
    maximumRefundableSet: bagView(found.maximum),
    subtotalSet: bagView(found.subtotal),
    discountedSubtotalSet: bagView(beforeCart),
    totalCartDiscountAmountSet: bagView(found.cartDiscount),
    totalTaxSet: bagView(found.tax),
    totalDutiesSet: bagView(noMoney(order.currencies)),
    refundDuties: [],
    suggestedRefundMethods: [],
    shipping: shippingView(found),
    suggestedTransactions: found.transactions.map(transactionView),
    refundLineItems: found.lines.map((worth, position) => ({
      id: null,
      lineItem: worth.line,
      quantity: worth.quantity,
      restockType: inputs[position]?.restockType ?? "NO_RESTOCK",
      restocked: false,
      location: null,
      priceSet: bagView(worth.line.unitPrice),
      subtotalSet: bagView(worth.subtotal),
      totalTaxSet: bagView(worth.tax),
    })),
  };
}

/** ShippingRefund */
export function shippingView(found: SuggestedRefund) {
  return {
    amountSet: bagView(found.shipping.amount),
    taxSet: bagView(found.shipping.tax),
    maximumRefundableSet: bagView(found.shippingMaximum),
  };
}

/** SuggestedOrderTransaction */
export function transactionView(row: SuggestedTransaction) {
  return {
    kind: "SUGGESTED_REFUND",
    gateway: row.parent.gateway,
    formattedGateway: gatewayName(row.parent.gateway),
    accountNumber: row.parent.card ? `•••• •••• •••• ${row.parent.card.last4}` : null,
    amountSet: bagView(row.amount),
    maximumRefundableSet: bagView(row.maximum),
    parentTransaction: row.parent,
    paymentDetails: cardView(row.parent),
  };
}
