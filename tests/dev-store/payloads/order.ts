import { noMoney } from "../state/money.ts";
import type { DiscountApplication, Order, ShippingLine } from "../state/order.ts";
import { financialStatus, fulfillmentStatus, paymentGateways } from "../state/status.ts";
import { currentTotals, originalTotals, outstanding, shippingNet } from "../state/totals.ts";
import type { Totals } from "../state/totals.ts";
import type { Store } from "../store.ts";
import { customerInOrder } from "./customer.ts";
import { allocations, orderLine, taxLine } from "./line.ts";
import { refundPayload } from "./money.ts";
import { fulfillmentPayload } from "./parcel.ts";
import { returnInOrder } from "./return.ts";
import { idOf, moneySet, orderAddress, shopText, stamp } from "./write.ts";

/** The order as every orders/* topic carries it. */
export function orderPayload(store: Store, order: Order) {
  const customer = order.customerId === null ? undefined : store.customers.get(order.customerId);
  return {
    id: idOf(order.id),
    admin_graphql_api_id: order.id,
    ...facts(store, order),
    ...times(store, order),
    ...amounts(order),
    buyer_accepts_marketing: customer?.acceptsMarketing ?? false,
    billing_address: orderAddress(order.billingAddress),
    customer: customer ? customerInOrder(store, customer) : null,
    discount_applications: order.discounts.map(discountApplication),
    discount_codes: order.discounts.filter((discount) => discount.code !== null).map(discountCode),
    fulfillments: order.fulfillments.map((parcel) => fulfillmentPayload(store, parcel)),
    line_items: order.lines.map((line) => orderLine(order, line)),
    payment_terms: null,
    refunds: order.refunds.map((refund) => refundPayload(store, refund)),
    shipping_address: orderAddress(order.shippingAddress),
    shipping_lines: order.shippingLines.map((line) => shippingLine(order, line)),
    returns: order.returns.map((request) => returnInOrder(request)),
    line_item_groups: [],
    tax_lines: order.lines.flatMap((line) => line.taxLines.map(taxLine)),
  };
}

function facts(store: Store, order: Order) {
  return {
    app_id: null,
    browser_ip: null,
    cancel_reason: order.cancelReason?.toLowerCase() ?? null,
    cart_token: null,
    checkout_token: null,
    client_details: null,
    confirmation_number: order.confirmationNumber,
    confirmed: true,
    contact_email: order.email,
    customer_locale: order.customerLocale,
    device_id: null,
    duties_included: false,
    email: order.email,
    estimated_taxes: false,
    financial_status: financialStatus(order)?.toLowerCase() ?? null,
    fulfillment_status: restStatus(order),
    landing_site: null,
    landing_site_ref: null,
    location_id: null,
    merchant_business_entity_id: Buffer.from(store.shop.id.split("/").at(-1) ?? "").toString("base64url"),
    merchant_of_record_app_id: null,
    name: order.name,
    note: order.note,
    note_attributes: order.customAttributes.map(({ key, value }) => ({ name: key, value })),
    number: order.number - 1000,
    order_number: order.number,
    order_status_url: `${store.shop.storefrontUrl}/orders/${order.token}/authenticate`,
    payment_gateway_names: paymentGateways(order),
    phone: order.phone,
    po_number: order.poNumber,
    presentment_currency: order.currencies.presentment,
    reference: null,
    referring_site: null,
    source_identifier: null,
    source_name: order.sourceName,
    source_url: null,
    tags: order.tags.join(", "),
    tax_exempt: false,
    taxes_included: order.taxesIncluded,
    test: order.test,
    token: order.token,
    user_id: null,
  };
}

function times(store: Store, order: Order) {
  return {
    cancelled_at: stamp(store, order.cancelledAt),
    closed_at: stamp(store, order.closedAt),
    created_at: stamp(store, order.createdAt),
    processed_at: stamp(store, order.processedAt),
    updated_at: stamp(store, order.updatedAt),
  };
}

function amounts(order: Order) {
  const was = originalTotals(order);
  const nothing = moneySet(noMoney(order.currencies));
  return {
    currency: order.currencies.shop,
    ...currentAmounts(currentTotals(order)),
    original_total_additional_fees_set: null,
    original_total_duties_set: null,
    subtotal_price: shopText(was.subtotal),
    subtotal_price_set: moneySet(was.subtotal),
    total_cash_rounding_payment_adjustment_set: nothing,
    total_cash_rounding_refund_adjustment_set: nothing,
    total_discounts: shopText(was.discounts),
    total_discounts_set: moneySet(was.discounts),
    total_line_items_price: shopText(was.lineItems),
    total_line_items_price_set: moneySet(was.lineItems),
    total_outstanding: shopText(outstanding(order)),
    total_price: shopText(was.total),
    total_price_set: moneySet(was.total),
    total_shipping_price_set: moneySet(was.shipping),
    total_tax: shopText(was.tax),
    total_tax_set: moneySet(was.tax),
    total_tip_received: shopText(noMoney(order.currencies)),
    total_weight: order.lines.reduce((grams, line) => grams + line.weightGrams * line.quantity, 0),
  };
}

function currentAmounts(now: Totals) {
  return {
    current_shipping_price_set: moneySet(now.shipping),
    current_subtotal_price: shopText(now.subtotal),
    current_subtotal_price_set: moneySet(now.subtotal),
    current_total_additional_fees_set: null,
    current_total_discounts: shopText(now.discounts),
    current_total_discounts_set: moneySet(now.discounts),
    current_total_duties_set: null,
    current_total_price: shopText(now.total),
    current_total_price_set: moneySet(now.total),
    current_total_tax: shopText(now.tax),
    current_total_tax_set: moneySet(now.tax),
  };
}

function shippingLine(order: Order, line: ShippingLine) {
  const net = shippingNet(order, line);
  return {
    id: idOf(line.id),
    carrier_identifier: line.carrier,
    code: line.code,
    current_discounted_price_set: moneySet(net),
    discounted_price: shopText(net),
    discounted_price_set: moneySet(net),
    is_removed: false,
    phone: null,
    price: shopText(line.price),
    price_set: moneySet(line.price),
    requested_fulfillment_service_id: null,
    source: "shopify",
    title: line.title,
    tax_lines: line.taxLines.map(taxLine),
    discount_allocations: allocations(line),
  };
}

function discountApplication(discount: DiscountApplication) {
  const byPercentage = "percentage" in discount.value;
  const names = { CODE: "discount_code", AUTOMATIC: "automatic", MANUAL: "manual" };
  return {
    target_type: discount.targetType.toLowerCase(),
    type: names[discount.kind],
    value: "percentage" in discount.value ? `${discount.value.percentage}` : shopText(discount.value.amount),
    value_type: byPercentage ? "percentage" : "fixed_amount",
    allocation_method: discount.allocation.toLowerCase(),
    target_selection: discount.targetSelection.toLowerCase(),
    ...(discount.kind === "CODE"
      ? { code: discount.code }
      : { title: discount.title, description: discount.title }),
  };
}

function discountCode(discount: DiscountApplication) {
  const byPercentage = "percentage" in discount.value;
  return {
    code: discount.code,
    amount: "percentage" in discount.value ? `${discount.value.percentage}` : shopText(discount.value.amount),
    type: byPercentage ? "percentage" : "fixed_amount",
  };
}

function restStatus(order: Order): "fulfilled" | "partial" | null {
  const status = fulfillmentStatus(order);
  if (status === "FULFILLED") return "fulfilled";
  return status === "PARTIALLY_FULFILLED" ? "partial" : null;
}
