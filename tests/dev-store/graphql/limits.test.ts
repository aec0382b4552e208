import { describe, expect, test } from "vitest";
import type { Fault } from "../state/fault.ts";
import { paidOrder, sampleStore } from "../seed/sample.ts";
import { clientOf } from "./client.ts";
import { handleGraphql } from "./handle.ts";

const small = "{ orders(first: 10) { nodes { id } } }";

describe("cost", () => {
  test("is what Shopify asks: 2 for a list, and its nodes on a logarithmic scale", async () => {
    const { extensions } = await clientOf(sampleStore())(small);
    expect(extensions?.cost.requestedQueryCost).toBe(6);
  });

  test("what a short page did not need comes back", async () => {
    const store = sampleStore({ throttle: { maximum: 2000, restoreRate: 0 } });
    paidOrder(store);
    const { extensions } = await clientOf(store)(small);
    expect(extensions?.cost).toMatchObject({
      actualQueryCost: 3,
      throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 1997, restoreRate: 0 },
    });
  });

  test("a query above 1000 points is refused whatever the bucket holds", async () => {
    const query =
      "{ orders(first: 250) { nodes { lineItems(first: 250) { nodes { taxLines { title } variant { product { id } } } } } } }";
    const deep = query.replace(
      "orders(first: 250) { nodes {",
      "orders(first: 250) { nodes { a: returns(first: 250) { nodes { returnLineItems(first: 250) { nodes { id } } } }",
    );
    const { errors } = await clientOf(sampleStore())(deep);
    expect(errors?.[0]?.extensions).toMatchObject({ code: "MAX_COST_EXCEEDED", maxCost: 1000 });
  });
});

describe("the bucket", () => {
  test("runs empty, says so with status 200, and fills again by the second", async () => {
    const store = sampleStore({ throttle: { maximum: 13, restoreRate: 10 } });
    const ask = clientOf(store);
    const replies = await Promise.all([ask(small), ask(small), ask(small)]);
    const throttled = replies.filter((reply) => reply.errors?.[0]?.extensions?.code === "THROTTLED");
    expect(throttled.length).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect((await ask(small)).errors).toBeUndefined();
  });

  test("is each app's own", async () => {
    const store = sampleStore({ throttle: { maximum: 7, restoreRate: 0 } });
    const first = await clientOf(store, { app: "one" })(small);
    const second = await clientOf(store, { app: "two" })(small);
    expect([first.errors, second.errors]).toEqual([undefined, undefined]);
  });
});

describe("faults", () => {
  const call = (fault: Fault) => {
    const store = sampleStore();
    const order = paidOrder(store);
    store.faults.push(fault);
    const query = `mutation { tagsAdd(id: "${order.id}", tags: ["seen"]) { userErrors { message } } }`;
    return { store, order, answer: () => handleGraphql(store, { body: JSON.stringify({ query }) }) };
  };

  test("429 says when to come back, in seconds with a decimal", async () => {
    const answer = await call({ kind: "too-many-requests", retryAfter: 3 }).answer();
    expect([answer.status, answer.headers["retry-after"]]).toEqual([429, "3.0"]);
  });

  test("a connection dropped before the work leaves nothing done, one dropped after has it done", async () => {
    const before = call({ kind: "drop-before-commit" });
    expect([(await before.answer()).connection, before.order.tags]).toEqual(["drop", []]);
    const after = call({ kind: "drop-after-commit" });
    expect([(await after.answer()).connection, after.order.tags]).toEqual(["drop", ["seen"]]);
  });

  test("errors of the server, web pages, half answers and throttling come as told", async () => {
    expect((await call({ kind: "server-error", status: 502 }).answer()).status).toBe(502);
    expect((await call({ kind: "html" }).answer()).headers["content-type"]).toContain("text/html");
    expect((await call({ kind: "truncated" }).answer()).connection).toBe("truncate");
    expect((await call({ kind: "throttled" }).answer()).body).toContain("THROTTLED");
  });

  test("a fault waits for the call it is meant for, and comes as often as told", async () => {
    const { answer } = call({ kind: "server-error", match: "refundCreate" });
    expect((await answer()).status).toBe(200);
    const twice = call({ kind: "server-error", match: "tagsAdd", times: 2 });
    const statuses = [await twice.answer(), await twice.answer(), await twice.answer()].map(
      ({ status }) => status,
    );
    expect(statuses).toEqual([500, 500, 200]);
  });
});
