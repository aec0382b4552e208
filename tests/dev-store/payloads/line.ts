import type { LineItem, Order, TaxLine } from "../state/order.ts";
import { currentQuantity, fulfilledQuantity, lineDiscount, unfulfilledQuantity } from "../state/totals.ts";
import { idOf, moneySet, shopText } from "./write.ts";

/** The discounts given for the line itself; those of the whole cart show in `discount_allocations` alone. */
function common(order: Order, line: LineItem) {
  const discount = lineDiscount(order, line, "line");
  return {
    id: idOf(line.id),
    admin_graphql_api_id: line.id,
    fulfillable_quantity: unfulfilledQuantity(order, line),
    fulfillment_service: "manual",
    fulfillment_status: fulfillmentStatus(order, line),
    gift_card: line.isGiftCard,
    grams: line.weightGrams,
    name: line.variantTitle ? `${line.title} - ${line.variantTitle}` : line.title,
    price: shopText(line.unitPrice),
    price_set: moneySet(line.unitPrice),
    product_exists: line.productId !== null,
    product_id: idOf(line.productId),
    properties: line.customAttributes.map(({ key, value }) => ({ name: key, value })),
    quantity: line.quantity,
    requires_shipping: line.requiresShipping,
    sku: line.sku,
    taxable: line.taxable,
    title: line.title,
    total_discount: shopText(discount),
    total_discount_set: moneySet(discount),
    variant_id: idOf(line.variantId),
    variant_inventory_management: line.variantId === null ? null : "shopify",
    variant_title: line.variantTitle,
    vendor: line.vendor,
    tax_lines: line.taxLines.map(taxLine),
    duties: [],
    discount_allocations: allocations(line),
  };
}

/** A line as the order's own payload has it. */
export function orderLine(order: Order, line: LineItem) {
  return {
    ...common(order, line),
    attributed_staffs: [],
    current_quantity: currentQuantity(order, line),
    sales_line_item_group_id: null,
  };
}

/** A line within a refund or a fulfillment, with that part's quantity where it has one of its own. */
export function partLine(order: Order, line: LineItem, quantity = line.quantity) {
  return { ...common(order, line), quantity };
}

export function taxLine(tax: TaxLine) {
  return {
    channel_liable: false,
    price: shopText(tax.price),
    price_set: moneySet(tax.price),
    rate: tax.rate,
    title: tax.title,
  };
}

export function allocations(holder: Pick<LineItem, "discountAllocations">) {
  return holder.discountAllocations.map(({ amount, discount }) => ({
    amount: shopText(amount),
    discount_application_index: discount,
    amount_set: moneySet(amount),
  }));
}

function fulfillmentStatus(order: Order, line: LineItem): "fulfilled" | "partial" | null {
  const sent = fulfilledQuantity(order, line);
  if (sent === 0) return null;
  return sent >= line.quantity ? "fulfilled" : "partial";
}
