import { displayName } from "../../state/customer.ts";
import type { Customer } from "../../state/customer.ts";
import { numericId } from "../../state/node.ts";
import type { Order } from "../../state/order.ts";
import type { BulkOperation, WebhookSubscription } from "../../state/plumbing.ts";
import type { Product, Variant } from "../../state/product.ts";
import type { Return } from "../../state/return.ts";
import type { Location, ReturnReason } from "../../state/shop.ts";
import { financialStatus, fulfillmentStatus, paymentGateways, returnStatus } from "../../state/status.ts";
import { number, time, words } from "./search.ts";
import type { Matcher, SearchFields } from "./search.ts";

const id = <Row extends { id: string }>(): Matcher<Row> => number((row) => numericId(row.id));
const created = <Row extends { createdAt: string }>(): Matcher<Row> => time((row) => row.createdAt);
const updated = <Row extends { updatedAt: string }>(): Matcher<Row> => time((row) => row.updatedAt);

export const orderSearch: SearchFields<Order> = {
  what: "orders",
  text: (order) => [
    order.name,
    order.email ?? "",
    order.phone ?? "",
    addressName(order.shippingAddress),
    addressName(order.billingAddress),
    order.note ?? "",
    ...order.lines.map((line) => line.title),
  ],
  fields: {
    id: id(),
    name: (order, test) => words<Order>((row) => [row.name, row.name.replace(/^#/, "")])(order, test),
    email: words((order) => order.email),
    phone: words((order) => order.phone),
    tag: words((order) => order.tags),
    tag_not: (order, test) => !words<Order>((row) => row.tags)(order, test),
    created_at: created(),
    updated_at: updated(),
    processed_at: time((order) => order.processedAt),
    customer_id: number((order) => (order.customerId === null ? null : numericId(order.customerId))),
    financial_status: words((order) => financialWords(order)),
    fulfillment_status: words((order) => fulfillmentWords(order)),
    return_status: words((order) => returnStatus(order)),
    status: (order, { value }) => hasStatus(order, value.toLowerCase()),
    gateway: words((order) => paymentGateways(order)),
    sku: words((order) => order.lines.flatMap((line) => line.sku ?? [])),
    discount_code: words((order) => order.discounts.flatMap((discount) => discount.code ?? [])),
    confirmation_number: words((order) => order.confirmationNumber),
    test: words((order) => String(order.test)),
    source_name: words((order) => order.sourceName),
    po_number: words((order) => order.poNumber),
  },
};

function addressName(address: Order["shippingAddress"]): string {
  return [address?.firstName, address?.lastName].filter(Boolean).join(" ");
}

function financialWords(order: Order): string[] {
  const status = financialStatus(order)?.toLowerCase();
  return status ? [status] : [];
}

/** `shipped` is the older word for fulfilled, `unshipped` for unfulfilled. */
function fulfillmentWords(order: Order): string[] {
  const status = fulfillmentStatus(order);
  const older: Record<string, string> = {
    FULFILLED: "shipped",
    UNFULFILLED: "unshipped",
    PARTIALLY_FULFILLED: "partial",
  };
  return [status.toLowerCase(), older[status] ?? ""].filter(Boolean);
}

function hasStatus(order: Order, status: string): boolean {
  if (status === "any" || status === "*") return true;
  if (status === "cancelled" || status === "canceled") return order.cancelledAt !== null;
  if (status === "closed") return order.closedAt !== null;
  if (status === "not_closed") return order.closedAt === null;
  return status === "open" && order.closedAt === null && order.cancelledAt === null;
}

export const customerSearch: SearchFields<Customer> = {
  what: "customers",
  text: (customer) => [displayName(customer), customer.email ?? "", customer.phone ?? ""],
  fields: {
    id: id(),
    email: words((customer) => customer.email),
    phone: words((customer) => customer.phone),
    first_name: words((customer) => customer.firstName),
    last_name: words((customer) => customer.lastName),
    state: words((customer) => customer.state),
    tag: words((customer) => customer.tags),
    customer_date: created(),
    created_at: created(),
    updated_at: updated(),
  },
};

export const productSearch: SearchFields<Product> = {
  what: "products",
  text: (product) => [product.title, product.vendor, product.productType, ...product.tags],
  fields: {
    id: id(),
    title: words((product) => product.title),
    handle: words((product) => product.handle),
    vendor: words((product) => product.vendor),
    product_type: words((product) => product.productType),
    status: words((product) => product.status),
    tag: words((product) => product.tags),
    sku: words((product) => product.variants.flatMap((variant) => variant.sku ?? [])),
    created_at: created(),
    updated_at: updated(),
  },
};

export const variantSearch: SearchFields<Variant> = {
  what: "productVariants",
  text: (variant) => [variant.title, variant.sku ?? ""],
  fields: {
    id: id(),
    sku: words((variant) => variant.sku),
    title: words((variant) => variant.title),
    barcode: words((variant) => variant.barcode),
    product_id: number((variant) => numericId(variant.productId)),
  },
};

export const returnSearch: SearchFields<Return> = {
  what: "returns",
  text: (row) => [row.name],
  fields: {
    id: id(),
    name: words((row) => row.name),
    status: words((row) => row.status),
    created_at: created(),
  },
};

export const reasonSearch: SearchFields<ReturnReason> = {
  what: "returnReasonDefinitions",
  text: (row) => [row.name, row.handle],
  fields: {
    id: id(),
    name: words((row) => row.name),
    handle: words((row) => row.handle),
    deleted: words((row) => String(row.deleted)),
  },
};

export const locationSearch: SearchFields<Location> = {
  what: "locations",
  text: (row) => [row.name],
  fields: { id: id(), name: words((row) => row.name), active: words((row) => String(row.isActive)) },
};

export const bulkSearch: SearchFields<BulkOperation> = {
  what: "bulkOperations",
  text: (row) => [row.status],
  fields: {
    id: id(),
    status: words((row) => row.status),
    operation_type: words((row) => row.type),
    created_at: created(),
  },
};

export const webhookSearch: SearchFields<WebhookSubscription> = {
  what: "webhookSubscriptions",
  text: (row) => [row.topic, row.uri],
  fields: { id: id(), created_at: created(), updated_at: updated(), topic: words((row) => row.topic) },
};
