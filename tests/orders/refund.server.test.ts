import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { refundOrder, suggestRefund, type RefundAsk } from "~/orders/refund.server";
import { listUnsettled } from "~/ledger/intents.server";
import { closeDatabase } from "~/platform/db.server";
import type { Desk } from "~/platform/desk.server";
import { finishMoney } from "~/wiring/money.server";

import { createRefund } from "../dev-store/acts/pay-back.ts";
import type { Order } from "../dev-store/state/order.ts";
import { deskFor, type TestDesk } from "../support/desk.ts";
import { paidBack, soldAndPulled, type Sale } from "../support/sold.ts";

let shop: TestDesk;
let iris: Desk;

beforeAll(async () => {
  shop = await deskFor();
  iris = await shop.asAgent("Iris Lindqvist", "lead");
});
afterAll(async () => {
  await shop.close();
  await closeDatabase();
});

const later = (minutes: number) => shop.later(iris, new Date(Date.now() + minutes * 60_000));

async function order(sale?: Sale): Promise<Order> {
  return soldAndPulled(iris, shop.store, sale);
}

function oneShirt(sale: Order, own: Partial<RefundAsk> = {}): RefundAsk {
  const lines = [{ lineId: sale.lines[0]?.id ?? "", quantity: 1 }];
  const rest = { note: null, notify: false, conversationId: null, shippingMinor: 0 };
  return { clientId: randomUUID(), lines, expectedMinor: 4_500, ...rest, ...own };
}

async function intents(sale: Order) {
  return iris.db.moneyIntent.findMany({ where: { orderId: sale.id } });
}

async function finish(minutes = 6): Promise<void> {
  for (const { id } of await listUnsettled(later(minutes)))
    await finishMoney(later(minutes), { intentId: id });
}

describe("one refund", () => {
  test("what the preview says is what is paid, and where it goes is known", async () => {
    const sale = await order();
    const preview = await suggestRefund(iris, sale.id, oneShirt(sale));
    expect(preview.total).toEqual({ minor: 4_500, currency: "EUR" });
    expect(preview.to[0]).toMatchObject({ gateway: "Visa", account: expect.stringMatching(/4242$/) });
    const outcome = await refundOrder(iris, sale.id, oneShirt(sale, { note: "Torn seam" }));
    expect(outcome).toMatchObject({ refunded: true, refund: { amount: { minor: 4_500, currency: "EUR" } } });
    expect(paidBack(sale)).toBe(4_500);
    expect(sale.refunds[0]?.note).toMatch(/^Torn seam \(Goodturn [0-9a-f]{12}\)$/);
  });

  test("the order's own copy shows it right away", async () => {
    const sale = await order();
    await refundOrder(iris, sale.id, oneShirt(sale));
    const copy = await iris.db.refund.findMany({ where: { orderId: sale.id } });
    expect(copy.map(({ customerTotalMinor }) => customerTotalMinor)).toEqual([4_500n]);
  });

  test("the book of who did what has each step, the key and the refund", async () => {
    const sale = await order();
    const outcome = await refundOrder(iris, sale.id, oneShirt(sale));
    const rows = await iris.db.auditRow.findMany({ where: { subject: sale.id }, orderBy: { id: "asc" } });
    expect(rows.map(({ action }) => action)).toEqual(["money.prepared", "money.sent", "money.succeeded"]);
    expect(
      rows.every(({ actorName, amountMinor }) => actorName === "Iris Lindqvist" && amountMinor === 4_500n),
    ).toBe(true);
    expect(rows.at(-1)?.after).toMatchObject({ refund: outcome.refunded ? outcome.refund.id : "" });
    await expect(iris.db.auditRow.deleteMany({ where: { subject: sale.id } })).rejects.toThrow(
      /permission denied/,
    );
  });

  test("shipping may go back in part, units not sent yet are not sent any more", async () => {
    const sale = await order({ parcel: "none" });
    const ask = oneShirt(sale, { shippingMinor: 200, expectedMinor: 4_700 });
    expect(await refundOrder(iris, sale.id, ask)).toMatchObject({ refunded: true });
    expect(sale.refunds[0]?.lines.map(({ restockType }) => restockType)).toEqual(["CANCEL"]);
    expect(paidBack(sale)).toBe(4_700);
  });
});

test("a line that is not the order's is no line: nobody is asked and nothing is paid", async () => {
  const [sale, another] = [await order(), await order()];
  for (const lineId of [another.lines[0]?.id ?? "", "gid://shopify/LineItem/1", "1", ""]) {
    const wish = oneShirt(sale, { lines: [{ lineId, quantity: 1 }] });
    await expect(suggestRefund(iris, sale.id, wish)).rejects.toThrow("No such line");
    await expect(refundOrder(iris, sale.id, wish)).rejects.toThrow("No such line");
  }
  expect([paidBack(sale), paidBack(another), (await intents(sale)).length]).toEqual([0, 0, 0]);
});

describe("nobody is paid twice", () => {
  test("200 clicks at once are one refund", async () => {
    const sale = await order();
    const ask = oneShirt(sale);
    const outcomes = await Promise.all(Array.from({ length: 200 }, () => refundOrder(iris, sale.id, ask)));
    expect(paidBack(sale)).toBe(4_500);
    expect(sale.refunds).toHaveLength(1);
    const others = outcomes.filter((outcome) => !outcome.refunded && outcome.because !== "in-progress");
    expect(others).toEqual([]);
  });

  test("two agents with the same order open: one pays, the other hears that it is under way or changed", async () => {
    const sale = await order();
    const paolo = await shop.asAgent("Paolo Ferri");
    const whole = { lines: [{ lineId: sale.lines[0]?.id ?? "", quantity: 2 }], expectedMinor: 9_000 };
    const outcomes = await Promise.all([
      refundOrder(iris, sale.id, oneShirt(sale, whole)),
      refundOrder(paolo, sale.id, oneShirt(sale, whole)),
    ]);
    expect(outcomes.filter(({ refunded }) => refunded)).toHaveLength(1);
    expect(paidBack(sale)).toBe(9_000);
  });

  test("the same click again gets the same refund", async () => {
    const sale = await order();
    const ask = oneShirt(sale);
    const first = await refundOrder(iris, sale.id, ask);
    expect(await refundOrder(iris, sale.id, ask)).toEqual(first);
    expect(sale.refunds).toHaveLength(1);
  });

  test("an answer lost after Shopify paid is found in its books at once", async () => {
    const sale = await order();
    shop.store.faults.push({ kind: "drop-after-commit", match: "refundCreate" });
    expect(await refundOrder(iris, sale.id, oneShirt(sale))).toMatchObject({ refunded: true });
    expect(paidBack(sale)).toBe(4_500);
  });

  test("a request lost before Shopify saw it is sent again under the same key", async () => {
    const sale = await order();
    shop.store.faults.push({ kind: "drop-before-commit", match: "refundCreate" });
    expect(await refundOrder(iris, sale.id, oneShirt(sale))).toMatchObject({ refunded: true });
    expect(paidBack(sale)).toBe(4_500);
    expect(await intents(sale)).toHaveLength(1);
  });

  test("with Shopify out of reach for long, the ledger finishes it later, once", async () => {
    const sale = await order();
    shop.store.faults.push({ kind: "drop-before-commit", match: "refundCreate", times: 2 });
    const ask = oneShirt(sale);
    expect(await refundOrder(iris, sale.id, ask)).toMatchObject({ refunded: false, because: "unknown" });
    expect(await refundOrder(iris, sale.id, ask)).toMatchObject({ refunded: false, because: "unknown" });
    await finish();
    expect(await refundOrder(iris, sale.id, ask)).toMatchObject({ refunded: true });
    expect(paidBack(sale)).toBe(4_500);
  });

  test("a wish whose sender died before asking is carried out once", async () => {
    const sale = await order();
    const ask = oneShirt(sale);
    shop.host.between = async () => new Promise(() => {});
    void refundOrder(iris, sale.id, ask).catch(() => {});
    await expect.poll(async () => (await intents(sale)).length).toBe(1);
    shop.host.between = null;
    await finish();
    expect(await refundOrder(iris, sale.id, ask)).toMatchObject({ refunded: true });
    expect(paidBack(sale)).toBe(4_500);
  });
});

describe("never more than is right", () => {
  test("somebody refunded in Shopify's admin meanwhile: nothing is paid, the new sum is shown", async () => {
    const sale = await order({
      lines: [{ title: "Linen shirt", quantity: 2, minor: 4_500 }],
      shippingMinor: 0,
    });
    const amount = { minor: 6_000, currency: "EUR" };
    createRefund(shop.store, sale, {
      transactions: [{ amount, parentId: sale.transactions[0]?.id ?? null }],
    });
    const outcome = await refundOrder(iris, sale.id, oneShirt(sale));
    expect(outcome).toMatchObject({
      refunded: false,
      because: "changed",
      preview: { total: { minor: 3_000 } },
    });
    expect(paidBack(sale)).toBe(6_000);
  });

  test("the same click may go on with the new sum", async () => {
    const sale = await order();
    const ask = oneShirt(sale, { expectedMinor: 4_000 });
    expect(await refundOrder(iris, sale.id, ask)).toMatchObject({ because: "changed" });
    expect(await refundOrder(iris, sale.id, { ...ask, expectedMinor: 4_500 })).toMatchObject({
      refunded: true,
    });
    expect(paidBack(sale)).toBe(4_500);
  });

  test.each([
    ["more units than there are", { quantity: 3 }, "too-much"],
    ["more shipping than was paid", { shippingMinor: 500 }, "too-much"],
    ["an amount of nothing", { expectedMinor: 0 }, "changed"],
    ["a negative amount", { expectedMinor: -4_500 }, "changed"],
    ["half a cent", { expectedMinor: 4_500.5 }, "changed"],
    ["no number at all", { expectedMinor: NaN }, "changed"],
  ])(
    "%s: refused, and Shopify is not asked to pay",
    async (_what, { quantity = 1, ...own }: { quantity?: number } & Partial<RefundAsk>, because) => {
      const sale = await order();
      shop.host.asked.splice(0);
      const lines = [{ lineId: sale.lines[0]?.id ?? "", quantity }];
      expect(await refundOrder(iris, sale.id, oneShirt(sale, { lines, ...own }))).toMatchObject({
        refunded: false,
        because,
      });
      expect(shop.host.asked.some(({ query }) => query.includes("refundCreate"))).toBe(false);
    },
  );

  test("orders of other shops, and ids of other things, are not found; nobody is asked", async () => {
    const other = await deskFor();
    const foreign = await soldAndPulled(other.desk, other.store);
    shop.host.asked.splice(0);
    for (const id of [foreign.id, foreign.lines[0]?.id ?? "", "gid://shopify/Order/1", "1", "' OR 1=1"]) {
      await expect(refundOrder(iris, id, oneShirt(foreign))).rejects.toThrow("No such order");
      await expect(suggestRefund(iris, id, oneShirt(foreign))).rejects.toThrow("No such order");
    }
    expect(shop.host.asked).toEqual([]);
    await other.close();
  });

  test("what Shopify refuses is told in its words, and the gateway's failure is no refund", async () => {
    const sale = await order();
    shop.store.refundAnswer = "FAILURE";
    const outcome = await refundOrder(iris, sale.id, oneShirt(sale));
    shop.store.refundAnswer = "SUCCESS";
    expect(outcome).toMatchObject({ refunded: false, because: "refused" });
    expect((await intents(sale)).map(({ state }) => state)).toEqual(["failed"]);
  });

  test("allowOverRefunding is never sent", async () => {
    const sale = await order();
    shop.host.asked.splice(0);
    await refundOrder(iris, sale.id, oneShirt(sale));
    expect(JSON.stringify(shop.host.asked)).not.toContain("allowOverRefunding");
  });
});

test.each([
  ["yen, which have no parts", { shop: "EUR", presentment: "JPY", rate: 160 }],
  ["dinars, which have a thousand", { shop: "EUR", presentment: "KWD", rate: 0.34 }],
])("an order paid in %s goes back in that money", async (_name, currencies) => {
  const sale = await order({ currencies, shippingMinor: 0 });
  const preview = await suggestRefund(iris, sale.id, oneShirt(sale));
  expect(preview.total.currency).toBe(currencies.presentment);
  const ask = oneShirt(sale, { expectedMinor: preview.total.minor });
  expect(await refundOrder(iris, sale.id, ask)).toMatchObject({ refunded: true });
  expect(paidBack(sale)).toBe(preview.total.minor);
});
