import { invoiceUrl } from "../../acts/draft/complete.ts";
import { draftStatus } from "../../state/draft.ts";
import type { AppliedDiscount, DraftLine, DraftOrder } from "../../state/draft.ts";
import type { LineItem, Order } from "../../state/order.ts";
import { minus } from "../../state/money.ts";
import { lineDiscount, lineOriginalTotal, originalTotals } from "../../state/totals.ts";
import type { Totals } from "../../state/totals.ts";
import type { Store } from "../../store.ts";
import { connect } from "../connection.ts";
import { fields } from "../field.ts";
import type { Field } from "../field.ts";
import { metafieldHolder } from "./metafield.ts";
import { orderFields } from "./order.ts";
import { lineItemFields } from "./order-parts.ts";
import { bagView, legacyId } from "./view.ts";

const total = (part: keyof Totals) => (draft: DraftOrder) => bagView(originalTotals(draft.contents)[part]);

/** Answered as the order it would become answers it. */
function asOrder(name: string): Field<DraftOrder> {
  return (draft, call) => {
    const field = orderFields[name];
    return field ? field(draft.contents, call) : draft.contents[name as keyof Order];
  };
}

const alike = (
  "email phone poNumber tags customAttributes taxesIncluded shippingAddress billingAddress customer " +
  "purchasingEntity shippingLine currencyCode presentmentCurrencyCode billingAddressMatchesShippingAddress totalWeight taxLines"
).split(" ");

export const draftFields = fields<DraftOrder>({
  ...metafieldHolder,
  ...Object.fromEntries(alike.map((name) => [name, asOrder(name)])),
  legacyResourceId: legacyId,
  status: draftStatus,
  ready: () => true,
  note2: ({ contents }) => contents.note,
  order: (draft, { store }) => store.find("Order", draft.orderId),
  invoiceUrl: (draft, { store }) => invoiceUrl(store, draft),
  paymentTerms: () => null,
  reserveInventoryUntil: () => null,
  discountCodes: () => [],
  appliedDiscount: ({ discount }) => discount && discountView(discount),
  lineItems: (draft, { args }) => connect(draft.lines, { args }),
  totalQuantityOfLineItems: ({ contents }) =>
    contents.lines.reduce((units, line) => units + line.quantity, 0),
  subtotalPriceSet: total("subtotal"),
  lineItemsSubtotalPrice: total("subtotal"),
  totalLineItemsPriceSet: total("lineItems"),
  totalDiscountsSet: total("discounts"),
  totalShippingPriceSet: total("shipping"),
  totalTaxSet: total("tax"),
  totalPriceSet: total("total"),
});

/** DraftOrderAppliedDiscount */
function discountView({ amount, ...discount }: AppliedDiscount) {
  return { ...discount, amountSet: bagView(amount) };
}

type InDraft = (order: Order, line: LineItem) => unknown;

function partsOf(store: Store, row: DraftLine): { order: Order; line: LineItem } {
  const order = store.find("DraftOrder", row.draftId)?.contents;
  const line = order?.lines[row.position];
  if (!order || !line) throw new Error(`No line ${row.id}`);
  return { order, line };
}

function inDraft(answer: InDraft): Field<DraftLine> {
  return (row, { store }) => {
    const { order, line } = partsOf(store, row);
    return answer(order, line);
  };
}

/** Answered as the line item's own field or property of that name. */
function asLine(name: string): Field<DraftLine> {
  return (row, call) => {
    const { line } = partsOf(call.store, row);
    const field = lineItemFields[name];
    return field ? field(line, call) : line[name as keyof LineItem];
  };
}

const alikeInLines = (
  "title variantTitle sku vendor quantity taxable requiresShipping isGiftCard customAttributes taxLines name " +
  "variant product image weight originalUnitPriceSet originalTotalSet"
).split(" ");

export const draftLineFields = fields<DraftLine>({
  ...Object.fromEntries(alikeInLines.map((name) => [name, asLine(name)])),
  custom: inDraft((_order, line) => line.variantId === null),
  appliedDiscount: ({ discount }) => discount && discountView(discount),
  // Only the line's own discount; that of the whole draft comes off at its end.
  totalDiscountSet: inDraft((order, line) => bagView(lineDiscount(order, line, "line"))),
  discountedTotalSet: inDraft((order, line) =>
    bagView(minus(lineOriginalTotal(line), lineDiscount(order, line, "line"))),
  ),
});
