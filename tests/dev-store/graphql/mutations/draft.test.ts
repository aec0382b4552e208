import { beforeAll, expect, test } from "vitest";
import { onShelf, sampleStore } from "../../seed/sample.ts";
import { clientOf, read } from "../client.ts";
import { handleGraphql } from "../handle.ts";
import { loadSchema } from "../schema.ts";

// Read once, outside the time of the first test.
beforeAll(() => void loadSchema());

const draft = `id name status invoiceUrl email tags totalPriceSet { shopMoney { amount } }
  appliedDiscount { value valueType amountSet { shopMoney { amount } } }
  shippingLine { title custom originalPriceSet { shopMoney { amount } } }
  lineItems(first: 2) { nodes { title custom quantity variant { id } originalUnitPriceSet { shopMoney { amount } }
    discountedTotalSet { shopMoney { amount } } } }`;
const create = `mutation($input: DraftOrderInput!) { draftOrderCreate(input: $input) {
  draftOrder { ${draft} } userErrors { field message } } }`;
const complete = `mutation($id: ID!) { draftOrderComplete(id: $id) { draftOrder { status
  order { name tags displayFinancialStatus totalPriceSet { shopMoney { amount } }
    metafield(key: "return") { namespace value } shippingAddress { city }
    fulfillmentOrders(first: 1) { nodes { status } } } } userErrors { field message } } }`;
const send = `mutation($id: ID!) { draftOrderInvoiceSend(id: $id) { draftOrder { status } userErrors { field message } } }`;

const amount = (text: string) => ({ shopMoney: { amount: text } });

function replacement() {
  const store = sampleStore();
  const variantId = onShelf(store, "Lamp", 40);
  const input = {
    email: "noor@example.com",
    tags: ["replacement"],
    lineItems: [{ variantId, quantity: 1 }],
    appliedDiscount: { title: "Replacement", value: 100, valueType: "PERCENTAGE" },
    shippingAddress: { city: "Berlin", countryCode: "DE" },
    shippingLine: { title: "Free", priceWithCurrency: { amount: "0.00", currencyCode: "EUR" } },
    metafields: [{ key: "return", value: "R1", type: "single_line_text_field" }],
  };
  return { store, variantId, input, ask: clientOf(store) };
}

test("a replacement at no price is drafted, then made", async () => {
  const { ask, input, variantId } = replacement();
  const made = (await read(ask(create, { input }), "draftOrderCreate.draftOrder")) as { id: string };
  expect(made).toMatchObject({
    ...{ name: "#D1", status: "OPEN", tags: ["replacement"], totalPriceSet: amount("0.0") },
    appliedDiscount: { value: 100, valueType: "PERCENTAGE", amountSet: amount("40.0") },
    shippingLine: { title: "Free", custom: true, originalPriceSet: amount("0.0") },
    lineItems: {
      nodes: [{ title: "Lamp", custom: false, quantity: 1, variant: { id: variantId } }],
    },
  });
  expect(await read(ask(complete, { id: made.id }), "draftOrderComplete")).toEqual({
    draftOrder: {
      status: "COMPLETED",
      order: {
        ...{ name: "#1001", tags: ["replacement"], displayFinancialStatus: "PAID" },
        totalPriceSet: amount("0.0"),
        metafield: { namespace: "$app", value: "R1" },
        shippingAddress: { city: "Berlin" },
        fulfillmentOrders: { nodes: [{ status: "OPEN" }] },
      },
    },
    userErrors: [],
  });
});

test("a variant that is gone and a draft that never was are told as a live store tells them", async () => {
  const { ask, input } = replacement();
  const lineItems = [{ variantId: "gid://shopify/ProductVariant/404", quantity: 1 }];
  expect(await read(ask(create, { input: { ...input, lineItems } }), "draftOrderCreate.userErrors")).toEqual([
    { field: null, message: "Product with ID 404 is no longer available." },
  ]);
  const id = "gid://shopify/DraftOrder/404";
  expect(await read(ask(send, { id }), "draftOrderInvoiceSend")).toEqual({
    draftOrder: null,
    userErrors: [{ field: null, message: "Draft order not found" }],
  });
});

test("drafts need their own scope", async () => {
  const { store, input } = replacement();
  const ask = clientOf(store, { accessScopes: ["write_orders"] });
  expect((await ask(create, { input })).errors?.[0]?.extensions?.code).toBe("ACCESS_DENIED");
  expect(store.drafts.size).toBe(0);
});

test("sent by mail, the draft says so", async () => {
  const { ask, input } = replacement();
  const id = await read(ask(create, { input }), "draftOrderCreate.draftOrder.id");
  expect(await read(ask(send, { id }), "draftOrderInvoiceSend.draftOrder.status")).toBe("INVOICE_SENT");
});

test("an answer lost on its way leaves one order, which the draft names", async () => {
  const { store, ask, input } = replacement();
  const id = await read(ask(create, { input }), "draftOrderCreate.draftOrder.id");
  store.faults.push({ kind: "drop-after-commit", match: "draftOrderComplete" });
  const body = JSON.stringify({ query: complete, variables: { id } });
  expect((await handleGraphql(store, { body })).connection).toBe("drop");
  expect(await read(ask(complete, { id }), "draftOrderComplete.userErrors")).toHaveLength(1);
  const named = ask(`query($id: ID!) { draftOrder(id: $id) { status order { name } } }`, { id });
  expect(await read(named, "draftOrder")).toEqual({ status: "COMPLETED", order: { name: "#1001" } });
  expect(store.orders.size).toBe(1);
});
