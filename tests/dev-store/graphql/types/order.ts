import type { Order } from "../../state/order.ts";
import { minus, plus, sum, times } from "../../state/money.ts";
import type { MoneyBag } from "../../state/money.ts";
import { paymentUrl } from "../../acts/exchange/collect.ts";
import { recommendation } from "../../state/doubt.ts";
import { maximumRefundable, refundableQuantity } from "../../state/refundable.ts";
import {
  financialStatus,
  fulfillmentStatus,
  lineUnits,
  paymentGateways,
  returnStatus,
} from "../../state/status.ts";
import {
  capturable,
  currentTotals,
  originalTotals,
  outstanding,
  received,
  refunded,
  unfulfilledQuantity,
} from "../../state/totals.ts";
import type { Totals } from "../../state/totals.ts";
import { connect } from "../connection.ts";
import { discountView } from "./discount.ts";
import { fields } from "../field.ts";
import type { Call } from "../field.ts";
import { returnSearch } from "../queries/searches.ts";
import { search } from "../queries/search.ts";
import { suggestRefundFor } from "./suggest.ts";
import { metafieldHolder } from "./metafield.ts";
import { bagView, countView, legacyId, moneyView } from "./view.ts";

const original = (part: keyof Totals) => (order: Order) => bagView(originalTotals(order)[part]);
const current = (part: keyof Totals) => (order: Order) => bagView(currentTotals(order)[part]);
const bagOf = (amount: (order: Order) => MoneyBag) => (order: Order) => bagView(amount(order));

function firstOf<Row>(rows: readonly Row[], { args }: Call): Row[] {
  return rows.slice(0, (args.first as number | null | undefined) ?? rows.length);
}

const orderMoney = fields<Order>({
  currencyCode: (order) => order.currencies.shop,
  presentmentCurrencyCode: (order) => order.currencies.presentment,
  subtotalPriceSet: original("subtotal"),
  totalShippingPriceSet: original("shipping"),
  totalTaxSet: original("tax"),
  totalPriceSet: original("total"),
  originalTotalPriceSet: original("total"),
  totalDiscountsSet: original("discounts"),
  currentSubtotalPriceSet: current("subtotal"),
  currentShippingPriceSet: current("shipping"),
  currentTotalTaxSet: current("tax"),
  currentTotalPriceSet: current("total"),
  currentTotalDiscountsSet: current("discounts"),
  totalReceivedSet: bagOf(received),
  totalRefundedSet: bagOf((order) => refunded(order, true)),
  netPaymentSet: bagOf((order) => minus(received(order), refunded(order, true))),
  totalOutstandingSet: bagOf(outstanding),
  totalCapturableSet: bagOf(capturable),
  totalRefundedShippingSet: bagOf((order) =>
    sum(
      order.refunds.flatMap((refund) => refund.shipping.map((row) => row.subtotal)),
      order.currencies,
    ),
  ),
  totalTipReceivedSet: bagOf((order) => times(received(order), 0)),
  refundDiscrepancySet: bagOf((order) =>
    sum(
      order.refunds.flatMap((refund) => refund.adjustments.map((row) => plus(row.amount, row.tax))),
      order.currencies,
    ),
  ),
  currentTotalDutiesSet: () => null,
  originalTotalDutiesSet: () => null,
  totalPrice: (order) => moneyView(originalTotals(order).total.shop).amount,
  taxLines: (order) => taxLinesOf(order),
});

export const orderFields = fields<Order>({
  ...orderMoney,
  ...metafieldHolder,
  legacyResourceId: legacyId,
  closed: (order) => order.closedAt !== null,
  cancellation: (order) => (order.cancelledAt === null ? null : { staffNote: order.staffNote }),
  confirmed: () => true,
  customer: (order, { store }) => store.find("Customer", order.customerId),
  displayFinancialStatus: financialStatus,
  displayFulfillmentStatus: fulfillmentStatus,
  returnStatus,
  fullyPaid: (order) => outstanding(order).shop.minor <= 0,
  unpaid: (order) => received(order).shop.minor === 0 && originalTotals(order).total.shop.minor > 0,
  capturable: (order) => capturable(order).shop.minor > 0,
  canMarkAsPaid: (order) => outstanding(order).shop.minor > 0 && order.cancelledAt === null,
  canNotifyCustomer: (order) => order.email !== null,
  refundable: (order) =>
    maximumRefundable(order).shop.minor > 0 ||
    order.lines.some((line) => refundableQuantity(order, line) > 0),
  restockable: (order) => order.lines.some((line) => line.variantId !== null),
  fulfillable: (order) => order.lines.some((line) => unfulfilledQuantity(order, line) > 0),
  requiresShipping: (order) => order.lines.some((line) => line.requiresShipping),
  billingAddressMatchesShippingAddress: (order) =>
    JSON.stringify({ ...order.billingAddress, id: "" }) ===
    JSON.stringify({ ...order.shippingAddress, id: "" }),
  displayAddress: (order) => order.shippingAddress ?? order.billingAddress,
  paymentGatewayNames: paymentGateways,
  subtotalLineItemsQuantity: (order) => order.lines.reduce((units, line) => units + line.quantity, 0),
  currentSubtotalLineItemsQuantity: lineUnits,
  totalWeight: (order) => order.lines.reduce((grams, line) => grams + line.weightGrams * line.quantity, 0),
  taxExempt: (order, { store }) => store.find("Customer", order.customerId)?.taxExempt ?? false,
  dutiesIncluded: () => false,
  estimatedTaxes: () => false,
  customerAcceptsMarketing: (order, { store }) =>
    store.find("Customer", order.customerId)?.acceptsMarketing ?? false,
  discountCode: (order) => order.discounts.find((discount) => discount.code !== null)?.code ?? null,
  discountCodes: (order) => order.discounts.flatMap((discount) => discount.code ?? []),
  discountApplications: (order, { args }) =>
    connect(
      order.discounts.map((discount, index) => discountView(discount, index)),
      { args, id: (row: { index: number }) => String(row.index) },
    ),
  lineItems: (order, { args }) => connect(order.lines, { args }),
  shippingLine: (order) => order.shippingLines[0] ?? null,
  shippingLines: (order, { args }) =>
    connect(args.includeRemovals ? order.shippingLines : order.shippingLines, { args }),
  transactions: (order, call) =>
    firstOf(
      call.args.capturable === true
        ? order.transactions.filter((row) => row.kind === "AUTHORIZATION")
        : order.transactions,
      call,
    ),
  transactionsCount: (order) => countView(order.transactions.length),
  fulfillments: (order, call) => firstOf(order.fulfillments, call),
  fulfillmentsCount: (order) => countView(order.fulfillments.length),
  fulfillmentOrders: (order, { args }) => connect(order.fulfillmentOrders, { args }),
  refunds: (order, call) => firstOf(order.refunds, call),
  returns: (order, { args, store }) =>
    connect(order.returns.filter(search(stringOrNull(args.query), returnSearch, store.clock.now())), {
      args,
    }),
  disputes: (order) =>
    order.disputes.map(({ id, type, status }) => ({
      id: id.replace("ShopifyPaymentsDispute", "OrderDisputeSummary"),
      initiatedAs: type,
      status,
    })),
  risk: ({ riskAssessments }) => ({
    recommendation: recommendation(riskAssessments),
    assessments: riskAssessments.map((assessment) => ({ ...assessment, provider: null })),
  }),
  statusPageUrl: (order, { store }) =>
    `${store.shop.storefrontUrl}/${store.shop.id.split("/").at(-1)}/orders/${order.token}/authenticate?key=${order.token.slice(0, 12)}`,
  paymentCollectionDetails: (order, { store }) => ({
    additionalPaymentCollectionUrl: paymentUrl(store, order),
    vaultedPaymentMethods: null,
  }),
  suggestedRefund: (order, call) => suggestRefundFor(order, call),
  purchasingEntity: (order, { store }) => {
    const customer = store.find("Customer", order.customerId);
    return customer ? { __typename: "Customer", ...customer } : null;
  },
  merchantEditable: (order) => order.cancelledAt === null,
  merchantEditableErrors: (order) => (order.cancelledAt === null ? [] : ["Canceled orders can't be edited"]),
});

export function stringOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** The order's taxes, one row per title. */
function taxLinesOf(order: Order) {
  const rows = [...order.lines, ...order.shippingLines].flatMap((row) => row.taxLines);
  const titles = [...new Set(rows.map((row) => row.title))];
  return titles.map((title) => {
    const same = rows.filter((row) => row.title === title);
    return {
      title,
      rate: same[0]?.rate ?? 0,
      price: sum(
        same.map((row) => row.price),
        order.currencies,
      ),
    };
  });
}
