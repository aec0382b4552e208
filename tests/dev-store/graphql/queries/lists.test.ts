import { describe, expect, test } from "vitest";
import { addTags } from "../../acts/edit.ts";
import { fulfil } from "../../acts/ship.ts";
import { deliveredOrder, paidOrder, sampleStore } from "../../seed/sample.ts";
import { clientOf, read } from "../client.ts";

const page = `query Page($first: Int, $last: Int, $after: String, $before: String, $reverse: Boolean, $query: String, $sortKey: OrderSortKeys) {
  orders(first: $first, last: $last, after: $after, before: $before, reverse: $reverse, query: $query, sortKey: $sortKey) {
    nodes { name } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

type Page = {
  nodes: { name: string }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
};

function shopOf(orders: number) {
  const store = sampleStore();
  for (let index = 0; index < orders; index += 1) {
    store.time = new Date(store.time.getTime() + 1000);
    paidOrder(store, { email: `shopper${index}@example.com` });
  }
  const ask = async (variables: Record<string, unknown>) =>
    (await read(clientOf(store)(page, variables), "orders")) as Page;
  const names = async (query: string) =>
    (await ask({ first: 50, query, sortKey: "ID" })).nodes.map((row) => row.name);
  return { store, ask, names, orders: [...store.orders.values()] };
}

describe("pages", () => {
  test("walking forward sees every row once, walking back too", async () => {
    const { ask } = shopOf(7);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const found: Page = await ask({ first: 3, after });
      seen.push(...found.nodes.map((row) => row.name));
      after = found.pageInfo.hasNextPage ? found.pageInfo.endCursor : null;
    } while (after);
    expect(seen).toEqual(["#1001", "#1002", "#1003", "#1004", "#1005", "#1006", "#1007"]);
    const end = await ask({ last: 3 });
    expect(end.nodes.map((row) => row.name)).toEqual(["#1005", "#1006", "#1007"]);
    const middle = await ask({ last: 3, before: end.pageInfo.startCursor });
    expect(middle.nodes.map((row) => row.name)).toEqual(["#1002", "#1003", "#1004"]);
    expect(middle.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
  });

  test("a new row before the cursor does not shift the next page", async () => {
    const { ask, store } = shopOf(4);
    const first = await ask({ first: 2, reverse: true });
    paidOrder(store);
    const second = await ask({ first: 2, reverse: true, after: first.pageInfo.endCursor });
    expect(second.nodes.map((row) => row.name)).toEqual(["#1002", "#1001"]);
  });

  test("no size, too big a size and a strange cursor are errors", async () => {
    const ask = clientOf(shopOf(1).store);
    for (const variables of [{}, { first: 251 }, { first: 1, after: "nonsense" }])
      expect((await ask(page, variables)).errors).toHaveLength(1);
  });
});

describe("searching orders", () => {
  test("by name, with or without the number sign, by email and by id", async () => {
    const { names, orders } = shopOf(3);
    expect(await names("name:#1002")).toEqual(["#1002"]);
    expect(await names("name:1002")).toEqual(["#1002"]);
    expect(await names("email:shopper2@example.com")).toEqual(["#1003"]);
    expect(await names(`id:${orders[0]?.id.split("/").at(-1)}`)).toEqual(["#1001"]);
  });

  test("by time of change, so that a sync can go on where it stopped", async () => {
    const { names, orders, store } = shopOf(3);
    const since = orders[2]?.updatedAt ?? "";
    store.time = new Date(store.time.getTime() + 60_000);
    addTags(store, orders[0] ?? paidOrder(store), ["seen"]);
    expect(await names(`updated_at:>'${since}'`)).toEqual(["#1001"]);
    expect(await names(`updated_at:>=${since}`)).toEqual(["#1001", "#1003"]);
  });

  test("by status of money, goods and archive", async () => {
    const { names, orders, store } = shopOf(3);
    if (orders[1]) fulfil(store, orders[1]);
    expect(await names("fulfillment_status:shipped")).toEqual(["#1002"]);
    expect(await names("financial_status:paid AND -fulfillment_status:fulfilled")).toEqual([
      "#1001",
      "#1003",
    ]);
    expect(await names("status:open")).toHaveLength(3);
    expect(await names("status:cancelled")).toEqual([]);
  });

  test("with OR, NOT, brackets, quotes, prefixes and plain words", async () => {
    const { names, orders, store } = shopOf(3);
    if (orders[0]) addTags(store, orders[0], ["late parcel"]);
    expect(await names("name:1001 OR name:1003")).toEqual(["#1001", "#1003"]);
    expect(await names("(name:1001 OR name:1003) NOT tag:'late parcel'")).toEqual(["#1003"]);
    expect(await names('tag:"late*"')).toEqual(["#1001"]);
    expect(await names("shopper1")).toEqual(["#1002"]);
    expect(await names("  ")).toHaveLength(3);
  });
});

test("lines that may come back are those sent and not yet in a return", async () => {
  const store = sampleStore();
  const order = deliveredOrder(store);
  const query = `query($id: ID!) { returnableFulfillments(orderId: $id, first: 5) { nodes {
    returnableFulfillmentLineItems(first: 5) { nodes { quantity fulfillmentLineItem { lineItem { title } } } } } } }`;
  const rows = await read(
    clientOf(store)(query, { id: order.id }),
    "returnableFulfillments.nodes.0.returnableFulfillmentLineItems.nodes",
  );
  expect(rows).toEqual([
    { quantity: 2, fulfillmentLineItem: { lineItem: { title: "Linen throw" } } },
    { quantity: 1, fulfillmentLineItem: { lineItem: { title: "Ceramic pot" } } },
  ]);
});
