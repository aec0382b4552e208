import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { findApproval, listApprovals } from "~/ledger/approvals.server";
import { foresee } from "~/ledger/foresee.server";
import { cancelOrder } from "~/orders/cancel.server";
import { pullOrder } from "~/orders/pull.server";
import { refundOrder } from "~/orders/refund.server";
import { closeDatabase } from "~/platform/db.server";
import type { Desk } from "~/platform/desk.server";
import { settleReturn } from "~/returns/settle.server";
import { decideOn } from "~/wiring/approvals.server";

import { createRefund } from "../../dev-store/acts/pay-back.ts";
import type { Order } from "../../dev-store/state/order.ts";
import { deskFor, type TestDesk } from "../../support/desk.ts";
import { received } from "../../support/sent-back.ts";
import { paidBack, soldAndPulled, type Sale } from "../../support/sold.ts";
import { figure } from "../figure.ts";
import { asked, oneShirt, payBack, setLimits, soldShirt, wholeOrder } from "./rig/scene.ts";

let shop: TestDesk;
let owner: Desk;
let lead: Desk;
let agent: Desk;

beforeAll(async () => {
  shop = await deskFor();
  owner = await shop.asAgent("Olga Owner", "owner");
  lead = await shop.asAgent("Iris Lindqvist", "lead");
  agent = await shop.asAgent("Paolo Ferri");
});
afterAll(async () => {
  await shop.close();
  await closeDatabase();
});
beforeEach(() => setLimits(shop, "agent", { action: 4_500 }));

const sold = (minor = 4_500, own: Sale = {}) => soldShirt(owner, shop, { minor, ...own });

async function settle(seat: Desk, sale: Order, expectedMinor: number) {
  const open = await received(owner, sale);
  const rest = { shipping: false, note: null, notify: false };
  return settleReturn(seat, open.id, { clientId: randomUUID(), expectedMinor, ...rest });
}
const cancel = (seat: Desk, sale: Order, expectedMinor: number) =>
  cancelOrder(seat, sale.id, wholeOrder({ expectedMinor }));

const ways = [
  ["a refund", async (seat: Desk, minor: number) => payBack(seat, await sold(minor), minor)],
  [
    "a cancellation",
    async (seat: Desk, minor: number) => cancel(seat, await sold(minor, { parcel: "none" }), minor),
  ],
] as const;

describe("MM-9: every role, every way of paying, just below, at and just above the limit", () => {
  test.each(ways)("MM-9: %s", async (_way, act) => {
    for (const [role, seat] of [
      ["lead", lead],
      ["agent", agent],
    ] as const) {
      await setLimits(shop, role, { action: 4_500 });
      for (const minor of [4_499, 4_500])
        expect(await act(seat, minor)).not.toMatchObject({ because: "needs-approval" });
      const over = await act(seat, 4_501);
      expect(over).toMatchObject({
        because: "needs-approval",
        approval: { exceeds: ["action"], state: "open" },
      });
    }
    expect(await act(owner, 4_501)).not.toMatchObject({ because: "needs-approval" });
    figure("MM-9", { reached: "100 % above the limit refused, for 2 roles and 3 ways", asked: "100 %" });
  });

  test("MM-9: a return", async () => {
    for (const [minor, isOver] of [
      [2_249, false],
      [2_250, false],
      [2_251, true],
    ] as const) {
      const sale = await soldAndPulled(owner, shop.store, {
        lines: [{ title: "Linen shirt", quantity: 2, minor }],
        shippingMinor: 0,
      });
      const outcome = await settle(agent, sale, 2 * minor);
      expect(outcome).toMatchObject(isOver ? { because: "needs-approval" } : { settled: true });
      expect(paidBack(sale)).toBe(isOver ? 0 : 2 * minor);
    }
  });

  test("MM-9: an order paid in other money counts in the shop's", async () => {
    const yen = { shop: "EUR", presentment: "JPY", rate: 160 };
    const [below, above] = [await sold(4_500, { currencies: yen }), await sold(4_501, { currencies: yen })];
    expect(await payBack(agent, below, 720_000)).toMatchObject({ refunded: true });
    expect(await payBack(agent, above, 720_160)).toMatchObject({ because: "needs-approval" });
  });

  test("MM-9: a limit lowered between the preview and the click counts", async () => {
    const sale = await sold();
    const about = { orderId: sale.id, conversationId: null };
    const amount = { minor: 4_500, currency: "EUR" };
    expect((await foresee(agent, about, amount)).exceeds).toEqual([]);
    await setLimits(shop, "agent", { action: 4_499 });
    shop.host.asked.splice(0);
    expect(await payBack(agent, sale, 4_500)).toMatchObject({ because: "needs-approval" });
    expect(asked(shop)).toBe(0);
    const told = await foresee(agent, about, amount);
    expect(told).toMatchObject({ exceeds: ["action"], limit: { minor: 4_499, currency: "EUR" } });
    expect([...told.approvers].sort()).toEqual(["Iris Lindqvist", "Olga Owner"]);
  });

  test("MM-9: many small payments at once do not slip past the day's limit together", async () => {
    const seat = await shop.asAgent("Dana Day");
    await setLimits(shop, "agent", { day: 10_000 });
    const sales = await Promise.all(Array.from({ length: 6 }, () => sold(3_000)));
    const outcomes = await Promise.all(sales.map((sale) => payBack(seat, sale, 3_000)));
    expect(outcomes.filter(({ refunded }) => refunded)).toHaveLength(3);
    expect(sales.reduce((sum, sale) => sum + paidBack(sale), 0)).toBe(9_000);
    expect(outcomes.find(({ refunded }) => !refunded)).toMatchObject({ approval: { exceeds: ["day"] } });
  });

  test("MM-9: a customer's ninety days count what was paid back by hand as well", async () => {
    await setLimits(shop, "agent", { customer: 10_000 });
    const mail = `${randomUUID()}@example.com`;
    const [first, second] = [
      await sold(8_000, { draft: { email: mail } }),
      await sold(3_000, { draft: { email: mail } }),
    ];
    const payment = {
      amount: { minor: 8_000, currency: "EUR" },
      parentId: first.transactions[0]?.id ?? null,
    };
    createRefund(shop.store, first, { transactions: [payment] });
    await pullOrder(owner, first.id);
    expect(await payBack(agent, second, 3_000)).toMatchObject({ approval: { exceeds: ["customer"] } });
  });
});

describe("MM-9: above the limit somebody else decides", () => {
  async function waiting() {
    const sale = await sold(6_000);
    const ask = oneShirt(sale, { expectedMinor: 6_000, note: "Two weeks late" });
    const outcome = await refundOrder(agent, sale.id, ask);
    if (outcome.refunded || outcome.because !== "needs-approval") throw new Error("It was not asked for");
    return { sale, ask, id: outcome.approval.id };
  }
  const yes = (id: string, expectedMinor = 6_000) =>
    ({ verdict: "approve", id, expectedMinor, word: "Fair" }) as const;

  test("MM-9: the queue says who asks, for what, why, and what it would exceed", async () => {
    const { id, sale, ask } = await waiting();
    const [first] = await listApprovals(lead, "open");
    expect(first).toMatchObject({
      ...{
        id,
        orderId: sale.id,
        orderName: sale.name,
        requestedByName: "Paolo Ferri",
        note: "Two weeks late",
      },
      ...{ amount: { minor: 6_000, currency: "EUR" }, exceeds: ["action"], state: "open" },
    });
    expect(await refundOrder(agent, sale.id, ask)).toMatchObject({ approval: { id } });
    expect(await refundOrder(agent, sale.id, { ...ask, clientId: randomUUID() })).toMatchObject({
      approval: { id },
    });
  });

  test("MM-9: approved by somebody else it is paid once, however often they press", async () => {
    const { id, sale, ask } = await waiting();
    const answers = await Promise.all(Array.from({ length: 20 }, () => decideOn(lead, yes(id))));
    expect(answers.some((one) => "approved" in one && one.approved)).toBe(true);
    expect(sale.refunds).toHaveLength(1);
    expect(paidBack(sale)).toBe(6_000);
    expect(await refundOrder(agent, sale.id, ask)).toMatchObject({ refunded: true });
    expect(await findApproval(lead, id)).toMatchObject({
      ...{
        state: "approved",
        decidedByName: "Iris Lindqvist",
        word: "Fair",
        payment: { state: "succeeded" },
      },
    });
  });

  test("MM-9: nobody approves their own, not even the owner, and the database says so too", async () => {
    await setLimits(shop, "lead", { action: 1 });
    const sale = await sold(6_000);
    const outcome = await payBack(lead, sale, 6_000);
    const id = "approval" in outcome ? outcome.approval.id : "";
    expect(await decideOn(lead, yes(id))).toEqual({ approved: false, because: "own" });
    const decided = {
      state: "approved",
      decidedBy: `agent:${lead.actor.kind === "agent" ? lead.actor.id : ""}`,
    };
    await expect(lead.db.moneyApproval.updateMany({ where: { id }, data: decided })).rejects.toThrow(
      /four_eyes/,
    );
    expect(paidBack(sale)).toBe(0);
  });

  test("MM-9: the approver's own limit counts", async () => {
    const { id, sale } = await waiting();
    await setLimits(shop, "lead", { action: 5_999 });
    expect(await decideOn(lead, yes(id))).toMatchObject({ approved: false, because: "above-you" });
    expect(paidBack(sale)).toBe(0);
    expect(await decideOn(owner, yes(id))).toEqual({ approved: true });
  });

  test("MM-9: an order that changed meanwhile is not paid but shown afresh", async () => {
    const { id, sale } = await waiting();
    const payment = { amount: { minor: 2_000, currency: "EUR" }, parentId: sale.transactions[0]?.id ?? null };
    createRefund(shop.store, sale, { transactions: [payment] });
    expect(await decideOn(lead, yes(id))).toMatchObject({
      ...{ approved: false, because: "changed", preview: { total: { minor: 4_000 } } },
    });
    expect(await findApproval(lead, id)).toMatchObject({ state: "open" });
    expect(await decideOn(lead, yes(id, 4_000))).toEqual({ approved: true });
    expect(paidBack(sale)).toBe(6_000);
  });

  test("MM-9: declined stays declined; who asked may take it back", async () => {
    const { id, sale, ask } = await waiting();
    expect(await decideOn(lead, { verdict: "decline", id, word: "No" })).toEqual({ declined: true });
    expect(await decideOn(owner, yes(id))).toMatchObject({ approved: false });
    expect(await refundOrder(agent, sale.id, ask)).toMatchObject({ approval: { state: "declined" } });
    const second = await waiting();
    expect(await decideOn(agent, { verdict: "decline", id: second.id, word: null })).toEqual({
      declined: true,
    });
    expect(paidBack(sale) + paidBack(second.sale)).toBe(0);
  });

  test("MM-9: what cannot be paid is not even asked for", async () => {
    const sale = await sold(6_000);
    expect(await payBack(agent, sale, 7_000)).toMatchObject({ because: "changed" });
    expect((await listApprovals(lead, "open")).some(({ orderId }) => orderId === sale.id)).toBe(false);
  });
});
