import { describe, expect, test } from "vitest";
import { deliveredOrder, paidOrder, sampleStore } from "../seed/sample.ts";
import { clientOf, read } from "./client.ts";
import { handleGraphql } from "./handle.ts";

describe("what is not built", () => {
  test("a field is named in an error, never answered with null", async () => {
    const store = sampleStore();
    paidOrder(store);
    const { errors } = await clientOf(store)("{ orders(first: 1) { nodes { id publication { id } } } }");
    expect(errors?.[0]?.message).toBe("Order.publication is not built in the stand-in store yet");
  });

  test("a mutation is named, and so is an input it would have to drop", async () => {
    const store = sampleStore();
    const ask = clientOf(store);
    const one = await ask(
      `mutation { draftOrderDelete(input: { id: "gid://shopify/DraftOrder/1" }) { deletedId } }`,
    );
    expect(one.errors?.[0]?.message).toBe("Mutation.draftOrderDelete is not built in the stand-in store yet");
    const order = paidOrder(store);
    const two = await ask(`mutation($input: OrderInput!) { orderUpdate(input: $input) { order { id } } }`, {
      input: { id: order.id, metafields: [{ key: "a", value: "b" }] },
    });
    expect(two.errors?.[0]?.message).toContain("orderUpdate.input.metafields");
  });

  test("a search field nobody knows is named", async () => {
    const { errors } = await clientOf(sampleStore())(
      `{ orders(first: 1, query: "colour:red") { nodes { id } } }`,
    );
    expect(errors?.[0]?.message).toBe(
      "The search field colour of orders is not built in the stand-in store yet",
    );
  });
});

describe("mistakes in a query are told in Shopify's words", () => {
  const cases: [string, string, string][] = [
    ["{ shop { colour } }", "Field 'colour' doesn't exist on type 'Shop'", "undefinedField"],
    ["{ order { id } }", "Field 'order' is missing required arguments: id", "missingRequiredArguments"],
    [
      "{ orders(size: 1, first: 1) { nodes { id } } }",
      "Field 'orders' doesn't accept argument 'size'",
      "argumentNotAccepted",
    ],
    ["query Q($x: ID) { shop { name } }", "Variable $x is declared by Q but not used", "variableNotUsed"],
  ];
  test.each(cases)("%s", async (query, message, code) => {
    const { errors } = await clientOf(sampleStore())(query);
    expect(errors).toMatchObject([{ message, extensions: { code } }]);
  });

  test("a missing variable, a wrong enum and an amount that is none", async () => {
    const ask = clientOf(sampleStore());
    const missing = await ask("query($id: ID!) { order(id: $id) { id } }");
    expect(missing.errors?.[0]).toMatchObject({
      message: "Variable $id of type ID! was provided invalid value",
      extensions: {
        code: "INVALID_VARIABLE",
        problems: [{ path: [], explanation: "Expected value to not be null" }],
      },
    });
    const key = await ask("query($k: OrderSortKeys) { orders(first: 1, sortKey: $k) { nodes { id } } }", {
      k: "COLOUR",
    });
    expect(key.errors?.[0]?.message).toContain("was provided invalid value");
    const input = {
      orderId: "gid://shopify/Order/1",
      transactions: [{ amount: "1,50", gateway: "x", kind: "REFUND", orderId: "x" }],
    };
    const money = await ask(
      `mutation($input: RefundInput!) { refundCreate(input: $input) @idempotent(key: "k") { order { id } } }`,
      { input },
    );
    expect(money.errors?.[0]?.message).toContain("transactions.0.amount (invalid decimal '1,50')");
  });

  test("no query at all", async () => {
    const answer = await handleGraphql(sampleStore(), { body: "{}" });
    expect(JSON.parse(answer.body)).toEqual({ errors: "Required parameter missing or invalid" });
  });
});

describe("scopes", () => {
  test("without read_returns an order's returns are denied, with write_returns they show", async () => {
    const store = sampleStore();
    const order = deliveredOrder(store);
    const query = "query($id: ID!) { order(id: $id) { returns(first: 1) { nodes { id } } } }";
    const denied = await clientOf(store, { accessScopes: ["read_orders"] })(query, { id: order.id });
    expect(denied.errors?.[0]).toMatchObject({
      path: ["order", "returns"],
      extensions: { code: "ACCESS_DENIED" },
    });
    const closed = await clientOf(store, { accessScopes: ["read_orders"] })(
      '{ return(id: "gid://shopify/Return/1") { id } }',
    );
    expect(closed.errors?.[0]).toMatchObject({ extensions: { code: "ACCESS_DENIED" } });
    const granted = await clientOf(store, { accessScopes: ["write_returns"] })(
      '{ return(id: "gid://shopify/Return/1") { id } }',
    );
    expect(granted).toMatchObject({ data: { return: null } });
  });

  test("a refund needs write_orders, a product read_products", async () => {
    const store = sampleStore();
    const ask = clientOf(store, { accessScopes: ["read_orders"] });
    const refund = await ask(
      `mutation { refundCreate(input: { orderId: "gid://shopify/Order/1" }) @idempotent(key: "k") { userErrors { message } } }`,
    );
    expect(refund.errors?.[0]?.extensions?.code).toBe("ACCESS_DENIED");
    const product = await ask(`{ product(id: "gid://shopify/Product/1") { id } }`);
    expect(product.errors?.[0]?.extensions?.code).toBe("ACCESS_DENIED");
  });

  test("an installation knows what it was granted", async () => {
    const ask = clientOf(sampleStore(), { accessScopes: ["read_orders"], app: "goodturn" });
    const scopes = await read(
      ask("{ currentAppInstallation { accessScopes { handle } } }"),
      "currentAppInstallation.accessScopes",
    );
    expect(scopes).toEqual([{ handle: "read_orders" }]);
  });
});

describe("ids", () => {
  test("an id of another kind is an error, an unknown one is null", async () => {
    const ask = clientOf(sampleStore());
    const wrong = await ask(`{ order(id: "gid://shopify/Customer/1") { id } }`);
    expect(wrong.errors?.[0]).toMatchObject({
      message: "Invalid id: gid://shopify/Customer/1",
      path: ["order"],
    });
    expect(await ask(`{ order(id: "gid://shopify/Order/1") { id } }`)).toMatchObject({
      data: { order: null },
    });
  });

  test("two shops in one process never share an id, nor find each other's", async () => {
    const [one, two] = [sampleStore(), sampleStore({ domain: "other.myshopify.com" })];
    const mine = paidOrder(one);
    const theirs = paidOrder(two);
    expect(mine.id).not.toBe(theirs.id);
    const query = "query($id: ID!) { order(id: $id) { id } node(id: $id) { id } }";
    expect(await clientOf(two)(query, { id: mine.id })).toMatchObject({ data: { order: null, node: null } });
  });
});

test("money is told in both currencies, with the decimals of each", async () => {
  const store = sampleStore();
  const order = paidOrder(store, { currencies: { shop: "EUR", presentment: "JPY", rate: 160 } });
  const query =
    "query($id: ID!) { order(id: $id) { totalPriceSet { shopMoney { amount } presentmentMoney { amount currencyCode } } } }";
  const total = await read(clientOf(store)(query, { id: order.id }), "order.totalPriceSet");
  expect(total).toEqual({
    shopMoney: { amount: "216.9" },
    presentmentMoney: { amount: "34704.0", currencyCode: "JPY" },
  });
});
