import { discountWithCode } from "../../acts/goodwill/discount.ts";
import { creditAccount } from "../../acts/goodwill/give.ts";
import { returnableQuantity } from "../../acts/send-back.ts";
import type { Job } from "../../state/plumbing.ts";
import type { NodeKind } from "../../state/node.ts";
import { returnReasons } from "../../state/shop.ts";
import { displayName } from "../../state/customer.ts";
import type { Customer } from "../../state/customer.ts";
import type { Order } from "../../state/order.ts";
import type { Product, Variant } from "../../state/product.ts";
import { connect } from "../connection.ts";
import { fields, idOf, NotBuilt, only } from "../field.ts";
import type { Args, Call, Field } from "../field.ts";
import { mergeStatus } from "../types/merge.ts";
import { listed, sortedOrders, sortKey } from "./lists.ts";
import { stringOrNull } from "../types/order.ts";
import {
  bulkSearch,
  customerSearch,
  locationSearch,
  orderSearch,
  productSearch,
  reasonSearch,
  variantSearch,
  webhookSearch,
} from "./searches.ts";
import { search } from "./search.ts";
import { itemWith } from "../types/stock.ts";
import { countView } from "../types/view.ts";

/** One thing by the id in `id`. */
function one(kind: NodeKind): Field<unknown> {
  return (_root, { args, store }) => store.find(kind, idOf(kind, args.id));
}

function nodeOf(id: string, { store }: Call): unknown {
  const known = store.node(id);
  if (known) return known;
  return returnReasons.find((reason) => reason.id === id) ?? null;
}

const pageWords = "first last after before reverse query sortKey";

/** A list of this query: filtered, sorted, paged. */
function page<Row extends { id: string }>(
  call: Call,
  rows: Iterable<Row>,
  rules: Omit<Parameters<typeof listed<Row>>[1], "query" | "now">,
) {
  only(call.args, pageWords, call.info.fieldName);
  const wish = { ...rules, query: stringOrNull(call.args.query), now: call.store.clock.now() };
  return connect(listed(rows, wish), { args: call.args });
}

const customerKeys = {
  ID: null,
  RELEVANCE: null,
  CREATED_AT: (row: Customer) => row.createdAt,
  UPDATED_AT: (row: Customer) => row.updatedAt,
  NAME: (row: Customer) => displayName(row),
};
const productKeys = {
  ID: null,
  RELEVANCE: null,
  CREATED_AT: (row: Product) => row.createdAt,
  UPDATED_AT: (row: Product) => row.updatedAt,
  TITLE: (row: Product) => row.title,
  VENDOR: (row: Product) => row.vendor,
  PRODUCT_TYPE: (row: Product) => row.productType,
};
const variantKeys = {
  ID: null,
  RELEVANCE: null,
  POSITION: (row: Variant) => row.position,
  TITLE: (row: Variant) => row.title,
  SKU: (row: Variant) => row.sku ?? "",
};

export const queryFields = fields<unknown>({
  shop: (_root, { store }) => store.shop,
  order: one("Order"),
  customer: one("Customer"),
  product: one("Product"),
  productVariant: one("ProductVariant"),
  inventoryItem: (_root, { args, store }) => itemWith(store, idOf("InventoryItem", args.id)),
  draftOrder: one("DraftOrder"),
  giftCard: one("GiftCard"),
  dispute: one("ShopifyPaymentsDispute"),
  discountNode: one("DiscountCodeNode"),
  codeDiscountNode: one("DiscountCodeNode"),
  codeDiscountNodeByCode: (_root, { args, store }) => discountWithCode(store, String(args.code)),
  storeCreditAccount: (_root, { args, store }) => creditAccount(store, idOf("StoreCreditAccount", args.id)),
  return: one("Return"),
  refund: one("Refund"),
  fulfillment: one("Fulfillment"),
  fulfillmentOrder: one("FulfillmentOrder"),
  reverseDelivery: one("ReverseDelivery"),
  reverseFulfillmentOrder: one("ReverseFulfillmentOrder"),
  bulkOperation: one("BulkOperation"),
  webhookSubscription: one("WebhookSubscription"),
  location: (_root, { args, store }) =>
    args.id ? store.find("Location", idOf("Location", args.id)) : ([...store.locations.values()][0] ?? null),
  node: (_root, call) => nodeOf(String(call.args.id), call),
  nodes: (_root, call) => (call.args.ids as string[]).map((id) => nodeOf(id, call)),
  orders: (_root, { args, store }) => {
    only(args, pageWords, "orders");
    return connect(sortedOrders(store, store.orders.values(), wishOf(args)), { args });
  },
  ordersCount: (_root, { args, store }) => {
    const fits = search(stringOrNull(args.query), orderSearch, store.clock.now());
    return countView(
      [...store.orders.values()].filter(fits).length,
      (args.limit as number | undefined) ?? null,
    );
  },
  customersCount: (_root, { args, store }) => {
    const fits = search(stringOrNull(args.query), customerSearch, store.clock.now());
    return countView(
      [...store.customers.values()].filter(fits).length,
      (args.limit as number | undefined) ?? null,
    );
  },
  orderByIdentifier: (_root, { args, store }) => {
    only(args.identifier, "id", "orderByIdentifier.identifier");
    return store.find("Order", idOf("Order", (args.identifier as Args).id));
  },
  customers: (_root, call) =>
    page(call, call.store.customers.values(), {
      fields: customerSearch,
      key: sortKey(customerKeys, call.args.sortKey, "customers"),
    }),
  customerByIdentifier: (_root, { args, store }) =>
    customerBy(args.identifier as Args, [...store.customers.values()]),
  products: (_root, call) =>
    page(call, call.store.products.values(), {
      fields: productSearch,
      key: sortKey(productKeys, call.args.sortKey, "products"),
    }),
  productVariants: (_root, call) =>
    page(
      call,
      [...call.store.products.values()].flatMap((product) => product.variants),
      { fields: variantSearch, key: sortKey(variantKeys, call.args.sortKey, "productVariants") },
    ),
  locations: (_root, call) =>
    page(call, call.store.locations.values(), {
      fields: locationSearch,
      key: call.args.sortKey === "ID" ? null : (row) => row.name,
    }),
  returnReasonDefinitions: (_root, { args, store }) => reasons(args, store.clock.now()),
  returnableFulfillments: (_root, call) => returnables(call),
  bulkOperations: (_root, call) =>
    page(call, call.store.bulkOperations.values(), { fields: bulkSearch, key: null }),
  currentBulkOperation: (_root, { args, store }) =>
    [...store.bulkOperations.values()].reverse().find((row) => row.type === (args.type ?? "QUERY")) ?? null,
  webhookSubscriptions: (_root, { args, store }) => {
    only(args, `${pageWords} topics uri format`, "webhookSubscriptions");
    const topics = args.topics as string[] | null | undefined;
    const rows = listed(store.webhooks.values(), {
      query: stringOrNull(args.query),
      fields: webhookSearch,
      key: null,
      now: store.clock.now(),
    }).filter((row) => (!topics || topics.includes(row.topic)) && (!args.uri || row.uri === args.uri));
    return connect(rows, { args });
  },
  currentAppInstallation: (_root, call) => installation(call),
  appInstallation: (_root, call) => installation(call),
  customerMergeJobStatus: (_root, { args, store }) => mergeStatus(store.find("Job", String(args.jobId))),
  job: (_root, { args, store }) => store.find("Job", String(args.id)),
  publicApiVersions: (_root) => [{ handle: "2026-10", displayName: "2026-10 (Latest)", supported: true }],
});

function wishOf(args: Args) {
  return { query: stringOrNull(args.query), sortKey: args.sortKey };
}

function customerBy(identifier: Args, customers: Customer[]): Customer | null {
  only(identifier, "id emailAddress phoneNumber", "customerByIdentifier.identifier");
  const fits = (row: Customer) =>
    identifier.id
      ? row.id === identifier.id
      : identifier.emailAddress
        ? row.email?.toLowerCase() === String(identifier.emailAddress).toLowerCase()
        : row.phone === identifier.phoneNumber;
  return customers.find(fits) ?? null;
}

function reasons(args: Args, now: Date) {
  const handles = args.handles as string[] | null | undefined;
  const ids = args.ids as string[] | null | undefined;
  const rows = listed(returnReasons, {
    query: stringOrNull(args.query),
    fields: reasonSearch,
    key: args.sortKey === "NAME" ? (row) => row.name : args.sortKey === "HANDLE" ? (row) => row.handle : null,
    now,
  });
  const fits = rows.filter(
    (row) => (!handles || handles.includes(row.handle)) && (!ids || ids.includes(row.id)),
  );
  return connect(fits, { args });
}

function returnables({ args, store }: Call) {
  const order = store.find("Order", idOf("Order", args.orderId));
  if (!order) return connect([], { args });
  return connect(returnableFulfillments(order), { args });
}

/** Sent parcels with units that may still come back. */
function returnableFulfillments(order: Order) {
  return order.fulfillments
    .filter((parcel) => parcel.status === "SUCCESS")
    .map((parcel) => ({
      id: parcel.id.replace("Fulfillment", "ReturnableFulfillment"),
      fulfillment: parcel,
      lines: parcel.lines
        .map((row) => ({ id: row.id, fulfillmentLineItem: row, quantity: returnableQuantity(order, row) }))
        .filter((row) => row.quantity > 0),
    }))
    .filter((row) => row.lines.length > 0);
}

export const returnableFields = fields<ReturnType<typeof returnableFulfillments>[number]>({
  returnableFulfillmentLineItems: (row, { args }) => connect(row.lines, { args }),
});

function installation({ store, context }: Call) {
  if (context.scopes === null) throw new NotBuilt("An installation without known access scopes");
  const number = store.shop.id.split("/").at(-1);
  return {
    id: `gid://shopify/AppInstallation/${number}`,
    launchUrl: `https://${store.domain}/admin/apps/${context.app}`,
    accessScopes: [...context.scopes].map((handle) => ({ handle, description: handle.replaceAll("_", " ") })),
    activeSubscriptions: [],
    app: {
      id: `gid://shopify/App/${number}`,
      apiKey: context.app,
      handle: context.app,
      title: context.app,
      embedded: true,
    },
  };
}

export const jobFields = fields<Job>({
  query: () => ({}),
  status: (job) => (job.done ? (job.errors.length > 0 ? "FAILED" : "SUCCEEDED") : "STARTED"),
  order: (job, { store }) => store.find("Order", job.orderId),
});
