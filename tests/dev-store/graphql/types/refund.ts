import type { OrderAdjustment, Refund, RefundLine, RefundShippingLine } from "../../state/refund.ts";
import { connect } from "../connection.ts";
import { fields } from "../field.ts";
import { bagView, legacyId } from "./view.ts";

export const refundFields = fields<Refund>({
  legacyResourceId: legacyId,
  order: (refund, { store }) => store.orderOf(refund),
  return: (refund, { store }) => store.find("Return", refund.returnId),
  totalRefundedSet: (refund) => bagView(refund.total),
  refundLineItems: (refund, { args }) => connect(refund.lines, { args }),
  refundShippingLines: (refund, { args }) => connect(refund.shipping, { args }),
  orderAdjustments: (refund, { args }) => connect(refund.adjustments, { args }),
  transactions: (refund, { args, store }) =>
    connect(
      refund.transactionIds.flatMap((id) => store.find("OrderTransaction", id) ?? []),
      { args },
    ),
  duties: () => [],
  staffMember: () => null,
});

/** Also answers for the lines of a suggested refund, which come as finished views. */
export const refundLineFields = fields<RefundLine>({
  lineItem: (row, { store }) => viewed(row, "lineItem") ?? store.find("LineItem", row.lineItemId),
  location: (row, { store }) => store.find("Location", row.locationId ?? null),
  priceSet: (row) => viewed(row, "priceSet") ?? bagView(row.price),
  subtotalSet: (row) => viewed(row, "subtotalSet") ?? bagView(row.subtotal),
  totalTaxSet: (row) => viewed(row, "totalTaxSet") ?? bagView(row.tax),
});

function viewed(row: object, field: string): unknown {
  return (row as Record<string, unknown>)[field];
}

export const refundShippingFields = fields<RefundShippingLine>({
  shippingLine: (row, { store }) => store.find("ShippingLine", row.shippingLineId),
  subtotalAmountSet: (row) => bagView(row.subtotal),
  taxAmountSet: (row) => bagView(row.tax),
});

export const adjustmentFields = fields<OrderAdjustment>({
  amountSet: (row) => bagView(row.amount),
  taxAmountSet: (row) => bagView(row.tax),
});
