import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A shop's bulk file, made up as it is read: so many orders, each with its lines after it. */
export type BulkFile = { readonly url: string; readonly close: () => Promise<void> };

const at = "2026-11-01T10:00:00Z";
const amount = (minor: number) => ({ amount: (minor / 100).toFixed(2), currencyCode: "EUR" });
const set = (minor: number) => ({ shopMoney: amount(minor), presentmentMoney: amount(minor) });

function customerOf(number: number) {
  const id = `gid://shopify/Customer/${1 + (number % 5_000)}`;
  return {
    id,
    displayName: `Shopper ${number % 5_000}`,
    tags: [],
    numberOfOrders: "3",
    amountSpent: amount(4_200),
    createdAt: at,
    updatedAt: at,
  };
}

const address = {
  name: "Noor Haddad",
  address1: "Lindenstraße 1",
  zip: "10969",
  city: "Berlin",
  countryCodeV2: "DE",
};

/** What every order of the file has alike. */
const alike = {
  processedAt: at,
  updatedAt: at,
  displayFinancialStatus: "PAID",
  displayFulfillmentStatus: "FULFILLED",
  returnStatus: "NO_RETURN",
  totalPriceSet: set(9_000),
  totalShippingPriceSet: set(490),
  totalRefundedSet: set(0),
  subtotalPriceSet: set(8_510),
  totalTaxSet: set(1_437),
  totalDiscountsSet: set(0),
  tags: ["gift"],
  taxesIncluded: true,
  discountCodes: [],
  shippingAddress: address,
  billingAddress: address,
  refunds: [],
};
const shirt = {
  title: "Linen shirt",
  quantity: 1,
  currentQuantity: 1,
  refundableQuantity: 1,
  unfulfilledQuantity: 0,
  requiresShipping: true,
  product: { id: "gid://shopify/Product/1", tags: ["linen"] },
  originalUnitPriceSet: set(4_255),
  discountAllocations: [],
  taxLines: [{ priceSet: set(718) }],
};
const sale = {
  kind: "SALE",
  status: "SUCCESS",
  gateway: "shopify_payments",
  processedAt: at,
  amountSet: set(9_000),
};
const sent = { status: "SUCCESS", createdAt: at, updatedAt: at };

/** The text of one order: its root, then its lines. */
function order(number: number): string {
  const gid = (kind: string, own: number | string = number) => `gid://shopify/${kind}/${own}`;
  const id = gid("Order");
  const root = {
    ...alike,
    id,
    name: `#${number}`,
    email: `shopper${number % 5_000}@example.com`,
    note: `Note of ${number}\twith a tab`,
    customer: customerOf(number),
    transactions: [{ ...sale, id: gid("OrderTransaction") }],
    fulfillments: [
      {
        ...sent,
        id: gid("Fulfillment"),
        name: `#${number}-F1`,
        trackingInfo: [{ company: "DHL", number: `0034${number}` }],
      },
    ],
  };
  const lines = [1, 2].map((position) => ({
    ...shirt,
    id: gid("LineItem", `${number}${position}`),
    __parentId: id,
  }));
  return [root, ...lines].map((row) => `${JSON.stringify(row)}\n`).join("");
}

/** Serves it, from any byte on, as Shopify's storage does; what lies before is made up again and thrown away. */
export async function serveBulk(orders: number): Promise<BulkFile> {
  const server = createServer((request, response) => {
    let skip = Number(/bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
    let number = 0;
    response.writeHead(skip > 0 ? 206 : 200, { "content-type": "application/jsonl" });
    const more = () => {
      while (number < orders) {
        const text = Buffer.from(order((number += 1)));
        const rest = text.subarray(Math.min(skip, text.length));
        skip -= text.length - rest.length;
        if (rest.length > 0 && !response.write(rest)) return void response.once("drain", more);
      }
      response.end();
    };
    more();
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const close = () => {
    server.closeAllConnections();
    return new Promise<void>((done) => server.close(() => done()));
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/bulk.jsonl`,
    close,
  };
}
