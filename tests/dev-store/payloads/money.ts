import { fixedText, noMoney, plus } from "../state/money.ts";
import type { Order, OrderTransaction } from "../state/order.ts";
import type { OrderAdjustment, Refund, RefundLine, RefundShippingLine } from "../state/refund.ts";
import type { Store } from "../store.ts";
import { partLine } from "./line.ts";
import { bothIds, idOf, moneySet, shopText, stamp } from "./write.ts";

export function refundPayload(store: Store, refund: Refund) {
  const order = store.orderOf(refund);
  const transactions = order.transactions.filter((row) => refund.transactionIds.includes(row.id));
  return {
    id: idOf(refund.id),
    order_id: idOf(refund.orderId),
    created_at: stamp(store, refund.createdAt),
    note: refund.note,
    user_id: null,
    processed_at: stamp(store, refund.processedAt),
    duties: [],
    total_duties_set: moneySet(noMoney(order.currencies)),
    return: refund.returnId === null ? null : bothIds(refund.returnId),
    restock: refund.lines.some((line) => line.restocked),
    refund_shipping_lines: refund.shipping.map((part) => refundedShipping(order, part)),
    admin_graphql_api_id: refund.id,
    order_adjustments: refund.adjustments.map((part) => adjustment(refund, part)),
    refund_line_items: refund.lines.map((line) => refundLine(order, line)),
    transactions: transactions.map((row) => refundTransaction(store, order, row)),
  };
}

/** A payment or refund on its own, as `order_transactions/create` tells it. */
export function transactionPayload(store: Store, order: Order, row: OrderTransaction) {
  const { currency: _none, ...rest } = refundTransaction(store, order, row);
  return {
    ...rest,
    currency: row.amount.shop.currency,
    authorization: row.kind === "REFUND" ? null : order.confirmationNumber,
    payment_details: row.card ? cardDetails(row.card) : null,
  };
}

/** In a refund a transaction's currency stays empty: that is how Shopify's samples have it. */
function refundTransaction(store: Store, order: Order, row: OrderTransaction) {
  const unsettled = row.status === "PENDING" ? row.amount : noMoney(order.currencies);
  return {
    id: idOf(row.id),
    order_id: idOf(row.orderId),
    kind: row.kind.toLowerCase(),
    gateway: row.gateway,
    status: row.status.toLowerCase(),
    message: null,
    created_at: stamp(store, row.createdAt),
    test: row.test,
    authorization: null,
    location_id: null,
    user_id: null,
    parent_id: idOf(row.parentId),
    processed_at: stamp(store, row.processedAt),
    device_id: null,
    error_code: row.errorCode?.toLowerCase() ?? null,
    source_name: order.sourceName,
    receipt: {},
    amount: shopText(row.amount),
    currency: row.amount.shop.currency,
    payment_id: `${order.name}.${order.transactions.indexOf(row) + 1}`,
    total_unsettled_set: {
      presentment_money: {
        amount: fixedText(unsettled.presentment),
        currency: unsettled.presentment.currency,
      },
      shop_money: { amount: fixedText(unsettled.shop), currency: unsettled.shop.currency },
    },
    manual_payment_gateway: row.gateway === "manual",
    amount_rounding: null,
    admin_graphql_api_id: row.id,
  };
}

function cardDetails(card: { brand: string; last4: string }) {
  return {
    credit_card_bin: null,
    avs_result_code: null,
    cvv_result_code: null,
    credit_card_number: `•••• •••• •••• ${card.last4}`,
    credit_card_company: card.brand,
    buyer_action_info: null,
    credit_card_name: null,
    credit_card_wallet: null,
    credit_card_expiration_month: null,
    credit_card_expiration_year: null,
    payment_method_name: card.brand.toLowerCase(),
  };
}

function refundLine(order: Order, row: RefundLine) {
  const line = order.lines.find((candidate) => candidate.id === row.lineItemId);
  return {
    id: idOf(row.id),
    quantity: row.quantity,
    line_item_id: idOf(row.lineItemId),
    location_id: idOf(row.locationId),
    restock_type: row.restockType.toLowerCase(),
    // Plain numbers here and texts everywhere else: so it stands in Shopify's samples.
    subtotal: Number(shopText(row.subtotal)),
    total_tax: Number(shopText(row.tax)),
    subtotal_set: moneySet(row.subtotal),
    total_tax_set: moneySet(row.tax),
    line_item: line ? partLine(order, line) : null,
  };
}

function refundedShipping(order: Order, part: RefundShippingLine) {
  const line = order.shippingLines.find((candidate) => candidate.id === part.shippingLineId);
  return {
    id: idOf(part.id),
    shipping_line: line ? { id: idOf(line.id), title: line.title, price: shopText(line.price) } : null,
    subtotal_amount_set: moneySet(part.subtotal),
    tax_amount_set: moneySet(part.tax),
    total_amount_set: moneySet(order.taxesIncluded ? part.subtotal : plus(part.subtotal, part.tax)),
  };
}

function adjustment(refund: Refund, part: OrderAdjustment) {
  return {
    id: idOf(part.id),
    order_id: idOf(refund.orderId),
    refund_id: idOf(refund.id),
    amount: shopText(part.amount),
    tax_amount: shopText(part.tax),
    kind: part.reason === "REFUND_DISCREPANCY" ? "refund_discrepancy" : "shipping_refund",
    reason: part.reason?.toLowerCase() ?? null,
    amount_set: moneySet(part.amount),
    tax_amount_set: moneySet(part.tax),
  };
}
