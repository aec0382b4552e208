import type { LineItem, Order, OrderTransaction, ShippingLine, TaxLine } from "../../state/order.ts";
import { minus, portion, times } from "../../state/money.ts";
import type { MoneyBag } from "../../state/money.ts";
import { leftOn, refundableQuantity } from "../../state/refundable.ts";
import {
  currentQuantity,
  fulfilledQuantity,
  lineDiscount,
  lineNet,
  lineOriginalTotal,
  shippingNet,
  taxOf,
  unfulfilledQuantity,
} from "../../state/totals.ts";
import { connect } from "../connection.ts";
import { fields } from "../field.ts";
import type { Field, Fields } from "../field.ts";
import { discountView } from "./discount.ts";
import { returnReasons } from "../../state/shop.ts";
import { bagView, moneyView } from "./view.ts";

type InOrder<Row> = (order: Order, row: Row) => unknown;

/** A field which needs the order its row stands in. */
function inOrder<Row extends { orderId: string }>(answer: InOrder<Row>): Field<Row> {
  return (row, { store }) => answer(store.orderOf(row), row);
}

function money<Row extends { orderId: string }>(answer: (order: Order, row: Row) => MoneyBag): Field<Row> {
  return inOrder((order, row: Row) => bagView(answer(order, row)));
}

/** Line prices after discounts made for the line; those of the whole cart come off only when asked for. */
function discounted(order: Order, line: LineItem): MoneyBag {
  return minus(lineOriginalTotal(line), lineDiscount(order, line, "line"));
}

export const lineItemFields: Fields = fields<LineItem>({
  name: (line) => (line.variantTitle ? `${line.title} - ${line.variantTitle}` : line.title),
  currentQuantity: inOrder(currentQuantity),
  refundableQuantity: inOrder(refundableQuantity),
  unfulfilledQuantity: inOrder(unfulfilledQuantity),
  nonFulfillableQuantity: inOrder(
    (order, line: LineItem) =>
      line.quantity - fulfilledQuantity(order, line) - unfulfilledQuantity(order, line),
  ),
  originalUnitPriceSet: (line) => bagView(line.unitPrice),
  originalTotalSet: (line) => bagView(lineOriginalTotal(line)),
  discountedTotalSet: (line, { store, args }) => {
    const order = store.orderOf(line);
    return bagView(args.withCodeDiscounts === true ? lineNet(order, line) : discounted(order, line));
  },
  discountedUnitPriceSet: money((order, line: LineItem) =>
    portion(discounted(order, line), 1, line.quantity),
  ),
  discountedUnitPriceAfterAllDiscountsSet: money((order, line: LineItem) =>
    portion(lineNet(order, line), 1, line.quantity),
  ),
  priceAfterAllDiscountsBeforeTaxesSet: money((order, line: LineItem) =>
    order.taxesIncluded ? minus(lineNet(order, line), taxOf(order, line)) : lineNet(order, line),
  ),
  totalDiscountSet: money((order, line: LineItem) => lineDiscount(order, line)),
  unfulfilledOriginalTotalSet: money((order, line: LineItem) =>
    times(line.unitPrice, unfulfilledQuantity(order, line)),
  ),
  unfulfilledDiscountedTotalSet: money((order, line: LineItem) =>
    portion(discounted(order, line), unfulfilledQuantity(order, line), line.quantity),
  ),
  discountAllocations: inOrder(allocations),
  variant: (line, { store }) => store.find("ProductVariant", line.variantId),
  product: (line, { store }) => store.find("Product", line.productId),
  image: (line) => imageOf(line.imageUrl, line.title),
  restockable: (line) => line.variantId !== null,
  merchantEditable: inOrder((order) => order.cancelledAt === null),
  weight: (line) => ({ unit: "GRAMS", value: line.weightGrams }),
  duties: () => [],
  taxLines: (line, { args }) => line.taxLines.slice(0, (args.first as number | undefined) ?? undefined),
  suggestedReturnReasonDefinitions: (_line, { args }) => connect(returnReasons, { args }),
  sellingPlan: () => null,
});

export function imageOf(url: string | null, altText: string | null) {
  return url === null ? null : { id: null, url, altText, width: 800, height: 800 };
}

function allocations(order: Order, row: LineItem | ShippingLine) {
  return row.discountAllocations.flatMap((allocation) => {
    const discount = order.discounts[allocation.discount];
    if (!discount) return [];
    return [
      {
        allocatedAmountSet: bagView(allocation.amount),
        discountApplication: discountView(discount, allocation.discount),
      },
    ];
  });
}

export const shippingLineFields = fields<ShippingLine>({
  originalPriceSet: (line) => bagView(line.price),
  discountedPriceSet: money((order, line: ShippingLine) => shippingNet(order, line)),
  currentDiscountedPriceSet: money((order, line: ShippingLine) => shippingNet(order, line)),
  discountAllocations: inOrder(allocations),
  carrierIdentifier: (line) => line.carrier,
  source: () => "shopify",
  custom: (line) => line.code === "custom",
  isRemoved: () => false,
});

export const taxLineFields = fields<TaxLine>({
  priceSet: (line) => bagView(line.price),
  ratePercentage: (line) => Math.round(line.rate * 1_000_000) / 10_000,
  channelLiable: () => false,
  source: () => null,
});

export const transactionFields = fields<OrderTransaction>({
  amountSet: (row) => bagView(row.amount),
  order: inOrder((order) => order),
  formattedGateway: (row) => gatewayName(row.gateway),
  manualPaymentGateway: (row) => row.gateway === "manual" || row.gateway === "bank_deposit",
  manuallyCapturable: (row) => row.kind === "AUTHORIZATION",
  multiCapturable: () => false,
  parentTransaction: (row, { store }) => store.find("OrderTransaction", row.parentId),
  maximumRefundableV2: inOrder((order, row: OrderTransaction) =>
    row.kind === "SALE" || row.kind === "CAPTURE" ? moneyView(leftOn(order, row).shop) : null,
  ),
  totalUnsettledSet: inOrder((order, row: OrderTransaction) =>
    bagView(row.kind === "AUTHORIZATION" ? leftOn(order, row) : times(row.amount, 0)),
  ),
  accountNumber: (row) => (row.card ? `•••• •••• •••• ${row.card.last4}` : null),
  paymentId: inOrder(
    (order, row: OrderTransaction) =>
      `${order.name}.${order.transactions.findIndex(({ id }) => id === row.id) + 1}`,
  ),
  paymentDetails: (row) => cardView(row),
  fees: () => [],
});

export function cardView(row: OrderTransaction) {
  if (!row.card) return null;
  return {
    __typename: "CardPaymentDetails",
    company: row.card.brand,
    number: `•••• •••• •••• ${row.card.last4}`,
    paymentMethodName: row.card.brand.toLowerCase(),
    name: null,
    bin: null,
    wallet: null,
  };
}

export function gatewayName(gateway: string): string {
  const words = gateway.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
