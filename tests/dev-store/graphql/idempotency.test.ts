import { describe, expect, test } from "vitest";
import type { Order } from "../state/order.ts";
import { paidOrder, sampleStore } from "../seed/sample.ts";
import { clientOf } from "./client.ts";

const mutation = `mutation Refund($input: RefundInput!, $key: String!) {
  refundCreate(input: $input) @idempotent(key: $key) { refund { id } order { id } userErrors { field message } }
}`;

function inputFor(order: Order, amount: string) {
  const parentId = order.transactions[0]?.id;
  return {
    orderId: order.id,
    transactions: [{ amount, gateway: "shopify_payments", kind: "REFUND", orderId: order.id, parentId }],
  };
}

const refunds = (order: Order) => order.transactions.filter((row) => row.kind === "REFUND").length;

describe("a refund", () => {
  test("without a key is refused before anything happens", async () => {
    const store = sampleStore();
    const order = paidOrder(store);
    const query = mutation.replace("@idempotent(key: $key)", "").replace(", $key: String!", "");
    const { errors } = await clientOf(store)(query, { input: inputFor(order, "5") });
    expect(errors).toMatchObject([
      {
        message: "The @idempotent directive is required for this mutation but was not provided.",
        extensions: { code: "BAD_REQUEST" },
      },
    ]);
    expect(refunds(order)).toBe(0);
  });

  test("asked again with the same key pays once and answers the same refund", async () => {
    const store = sampleStore();
    const order = paidOrder(store);
    const ask = clientOf(store);
    const first = await ask(mutation, { input: inputFor(order, "5"), key: "k1" });
    const again = await ask(mutation, { input: inputFor(order, "5"), key: "k1" });
    expect(again.data).toEqual(first.data);
    expect(refunds(order)).toBe(1);
  });

  test("with the same key but another amount is an error and pays nothing", async () => {
    const store = sampleStore();
    const order = paidOrder(store);
    const ask = clientOf(store);
    await ask(mutation, { input: inputFor(order, "5"), key: "k1" });
    const other = await ask(mutation, { input: inputFor(order, "6"), key: "k1" });
    expect(other.data).toMatchObject({
      refundCreate: {
        refund: null,
        userErrors: [
          { message: "The same idempotency key cannot be used with different operation parameters." },
        ],
      },
    });
    expect(refunds(order)).toBe(1);
  });

  test("two hundred at once with one key pay once", async () => {
    const store = sampleStore({ throttle: { maximum: 10_000, restoreRate: 100 } });
    const order = paidOrder(store);
    const ask = clientOf(store);
    const replies = await Promise.all(
      Array.from({ length: 200 }, () => ask(mutation, { input: inputFor(order, "5"), key: "k1" })),
    );
    expect(refunds(order)).toBe(1);
    expect(JSON.stringify(replies)).toContain("This request is currently in progress, please try again.");
  });

  test("may be paid again under the same key a day later, as Shopify forgets", async () => {
    const store = sampleStore();
    const order = paidOrder(store);
    const ask = clientOf(store);
    await ask(mutation, { input: inputFor(order, "5"), key: "k1" });
    store.time = new Date(store.time.getTime() + 25 * 3_600_000);
    await ask(mutation, { input: inputFor(order, "5"), key: "k1" });
    expect(refunds(order)).toBe(2);
  });

  test("keys belong to an app", async () => {
    const store = sampleStore();
    const order = paidOrder(store);
    for (const app of ["one", "two"])
      await clientOf(store, { app })(mutation, { input: inputFor(order, "5"), key: "k1" });
    expect(refunds(order)).toBe(2);
  });
});

test("a mutation that knows no keys says so", async () => {
  const { errors } = await clientOf(sampleStore())(
    `mutation { returnClose(id: "gid://shopify/Return/1") @idempotent(key: "k") { userErrors { message } } }`,
  );
  expect(errors?.[0]?.extensions?.code).toBe("BAD_REQUEST");
});
