import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { refundOrder, type RefundAsk } from "~/orders/refund.server";
import { closeDatabase } from "~/platform/db.server";
import type { Desk } from "~/platform/desk.server";
import { listUnsettled } from "~/ledger/intents.server";
import { findReturn } from "~/returns/returns.server";
import { settleReturn } from "~/returns/settle.server";
import { finishMoney } from "~/wiring/money.server";

import { deskFor, type TestDesk } from "../support/desk.ts";
import { mortal } from "../support/mortal.ts";
import { received } from "../support/sent-back.ts";
import { paidBack, soldAndPulled } from "../support/sold.ts";
import { recover } from "../trust/money/rig/scene.ts";

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

/** The worker after a restart, some minutes on. */
const restart = () => recover(shop, iris);

const MOST_STEPS = 20;

/** Lets the story die before its 1st, 2nd, 3rd … step, until it lives to the end. Gives how many ends it met. */
async function diesEverywhere(story: (diesAt: number) => Promise<boolean>): Promise<number> {
  for (let diesAt = 1; diesAt <= MOST_STEPS; diesAt += 1) if (!(await story(diesAt))) return diesAt - 1;
  throw new Error("The story has no end");
}

async function intentsOf(orderId: string) {
  return iris.db.moneyIntent.findMany({ where: { orderId }, select: { state: true, refundId: true } });
}

describe("a crash between any two steps pays once, and the click that follows hears of it", () => {
  test("a refund", { timeout: 120_000 }, async () => {
    const ends = await diesEverywhere(async (diesAt) => {
      const sale = await soldAndPulled(iris, shop.store);
      const lines = [{ lineId: sale.lines[0]?.id ?? "", quantity: 1 }];
      const rest = { shippingMinor: 0, note: null, notify: false, conversationId: null };
      const ask: RefundAsk = { clientId: randomUUID(), lines, expectedMinor: 4_500, ...rest };
      const { desk, isDead } = mortal(iris, diesAt);
      await refundOrder(desk, sale.id, ask).catch(() => {});
      await restart();
      expect(await refundOrder(iris, sale.id, ask)).toMatchObject({ refunded: true });
      expect(paidBack(sale)).toBe(4_500);
      expect(await intentsOf(sale.id)).toEqual([{ state: "succeeded", refundId: sale.refunds[0]?.id }]);
      return isDead();
    });
    expect(ends).toBeGreaterThanOrEqual(5);
  });

  test("a return", { timeout: 120_000 }, async () => {
    const ends = await diesEverywhere(async (diesAt) => {
      const sale = await soldAndPulled(iris, shop.store);
      const open = await received(iris, sale);
      const rest = { shipping: false, note: null, notify: false };
      const ask = { clientId: randomUUID(), expectedMinor: 9_000, ...rest };
      const { desk, isDead } = mortal(iris, diesAt);
      await settleReturn(desk, open.id, ask).catch(() => {});
      await restart();
      expect(await settleReturn(iris, open.id, ask)).toMatchObject({ settled: true });
      expect(paidBack(sale)).toBe(9_000);
      expect(await findReturn(iris, open.id)).toMatchObject({ stage: "refunded" });
      expect(await intentsOf(sale.id)).toEqual([{ state: "succeeded", refundId: sale.refunds[0]?.id }]);
      return isDead();
    });
    expect(ends).toBeGreaterThanOrEqual(5);
  });
});

test("an intent without any trace after a quarter of an hour is a person's to decide, not a machine's", async () => {
  const sale = await soldAndPulled(iris, shop.store);
  const open = await received(iris, sale);
  shop.store.faults.push({ kind: "drop-before-commit", match: "returnProcess" });
  const ask = { clientId: randomUUID(), expectedMinor: 9_000, shipping: false, note: null, notify: false };
  expect(await settleReturn(iris, open.id, ask)).toMatchObject({ because: "unknown" });
  const worker = shop.later(iris, new Date(Date.now() + 16 * 60_000));
  for (const { id } of await listUnsettled(worker)) await finishMoney(worker, { intentId: id });
  expect(await settleReturn(iris, open.id, ask)).toMatchObject({ settled: false, because: "refused" });
  expect(paidBack(sale)).toBe(0);
  expect(await settleReturn(iris, open.id, { ...ask, clientId: randomUUID() })).toMatchObject({
    settled: true,
  });
});

test("the database itself keeps keys for ever and what was paid paid", async () => {
  const sale = await soldAndPulled(iris, shop.store);
  const lines = [{ lineId: sale.lines[0]?.id ?? "", quantity: 1 }];
  const rest = { shippingMinor: 0, note: null, notify: false, conversationId: null };
  await refundOrder(iris, sale.id, { clientId: randomUUID(), lines, expectedMinor: 4_500, ...rest });
  const where = { orderId: sale.id };
  await expect(iris.db.moneyIntent.updateMany({ where, data: { key: randomUUID() } })).rejects.toThrow(
    /do not change/,
  );
  await expect(iris.db.moneyIntent.updateMany({ where, data: { state: "failed" } })).rejects.toThrow(
    /stays paid/,
  );
});
