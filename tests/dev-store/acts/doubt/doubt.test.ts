import { expect, test } from "vitest";
import { clientOf, read } from "../../graphql/client.ts";
import { payloadOf } from "../../payloads/payload.ts";
import { deliveredOrder, paidOrder, sampleStore, topicsOf } from "../../seed/sample.ts";
import { financialStatus } from "../../state/status.ts";
import type { StoreEvent } from "../../store.ts";
import { createStore } from "../../store.ts";
import { createRefund } from "../pay-back.ts";
import { placeOrder } from "../place.ts";
import { assessRisk } from "./assess.ts";
import { answerDispute, endDispute, openDispute } from "./dispute.ts";

test("a chargeback asks for what is left of the payment, once, and moves no money", () => {
  const store = sampleStore();
  const order = paidOrder(store);
  const parentId = order.transactions[0]?.id ?? null;
  createRefund(store, order, { transactions: [{ parentId, amount: { minor: 1690, currency: "EUR" } }] });
  const { value } = openDispute(store, order, "PRODUCT_NOT_RECEIVED");
  expect(value?.amount.shop).toEqual({ minor: 20_000, currency: "EUR" });
  expect(openDispute(store, order, "FRAUDULENT").errors[0]?.message).toContain("disputed already");
  expect([order.transactions.length, financialStatus(order)]).toEqual([2, "PARTIALLY_REFUNDED"]);
});

test("what was never paid through Shopify Payments cannot be disputed", () => {
  const store = sampleStore();
  expect(openDispute(store, placeOrder(store, { lines: [] }), "FRAUDULENT").value).toBeNull();
});

test("the API tells an order's disputes and its risk, with Shopify's advice after the last assessment", async () => {
  const store = sampleStore();
  const order = paidOrder(store);
  const query = `{ order(id: "${order.id}") { disputes { initiatedAs status }
    risk { recommendation assessments { riskLevel provider { id } facts { description sentiment } } } } }`;
  expect(await read(clientOf(store)(query), "order")).toEqual({
    disputes: [],
    risk: { recommendation: "NONE", assessments: [] },
  });
  openDispute(store, order, "FRAUDULENT");
  const facts = [{ description: "Billing and shipping are far apart", sentiment: "NEGATIVE" as const }];
  assessRisk(store, order, { riskLevel: "MEDIUM", facts: [] });
  assessRisk(store, order, { riskLevel: "HIGH", facts });
  expect(await read(clientOf(store)(query), "order")).toEqual({
    disputes: [{ initiatedAs: "CHARGEBACK", status: "NEEDS_RESPONSE" }],
    risk: {
      recommendation: "CANCEL",
      assessments: [
        { riskLevel: "MEDIUM", provider: null, facts: [] },
        { riskLevel: "HIGH", provider: null, facts },
      ],
    },
  });
});

test("each assessment is told as it was, without a provider when it is Shopify's own", () => {
  const store = sampleStore();
  const order = paidOrder(store);
  const events: StoreEvent[] = [];
  store.on((event) => events.push(event));
  assessRisk(store, order, { riskLevel: "LOW", facts: [] });
  assessRisk(store, order, { riskLevel: "HIGH", facts: [] });
  const levels = events.map(
    (event) => JSON.parse(payloadOf(store, event) ?? "{}") as Record<string, unknown>,
  );
  expect(levels).toMatchObject([
    { risk_level: "low", provider_id: null, admin_graphql_api_order_id: order.id },
    { risk_level: "high", provider_id: null },
  ]);
});

test("a sent order is not assessed any more", () => {
  const store = sampleStore();
  const sent = assessRisk(store, deliveredOrder(store), { riskLevel: "HIGH", facts: [] });
  expect(sent.errors[0]?.code).toBe("ORDER_ALREADY_FULFILLED");
});

test("disputes and edits outlive the process, and what older versions kept can still be read", () => {
  const store = sampleStore();
  const order = paidOrder(store);
  openDispute(store, order, "FRAUDULENT");
  const kept = JSON.parse(JSON.stringify(store.dump())) as ReturnType<typeof store.dump>;
  const again = createStore({ domain: store.domain, clock: store.clock });
  again.restore(kept);
  expect(again.find("ShopifyPaymentsDispute", order.disputes[0]?.id ?? "")).toEqual(order.disputes[0]);
  const { orderEdits: _later, ...old } = kept;
  const older = createStore({ domain: store.domain, clock: store.clock });
  older.restore({
    ...old,
    orders: kept.orders.map(({ disputes: _none, ...known }) => known as typeof order),
  });
  expect(older.orders.get(order.id)?.disputes).toEqual([]);
});

test("a chargeback is answered, then ended by the bank; each step is told, and the API knows it by its id", async () => {
  const store = sampleStore();
  const dispute = openDispute(store, paidOrder(store), "FRAUDULENT").value;
  if (!dispute) throw new Error("Nothing was disputed");
  expect(topicsOf(store, () => answerDispute(store, dispute))).toEqual(["disputes/update"]);
  expect(answerDispute(store, dispute).errors).toHaveLength(1);
  expect(topicsOf(store, () => endDispute(store, dispute, "LOST"))).toEqual(["disputes/update"]);
  expect(endDispute(store, dispute, "WON").errors).toHaveLength(1);
  const query = `{ dispute(id: "${dispute.id}") { status finalizedOn amount { amount } order { name }
    reasonDetails { reason networkReasonCode } } }`;
  expect(await read(clientOf(store)(query), "dispute")).toEqual({
    ...{ status: "LOST", finalizedOn: "2026-11-22T10:00:00Z", amount: { amount: "216.9" } },
    ...{ order: { name: "#1001" }, reasonDetails: { reason: "FRAUDULENT", networkReasonCode: "4837" } },
  });
});
