import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { cancelOrder } from "~/orders/cancel.server";
import { refundOrder, suggestRefund } from "~/orders/refund.server";
import { closeDatabase } from "~/platform/db.server";
import type { Desk } from "~/platform/desk.server";
import { settleReturn, type SettleAsk } from "~/returns/settle.server";

import { createRefund } from "../../dev-store/acts/pay-back.ts";
import { deskFor, type TestDesk } from "../../support/desk.ts";
import { received } from "../../support/sent-back.ts";
import { paidBack, soldAndPulled } from "../../support/sold.ts";
import { figure } from "../figure.ts";
import { asked, intentsOf, oneShirt, recover, wholeOrder } from "./rig/scene.ts";

let shop: TestDesk;
let iris: Desk;
let paolo: Desk;

beforeAll(async () => {
  shop = await deskFor();
  iris = await shop.asAgent("Iris Lindqvist", "lead");
  paolo = await shop.asAgent("Paolo Ferri");
});
afterAll(async () => {
  await shop.close();
  await closeDatabase();
});

const bothShirts = (own: Partial<SettleAsk> = {}): SettleAsk => ({
  ...{ clientId: randomUUID(), expectedMinor: 9_000, shipping: false, note: null, notify: false },
  ...own,
});

test("MM-1: two hundred identical clicks at once pay once, and the others hear that it is under way", async () => {
  const sale = await soldAndPulled(iris, shop.store);
  const ask = oneShirt(sale);
  const outcomes = await Promise.all(Array.from({ length: 200 }, () => refundOrder(iris, sale.id, ask)));
  expect(sale.refunds).toHaveLength(1);
  expect(paidBack(sale)).toBe(4_500);
  expect(outcomes.every((one) => one.refunded || one.because === "in-progress")).toBe(true);
});

test("MM-1: forty clicks of as many screens at once pay once as well", { timeout: 60_000 }, async () => {
  const sale = await soldAndPulled(iris, shop.store);
  const outcomes = await Promise.all(
    Array.from({ length: 40 }, (_none, seat) =>
      refundOrder(
        seat % 2 ? iris : paolo,
        sale.id,
        oneShirt(sale, { expectedMinor: 9_000, lines: whole(sale) }),
      ),
    ),
  );
  expect(sale.refunds).toHaveLength(1);
  expect(outcomes.filter(({ refunded }) => refunded)).toHaveLength(1);
  figure("MM-1", { reached: "1 refund of 200 identical clicks, 1 of 40 screens", asked: "1" });
});

const whole = (sale: { lines: { id: string }[] }) => [{ lineId: sale.lines[0]?.id ?? "", quantity: 2 }];

test("MM-1: two agents on one return: one pays, the other hears why not", async () => {
  const sale = await soldAndPulled(iris, shop.store);
  const open = await received(iris, sale);
  const outcomes = await Promise.all([
    settleReturn(iris, open.id, bothShirts()),
    settleReturn(paolo, open.id, bothShirts()),
  ]);
  expect(outcomes.filter(({ settled }) => settled)).toHaveLength(1);
  const other = outcomes.find(({ settled }) => !settled);
  expect(other).toMatchObject({ because: expect.stringMatching(/in-progress|already-refunded/) });
  expect(paidBack(sale)).toBe(9_000);
});

describe("MM-2: an answer lost after Shopify paid", () => {
  test("MM-2: a refund is found in the books at once, and never sent twice", async () => {
    const sale = await soldAndPulled(iris, shop.store);
    shop.store.faults.push({ kind: "drop-after-commit", match: "refundCreate" });
    const begun = performance.now();
    expect(await refundOrder(iris, sale.id, oneShirt(sale))).toMatchObject({ refunded: true });
    const seconds = Math.ceil((performance.now() - begun) / 1_000);
    expect(paidBack(sale)).toBe(4_500);
    expect(await intentsOf(iris, sale)).toMatchObject([{ state: "succeeded" }]);
    expect(seconds).toBeLessThanOrEqual(60);
    figure("MM-2", { reached: `known after ${seconds} s, 1 refund`, asked: "60 s, 1 refund" });
  });

  test(
    "MM-2: a lost answer to a cancellation is found in the books as well",
    { timeout: 20_000 },
    async () => {
      const sale = await soldAndPulled(iris, shop.store, { parcel: "none" });
      shop.store.faults.push({ kind: "drop-after-commit", match: "orderCancel" });
      const ask = wholeOrder();
      const first = await cancelOrder(iris, sale.id, ask);
      await shop.store.settle();
      if (!first.cancelled) await recover(shop, iris, { minutes: 1 });
      expect(await cancelOrder(iris, sale.id, ask)).toMatchObject({ cancelled: true });
      expect(paidBack(sale)).toBe(11_790);
      expect(sale.refunds).toHaveLength(1);
    },
  );

  test("MM-2: sent again, it goes under the same key", async () => {
    const sale = await soldAndPulled(iris, shop.store);
    shop.host.asked.splice(0);
    shop.store.faults.push({ kind: "drop-before-commit", match: "refundCreate" });
    expect(await refundOrder(iris, sale.id, oneShirt(sale))).toMatchObject({ refunded: true });
    const keys = shop.host.asked
      .filter(({ query }) => query.includes("refundCreate"))
      .map(({ variables }) => (variables as { key: string }).key);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });
});

describe("MM-5: never more than is left", () => {
  const wrong = [NaN, -1, -0, 0, 4_500.5, 1e9, Infinity, Number.MAX_SAFE_INTEGER, "10.00 " as never];

  test("MM-5: an amount that is none, or too much, is never sent", async () => {
    const sale = await soldAndPulled(iris, shop.store);
    shop.host.asked.splice(0);
    for (const expectedMinor of wrong) {
      const outcome = await refundOrder(iris, sale.id, oneShirt(sale, { expectedMinor }));
      expect(outcome, String(expectedMinor)).toMatchObject({ refunded: false });
    }
    const three = [{ lineId: sale.lines[0]?.id ?? "", quantity: 3 }];
    expect(
      await refundOrder(iris, sale.id, oneShirt(sale, { lines: three, expectedMinor: 13_500 })),
    ).toMatchObject({
      because: "too-much",
    });
    expect(asked(shop)).toBe(0);
    figure("MM-5", { reached: `0 calls for ${wrong.length + 1} wrong amounts`, asked: "0" });
  });

  test.each([
    ["euros", { shop: "EUR", presentment: "EUR", rate: 1 }],
    ["yen", { shop: "EUR", presentment: "JPY", rate: 160 }],
    ["dinars", { shop: "EUR", presentment: "KWD", rate: 0.34 }],
  ])(
    "MM-5: %s: of two agents who each pay back three fifths of an order the second is refused",
    async (_money, currencies) => {
      const lines = [{ title: "Linen shirt", quantity: 5, minor: 2_000 }];
      const sale = await soldAndPulled(iris, shop.store, { lines, currencies, shippingMinor: 0 });
      const three = { lines: [{ lineId: sale.lines[0]?.id ?? "", quantity: 3 }], shippingMinor: 0 };
      const { total, alreadyRefunded } = await suggestRefund(iris, sale.id, three);
      expect(alreadyRefunded.minor).toBe(0);
      const pay = (desk: Desk) =>
        refundOrder(desk, sale.id, oneShirt(sale, { ...three, expectedMinor: total.minor }));
      expect(await pay(iris)).toMatchObject({ refunded: true });
      expect(await pay(paolo)).toMatchObject({ refunded: false, because: "too-much" });
      expect(paidBack(sale)).toBe(total.minor);
    },
  );

  test("MM-5: Shopify is never asked to pay back more than came in", async () => {
    for (const { variables } of shop.host.asked)
      expect(JSON.stringify(variables ?? {})).not.toContain("allowOverRefunding");
  });
});

test("MM-6: what was paid back in the admin after our page loaded is seen before anything is sent", async () => {
  const sale = await soldAndPulled(iris, shop.store);
  const seen = await suggestRefund(iris, sale.id, oneShirt(sale, { lines: whole(sale) }));
  const payment = { amount: { minor: 9_000, currency: "EUR" }, parentId: sale.transactions[0]?.id ?? null };
  createRefund(shop.store, sale, { transactions: [payment] });
  shop.host.asked.splice(0);
  const ask = oneShirt(sale, { lines: whole(sale), expectedMinor: seen.total.minor });
  expect(await refundOrder(iris, sale.id, ask)).toMatchObject({
    because: "changed",
    preview: { total: { minor: 2_790 } },
  });
  expect(asked(shop)).toBe(0);
  figure("MM-6", { reached: "0 wrong refunds, new preview shown", asked: "0" });
});

describe("MM-7: one key for one wish, for ever", () => {
  test("MM-7: the same click with another amount does not send the old key with it", async () => {
    const sale = await soldAndPulled(iris, shop.store);
    const ask = oneShirt(sale);
    await refundOrder(iris, sale.id, ask);
    shop.host.asked.splice(0);
    const again = await refundOrder(iris, sale.id, { ...ask, lines: whole(sale), expectedMinor: 9_000 });
    expect(again).toMatchObject({ refunded: true, refund: { amount: { minor: 4_500 } } });
    expect(asked(shop)).toBe(0);
    expect(new Set((await intentsOf(iris, sale)).map(({ key }) => key)).size).toBe(1);
  });

  test("MM-7: after a day, when Shopify has forgotten the key, the books are read and nothing is sent", async () => {
    const sale = await soldAndPulled(iris, shop.store);
    shop.store.faults.push({ kind: "drop-before-commit", match: "refundCreate", times: 2 });
    expect(await refundOrder(iris, sale.id, oneShirt(sale))).toMatchObject({ because: "unknown" });
    shop.host.asked.splice(0);
    await recover(shop, iris, { minutes: 25 * 60 });
    expect(asked(shop)).toBe(0);
    expect(shop.host.asked.some(({ query }) => query.includes("RefundsOfOrder"))).toBe(true);
    expect(await intentsOf(iris, sale)).toMatchObject([{ state: "failed", failure: "no-trace" }]);
    figure("MM-7", { reached: "0 blind resends, 1 key per intent", asked: "0, 1" });
  });

  test("MM-7: a wish that lay for a day before anybody was asked is not carried out behind people's backs", async () => {
    const sale = await soldAndPulled(iris, shop.store);
    shop.host.between = async () => new Promise(() => {});
    void refundOrder(iris, sale.id, oneShirt(sale)).catch(() => {});
    await expect.poll(async () => (await intentsOf(iris, sale)).length).toBe(1);
    shop.host.between = null;
    await recover(shop, iris, { minutes: 25 * 60 });
    expect(await intentsOf(iris, sale)).toMatchObject([{ state: "failed", failure: "too-late" }]);
    expect(paidBack(sale)).toBe(0);
  });
});

test("MM-17: orders, returns and conversations of another shop, and ids of other things, are not there", async () => {
  const other = await deskFor();
  const theirs = await other.asAgent("Vera Moss");
  const foreign = await soldAndPulled(theirs, other.store);
  const open = await received(theirs, foreign);
  const own = await soldAndPulled(iris, shop.store);
  shop.host.asked.splice(0);
  const ids = [foreign.id, foreign.lines[0]?.id ?? "", open.id, "gid://shopify/Order/1", "' OR 1=1", ""];
  for (const id of ids) {
    await expect(refundOrder(iris, id, oneShirt(foreign))).rejects.toThrow("No such order");
    await expect(cancelOrder(iris, id, wholeOrder())).rejects.toThrow("No such order");
    await expect(settleReturn(iris, id, bothShirts())).rejects.toThrow("No such return");
  }
  const strange = oneShirt(own, { conversationId: randomUUID() });
  await expect(refundOrder(iris, own.id, strange)).rejects.toThrow("No such conversation");
  expect(shop.host.asked).toEqual([]);
  figure("MM-17", { reached: `0 calls for ${3 * ids.length + 1} foreign ids`, asked: "0" });
  await other.close();
});
