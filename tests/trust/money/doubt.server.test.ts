import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { listDoubtful } from "~/ledger/review.server";
import { cancelOrder } from "~/orders/cancel.server";
import { refundOrder } from "~/orders/refund.server";
import { closeDatabase } from "~/platform/db.server";
import type { Desk } from "~/platform/desk.server";
import { cancelReturn, decideReturn } from "~/returns/decide.server";
import { receiveParcel } from "~/returns/receive.server";
import { findReturn } from "~/returns/returns.server";
import { settleReturn } from "~/returns/settle.server";
import { decideOn } from "~/wiring/approvals.server";
import { hearOfPending } from "~/wiring/money.server";

import { cancelNow } from "../../dev-store/acts/cancel.ts";
import { createRefund } from "../../dev-store/acts/pay-back.ts";
import type { Order } from "../../dev-store/state/order.ts";
import { deskFor, type TestDesk } from "../../support/desk.ts";
import { approved, asked as askedBack, received } from "../../support/sent-back.ts";
import { paidBack, soldAndPulled } from "../../support/sold.ts";
import { figure } from "../figure.ts";
import { intentsOf, oneShirt, recover, wholeOrder } from "./rig/scene.ts";

let shop: TestDesk;
let iris: Desk;

beforeAll(async () => {
  shop = await deskFor();
  iris = await shop.asAgent("Iris Lindqvist", "owner");
});
afterAll(async () => {
  await shop.close();
  await closeDatabase();
});

const inSixteenMinutes = () => shop.later(iris, new Date(Date.now() + 16 * 60_000));
const doubts = async (sale: Order) =>
  (await listDoubtful(inSixteenMinutes())).filter(({ orderId }) => orderId === sale.id);

describe("MM-8: nothing is called paid that Shopify's ledger does not have", () => {
  test("MM-8: refused by Shopify after our last look, it is told in Shopify's words", async () => {
    const sale = await soldAndPulled(iris, shop.store);
    const amount = { minor: 11_000, currency: "EUR" };
    shop.host.between = async (ask, real) => {
      if (ask.body.includes("refundCreate")) {
        shop.host.between = null;
        createRefund(shop.store, sale, {
          transactions: [{ amount, parentId: sale.transactions[0]?.id ?? null }],
        });
      }
      return real();
    };
    const outcome = await refundOrder(iris, sale.id, oneShirt(sale));
    expect(outcome).toMatchObject({ because: "refused", message: expect.stringContaining("greater than") });
    expect(await intentsOf(iris, sale)).toMatchObject([{ state: "failed" }]);
  });

  test("MM-8: what the provider has not confirmed is pending, is shown after a quarter of an hour, and ends as the ledger says", async () => {
    for (const answer of ["SUCCESS", "FAILURE"] as const) {
      const sale = await soldAndPulled(iris, shop.store);
      shop.store.refundAnswer = "PENDING";
      expect(await refundOrder(iris, sale.id, oneShirt(sale))).toMatchObject({ refunded: true });
      shop.store.refundAnswer = "SUCCESS";
      expect(await intentsOf(iris, sale)).toMatchObject([{ state: "pending", settledAt: null }]);
      expect(await doubts(sale)).toMatchObject([{ state: "pending" }]);
      for (const row of sale.transactions) if (row.status === "PENDING") row.status = answer;
      await hearOfPending(iris, { orderId: sale.id });
      const state = answer === "SUCCESS" ? "succeeded" : "failed";
      expect(await intentsOf(iris, sale)).toMatchObject([{ state }]);
      expect(await doubts(sale)).toHaveLength(answer === "SUCCESS" ? 0 : 1);
    }
  });

  test.each(["html", "server-error", "drop-before-commit"] as const)(
    "MM-8: what %s left in doubt is a person's within fifteen minutes, and is not called paid",
    async (kind) => {
      const sale = await soldAndPulled(iris, shop.store);
      shop.store.faults.push({ kind, match: "refundCreate", times: 2 });
      const outcome = await refundOrder(iris, sale.id, oneShirt(sale));
      expect(outcome).toMatchObject({ refunded: false, because: "unknown" });
      expect(await doubts(sale)).toMatchObject([{ state: "unknown" }]);
      await recover(shop, iris, { minutes: 16 });
      expect(await intentsOf(iris, sale)).toMatchObject([{ state: "failed", failure: "no-trace" }]);
      const [doubt] = await doubts(sale);
      await decideOn(iris, { verdict: "reviewed", id: doubt?.id ?? "" });
      expect(await doubts(sale)).toEqual([]);
      expect(paidBack(sale)).toBe(0);
    },
  );

  test("MM-8: an order that somebody else cancelled meanwhile is not called cancelled by us", async () => {
    const sale = await soldAndPulled(iris, shop.store, { parcel: "none" });
    shop.store.faults.push({ kind: "drop-before-commit", match: "orderCancel" });
    expect(await cancelOrder(iris, sale.id, wholeOrder())).toMatchObject({ because: "unknown" });
    cancelNow(shop.store, sale, { reason: "OTHER", restock: true, refund: true });
    await recover(shop, iris, { minutes: 6 });
    expect(await intentsOf(iris, sale)).toMatchObject([{ state: "failed", failure: "cancelled-elsewhere" }]);
    expect(await doubts(sale)).toHaveLength(1);
    expect(sale.refunds).toHaveLength(1);
    figure("MM-8", {
      reached: "0 called paid without a ledger row; shown within 15 min",
      asked: "0; 15 min",
    });
  });
});

describe("MM-16: a return goes only the ways that there are", () => {
  test("MM-16: of two tabs that decide differently one wins, and the other hears so", async () => {
    const sale = await soldAndPulled(iris, shop.store);
    const request = await askedBack(iris, sale);
    const answers = await Promise.all([
      decideReturn(iris, request.id, { verdict: "approve" }),
      decideReturn(iris, request.id, { verdict: "decline", reason: "other", note: "" }),
    ]);
    expect(answers.filter(({ decided }) => decided)).toHaveLength(1);
    expect(["approved", "declined"]).toContain((await findReturn(iris, request.id)).stage);
  });

  test("MM-16: illegal steps change nothing, in any stage", async () => {
    const terms = {
      clientId: randomUUID(),
      expectedMinor: 9_000,
      shipping: false,
      note: null,
      notify: false,
    };
    const pay = (id: string) => settleReturn(iris, id, { ...terms, clientId: randomUUID() });
    const requested = await askedBack(iris, await soldAndPulled(iris, shop.store));
    expect(await pay(requested.id)).toMatchObject({ settled: false, because: "not-received" });
    const open = await approved(iris, await soldAndPulled(iris, shop.store));
    expect(await pay(open.id)).toMatchObject({ because: "not-received" });
    const sale = await soldAndPulled(iris, shop.store);
    const back = await received(iris, sale);
    expect(await pay(back.id)).toMatchObject({ settled: true });
    expect(await pay(back.id)).toMatchObject({ because: "already-refunded" });
    expect(await cancelReturn(iris, back.id)).toMatchObject({ decided: false });
    expect(
      await decideReturn(iris, back.id, { verdict: "decline", reason: "other", note: "" }),
    ).toMatchObject({
      decided: false,
    });
    const again = await receiveParcel(iris, back.id, { lines: [] });
    expect(again).toMatchObject({ received: false });
    expect(await findReturn(iris, back.id)).toMatchObject({ stage: "refunded" });
    expect(sale.refunds).toHaveLength(1);
  });

  test("MM-16: the database itself refuses an intent's illegal step", async () => {
    const sale = await soldAndPulled(iris, shop.store);
    await refundOrder(iris, sale.id, oneShirt(sale, { expectedMinor: 1 }));
    const where = { orderId: sale.id };
    for (const state of ["sent", "succeeded", "unknown", "pending"])
      await expect(iris.db.moneyIntent.updateMany({ where, data: { state } })).rejects.toThrow(/does not go/);
    await refundOrder(iris, sale.id, oneShirt(sale));
    const paid = { ...where, state: "succeeded" };
    for (const state of ["prepared", "sent", "failed", "pending"])
      await expect(iris.db.moneyIntent.updateMany({ where: paid, data: { state } })).rejects.toThrow(
        /stays paid/,
      );
    await expect(iris.db.moneyIntent.updateMany({ where: paid, data: { amountMinor: 1n } })).rejects.toThrow(
      /amount of an intent/,
    );
    figure("MM-16", { reached: "0 illegal steps accepted", asked: "0" });
  });
});
