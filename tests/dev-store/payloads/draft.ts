import { invoiceUrl } from "../acts/draft/complete.ts";
import { draftStatus } from "../state/draft.ts";
import type { AppliedDiscount, DraftOrder } from "../state/draft.ts";
import { originalTotals } from "../state/totals.ts";
import type { Store } from "../store.ts";
import { customerPayload } from "./customer.ts";
import { taxLine } from "./line.ts";
import { bothIds, idOf, orderAddress, shopText, stamp } from "./write.ts";

/** draft_orders/create and update. No sample is among the recorded ones: keys as Shopify documents them. */
export function draftPayload(store: Store, draft: DraftOrder) {
  const { contents } = draft;
  const customer = store.find("Customer", contents.customerId);
  const totals = originalTotals(contents);
  const [shipping] = contents.shippingLines;
  return {
    ...bothIds(draft.id),
    note: contents.note,
    email: contents.email,
    taxes_included: contents.taxesIncluded,
    currency: contents.currencies.shop,
    invoice_sent_at: stamp(store, draft.invoiceSentAt),
    created_at: stamp(store, draft.createdAt),
    updated_at: stamp(store, draft.updatedAt),
    tax_exempt: draft.taxExempt,
    completed_at: stamp(store, draft.completedAt),
    name: draft.name,
    status: draftStatus(draft).toLowerCase(),
    line_items: draft.lines.map((row) => lineOf(draft, row)),
    shipping_address: orderAddress(contents.shippingAddress),
    billing_address: orderAddress(contents.billingAddress),
    invoice_url: invoiceUrl(store, draft),
    applied_discount: discountOf(draft.discount),
    order_id: idOf(draft.orderId),
    shipping_line: shipping ? { title: shipping.title, custom: true, price: shopText(shipping.price) } : null,
    tax_lines: contents.lines.flatMap((line) => line.taxLines.map(taxLine)),
    tags: contents.tags.join(", "),
    note_attributes: contents.customAttributes.map(({ key, value }) => ({ name: key, value })),
    total_price: shopText(totals.total),
    subtotal_price: shopText(totals.subtotal),
    total_tax: shopText(totals.tax),
    payment_terms: null,
    customer: customer ? customerPayload(store, customer) : null,
  };
}

function lineOf({ contents }: DraftOrder, { id, position, discount }: DraftOrder["lines"][number]) {
  const line = contents.lines[position];
  return (
    line && {
      ...bothIds(id),
      variant_id: idOf(line.variantId),
      product_id: idOf(line.productId),
      title: line.title,
      variant_title: line.variantTitle,
      sku: line.sku,
      vendor: line.vendor,
      quantity: line.quantity,
      requires_shipping: line.requiresShipping,
      taxable: line.taxable,
      gift_card: line.isGiftCard,
      fulfillment_service: "manual",
      grams: line.weightGrams,
      tax_lines: line.taxLines.map(taxLine),
      applied_discount: discountOf(discount),
      name: line.variantTitle ? `${line.title} - ${line.variantTitle}` : line.title,
      properties: line.customAttributes.map(({ key, value }) => ({ name: key, value })),
      custom: line.variantId === null,
      price: shopText(line.unitPrice),
    }
  );
}

function discountOf(discount: AppliedDiscount | null) {
  if (discount === null) return null;
  const { title, description, value, valueType, amount } = discount;
  return {
    description,
    value: String(value),
    title,
    amount: shopText(amount),
    value_type: valueType.toLowerCase(),
  };
}
