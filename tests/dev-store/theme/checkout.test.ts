import { afterAll, beforeAll, expect, test } from "vitest";
import { createDraft } from "../acts/draft/draft.ts";
import { invoiceUrl } from "../acts/draft/complete.ts";
import { paymentUrl } from "../acts/exchange/collect.ts";
import { placeOrder } from "../acts/place.ts";
import { price } from "../acts/code.ts";
import { startStore } from "../server.ts";
import type { RunningStore } from "../server.ts";
import { outstanding } from "../state/totals.ts";

let running: RunningStore;
beforeAll(async () => {
  running = await startStore();
});
afterAll(() => running.close());

const euros = { shop: "EUR", presentment: "EUR", rate: 1 };

test("the link of an order shows what it costs, and one click pays it", async () => {
  const store = running.store();
  const order = placeOrder(store, { lines: [{ title: "Lamp", quantity: 1, unitPrice: price(euros, 40) }] });
  const link = paymentUrl(store, order) ?? "";
  expect(await (await fetch(link)).text()).toContain("Still to pay");
  const paid = await fetch(link, { method: "POST" });
  expect(await paid.text()).toContain("Everything is paid");
  await fetch(link, { method: "POST" });
  expect(order.transactions).toHaveLength(1);
  expect(outstanding(order).shop.minor).toBe(0);
});

test("without the link's secret nobody sees the order", async () => {
  const store = running.store();
  const order = placeOrder(store, { lines: [{ title: "Lamp", quantity: 1, unitPrice: price(euros, 40) }] });
  const guessed = (paymentUrl(store, order) ?? "").replace(/secret=\w+/, "secret=guess");
  expect((await fetch(guessed)).status).toBe(404);
  await fetch(guessed, { method: "POST" });
  expect(order.transactions).toEqual([]);
});

test("an invoice paid on the storefront becomes an order, once", async () => {
  const store = running.store();
  const lines = [{ title: "Lamp", quantity: 1, unitPrice: price(euros, 40) }];
  const draft = createDraft(store, { lines, email: "noor@example.com" }).value;
  if (!draft) throw new Error("The draft was refused");
  const link = invoiceUrl(store, draft);
  expect(await (await fetch(link)).text()).toContain("Still to pay");
  await fetch(link, { method: "POST" });
  await fetch(link, { method: "POST" });
  expect(await (await fetch(link)).text()).toContain("Everything is paid");
  expect(store.find("Order", draft.orderId)?.transactions).toMatchObject([
    { gateway: "shopify_payments", amount: { shop: { minor: 4000 } } },
  ]);
});
