import { beforeAll, expect, test } from "vitest";
import { onShelf, paidOrder, sampleStore } from "../../seed/sample.ts";
import type { Order } from "../../state/order.ts";
import { clientOf, read } from "../client.ts";
import { loadSchema } from "../schema.ts";

// Read once, outside the time of the first test.
beforeAll(() => void loadSchema());

const money = "shopMoney { amount currencyCode }";
const order = `id subtotalLineItemsQuantity totalPriceSet { ${money} } totalOutstandingSet { ${money} }
  lineItems(first: 5) { nodes { id title quantity editableQuantity variant { id } } }
  addedLineItems(first: 5) { nodes { id title quantity originalUnitPriceSet { ${money} } } }`;
const answer = `calculatedOrder { ${order} } orderEditSession { id } calculatedLineItem { id quantity }
  userErrors { field message }`;
const begin = `mutation($id: ID!) { orderEditBegin(id: $id) { calculatedOrder { ${order} originalOrder { name } }
  orderEditSession { id } userErrors { field message } } }`;
const setQuantity = `mutation($id: ID!, $lineItemId: ID!, $quantity: Int!) {
  orderEditSetQuantity(id: $id, lineItemId: $lineItemId, quantity: $quantity) { ${answer} } }`;
const addVariant = `mutation($id: ID!, $variantId: ID!, $quantity: Int!) {
  orderEditAddVariant(id: $id, variantId: $variantId, quantity: $quantity) { ${answer} } }`;
const addCustom = `mutation($id: ID!, $title: String!, $quantity: Int!, $price: MoneyInput!) {
  orderEditAddCustomItem(id: $id, title: $title, quantity: $quantity, price: $price) { ${answer} } }`;
const commit = `mutation($id: ID!, $notifyCustomer: Boolean) {
  orderEditCommit(id: $id, notifyCustomer: $notifyCustomer, staffNote: "As agreed") {
    order { edited displayFinancialStatus totalPriceSet { ${money} } currentTotalPriceSet { ${money} }
      totalOutstandingSet { ${money} } lineItems(first: 5) { nodes { title quantity currentQuantity } } }
    successMessages userErrors { field message } } }`;

const euro = (amount: string) => ({ shopMoney: { amount, currencyCode: "EUR" } });

async function opened() {
  const store = sampleStore();
  const sold = paidOrder(store);
  const ask = clientOf(store);
  const id = String(await read(ask(begin, { id: sold.id }), "orderEditBegin.calculatedOrder.id"));
  const [line] = sold.lines;
  const lineItemId = (line?.id ?? "").replace("LineItem", "CalculatedLineItem");
  return { store, sold, ask, id, lineItemId };
}

test("an edit is begun, staged and committed as Shopify does it", async () => {
  const { store, ask, id, lineItemId } = await opened();
  const less = await read(ask(setQuantity, { id, lineItemId, quantity: 1 }), "orderEditSetQuantity");
  expect(less).toMatchObject({
    calculatedOrder: { id, subtotalLineItemsQuantity: 2, totalPriceSet: euro("127.9") },
    orderEditSession: { id: id.replace("CalculatedOrder", "OrderEditSession") },
    calculatedLineItem: { id: lineItemId, quantity: 1 },
    userErrors: [],
  });
  const more = await read(
    ask(addVariant, { id, variantId: onShelf(store, "Candle", 11.9), quantity: 2 }),
    "orderEditAddVariant",
  );
  expect(more).toMatchObject({
    calculatedOrder: {
      totalPriceSet: euro("151.7"),
      totalOutstandingSet: euro("-65.2"),
      lineItems: {
        nodes: [
          { quantity: 1, editableQuantity: 1 },
          { quantity: 1, editableQuantity: 1 },
        ],
      },
      addedLineItems: { nodes: [{ title: "Candle", quantity: 2, originalUnitPriceSet: euro("11.9") }] },
    },
  });
  expect(await read(ask(commit, { id, notifyCustomer: true }), "orderEditCommit")).toEqual({
    order: {
      edited: true,
      displayFinancialStatus: "PAID",
      totalPriceSet: euro("240.7"),
      currentTotalPriceSet: euro("151.7"),
      totalOutstandingSet: euro("-65.2"),
      lineItems: {
        nodes: [
          { title: "Linen throw", quantity: 2, currentQuantity: 1 },
          { title: "Ceramic pot", quantity: 1, currentQuantity: 1 },
          { title: "Candle", quantity: 2, currentQuantity: 2 },
        ],
      },
    },
    successMessages: ["Order updated", "Notification sent"],
    userErrors: [],
  });
  expect(await read(ask(commit, { id }), "orderEditCommit.userErrors.0.field")).toEqual(["id"]);
  const over = `{ node(id: "${id}") { ... on CalculatedOrder { committed totalPriceSet { ${money} } } } }`;
  expect(await read(ask(over), "node")).toEqual({ committed: true, totalPriceSet: euro("151.7") });
});

test("a line that is only staged can be changed and dropped again", async () => {
  const { ask, id } = await opened();
  const price = { amount: "5.00", currencyCode: "EUR" };
  const added = ask(addCustom, { id, title: "Gift wrap", quantity: 1, price });
  const lineItemId = await read(added, "orderEditAddCustomItem.calculatedLineItem.id");
  expect(lineItemId).toMatch(/CalculatedLineItem\/[0-9a-f]{8}-/);
  const three = ask(setQuantity, { id, lineItemId, quantity: 3 });
  expect(await read(three, "orderEditSetQuantity.calculatedOrder.totalPriceSet")).toEqual(euro("231.9"));
  const none = ask(setQuantity, { id, lineItemId, quantity: 0 });
  expect(await read(none, "orderEditSetQuantity.calculatedOrder.addedLineItems.nodes")).toEqual([]);
});

type Refusal = [mutation: string, change: Record<string, unknown>, field: string[], message: string];
const gift = { title: "Gift wrap", quantity: 1, price: { amount: "1.00", currencyCode: "EUR" } };
const nobody = "gid://shopify/CalculatedOrder/999";
const refusals: Refusal[] = [
  [setQuantity, { id: nobody, quantity: 1 }, ["id"], "The calculated order does not exist."],
  [commit, { id: nobody }, ["id"], "The calculated order does not exist."],
  [setQuantity, { quantity: -1 }, ["quantity"], "must be greater than or equal to 0"],
  [addVariant, { quantity: 0 }, ["quantity"], "must be greater than 0"],
  [addVariant, { quantity: 1 }, ["id"], "Candle was not added because it's already on the order."],
  [addCustom, { ...gift, title: "" }, ["title"], "can't be blank"],
  [addCustom, { ...gift, title: "x".repeat(256) }, ["title"], "is too long (maximum is 255 characters)"],
  [addCustom, { ...gift, quantity: 0 }, ["quantity"], "must be greater than 0"],
  [
    addCustom,
    { ...gift, price: { amount: "-5.00", currencyCode: "EUR" } },
    ["price", "amount"],
    "must be greater than or equal to 0",
  ],
  [
    addCustom,
    { ...gift, price: { amount: "1.00", currencyCode: "USD" } },
    ["price", "amount"],
    "Currency must be EUR.",
  ],
];

test.each(refusals)("refused as a live store was recorded to: %#", async (...[mutation, change, ...told]) => {
  const { store, ask, id, lineItemId } = await opened();
  const variantId = onShelf(store, "Candle", 11.9);
  await ask(addVariant, { id, variantId, quantity: 1 });
  const before = JSON.stringify([...store.orderEdits.values()]);
  const known: Record<string, unknown> = { id, lineItemId, variantId, ...change };
  const needed = Object.entries(known).filter(([name]) => mutation.includes(`$${name}:`));
  const { data } = await ask(mutation, Object.fromEntries(needed));
  const [answered] = Object.values(data ?? {}) as { userErrors: unknown; calculatedOrder?: null }[];
  expect(answered?.userErrors).toEqual([{ field: told[0], message: told[1] }]);
  expect(answered?.calculatedOrder ?? null).toBeNull();
  expect(JSON.stringify([...store.orderEdits.values()])).toBe(before);
});

test("an order that is not there cannot be edited", async () => {
  const asked = clientOf(sampleStore())(begin, { id: "gid://shopify/Order/0" });
  const refusal = { field: ["id"], message: "The order does not exist." };
  expect(await read(asked, "orderEditBegin.userErrors")).toEqual([refusal]);
});

test("two customers are merged by a job that can be asked how far it is", async () => {
  const store = sampleStore();
  const ask = clientOf(store);
  const made = (email: string) =>
    read(
      ask(`mutation { customerCreate(input: { email: "${email}" }) { customer { id } } }`),
      "customerCreate.customer.id",
    );
  const [one, two] = [await made("a@example.com"), await made("b@example.com")];
  const sold: Order = paidOrder(store, { customerId: String(one) });
  const merge = `mutation($one: ID!, $two: ID!) { customerMerge(customerOneId: $one, customerTwoId: $two) {
    resultingCustomerId job { id done } userErrors { code field message } } }`;
  const status = `query($id: ID!) { customerMergeJobStatus(jobId: $id) { status resultingCustomerId } }`;
  const begun = (await read(ask(merge, { one, two }), "customerMerge")) as { job: { id: string } };
  expect(begun).toMatchObject({ resultingCustomerId: two, job: { done: false }, userErrors: [] });
  await store.settle();
  expect(await read(ask(status, { id: begun.job.id }), "customerMergeJobStatus")).toEqual({
    status: "COMPLETED",
    resultingCustomerId: two,
  });
  expect(sold.customerId).toBe(two);
  const unknown = await read(ask(merge, { one, two }), "customerMerge.userErrors.0");
  const message = `Customer does not exist with ID ${String(one).split("/").at(-1) ?? ""}`;
  expect(unknown).toEqual({ code: "INVALID_CUSTOMER_ID", field: ["customerOneId"], message });
});
