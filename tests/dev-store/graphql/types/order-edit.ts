import { editedOrder } from "../../acts/edit-lines.ts";
import type { LineItem, Order } from "../../state/order.ts";
import type { OrderEdit } from "../../state/order-edit.ts";
import { currentTotals, currentQuantity, outstanding, unfulfilledQuantity } from "../../state/totals.ts";
import { lineUnits } from "../../state/status.ts";
import type { Store } from "../../store.ts";
import { connect } from "../connection.ts";
import { fields } from "../field.ts";
import type { Call, Field } from "../field.ts";
import { lineItemFields } from "./order-parts.ts";
import { bagView } from "./view.ts";

/** A line as it would stand after the edit; `before` is what could be edited of it when the edit began. */
type CalculatedLine = { id: string; line: LineItem; order: Order; isNew: boolean; before: number };

/** The lines of an edit: those the order had, then those it is to get. */
export function calculatedLines(store: Store, edit: OrderEdit): CalculatedLine[] {
  const now = store.orderOf(edit);
  const order = editedOrder(now, edit);
  return order.lines.map((line) => {
    const added = edit.additions.find((addition) => addition.line.id === line.id);
    const id = added?.id ?? line.id.replace("/LineItem/", "/CalculatedLineItem/");
    return { id, line, order, isNew: added !== undefined, before: unfulfilledQuantity(now, line) };
  });
}

type Total = (order: Order) => unknown;

function edited(answer: Total): Field<OrderEdit> {
  return (edit, { store }) => answer(editedOrder(store.orderOf(edit), edit));
}

function linesOf(edit: OrderEdit, { args, store }: Call, isNew: boolean) {
  return connect(
    calculatedLines(store, edit).filter((row) => row.isNew === isNew),
    { args },
  );
}

export const calculatedOrderFields = fields<OrderEdit>({
  originalOrder: (edit, { store }) => store.orderOf(edit),
  committed: (edit) => edit.commit !== null,
  lineItems: (edit, call) => linesOf(edit, call, false),
  addedLineItems: (edit, call) => linesOf(edit, call, true),
  subtotalLineItemsQuantity: edited(lineUnits),
  subtotalPriceSet: edited((order) => bagView(currentTotals(order).subtotal)),
  totalPriceSet: edited((order) => bagView(currentTotals(order).total)),
  totalOutstandingSet: edited((order) => bagView(outstanding(order))),
});

/** Answered as the line item's own field of that name. */
function asLine(name: string): Field<CalculatedLine> {
  return (row, call) => lineItemFields[name]?.(row.line, call);
}

const quantityOf = ({ order, line }: CalculatedLine) => currentQuantity(order, line);

export const calculatedLineFields = fields<CalculatedLine>({
  title: ({ line }) => line.title,
  variantTitle: ({ line }) => line.variantTitle,
  sku: ({ line }) => line.sku,
  customAttributes: ({ line }) => line.customAttributes,
  quantity: quantityOf,
  editableQuantityBeforeChanges: ({ before }) => before,
  editableQuantity: (row, { store }) => {
    const was = store.find("LineItem", row.line.id);
    return quantityOf(row) - (was ? currentQuantity(store.orderOf(was), was) - row.before : 0);
  },
  hasStagedLineItemDiscount: () => false,
  variant: asLine("variant"),
  image: asLine("image"),
  restockable: asLine("restockable"),
  originalUnitPriceSet: asLine("originalUnitPriceSet"),
  discountedUnitPriceSet: asLine("discountedUnitPriceSet"),
});
