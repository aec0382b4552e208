import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { countApprovals } from "~/ledger/approvals.server";
import { closeDatabase } from "~/platform/db.server";
import type { Desk } from "~/platform/desk.server";
import { action as payDoor } from "~/routes/admin/inbox.refund";
import { action as decideDoor } from "~/routes/admin/money.decide/route";

import { deskFor, type TestDesk } from "../../support/desk.ts";
import { answerOf, deliver } from "../../support/knock.ts";
import { paidBack, type Sale } from "../../support/sold.ts";
import { figure } from "../figure.ts";
import { oneShirt, payBack, setLimits, soldShirt } from "./rig/scene.ts";

let shop: TestDesk;
let owner: Desk;

beforeAll(async () => {
  shop = await deskFor();
  owner = await shop.asAgent("Olga Owner", "owner");
});
afterAll(async () => {
  await shop.close();
  await closeDatabase();
});
beforeEach(() => setLimits(shop, "agent", { action: 4_500 }));

const sold = (minor = 4_500, own: Sale = {}) => soldShirt(owner, shop, { minor, ...own });

describe("MM-10: who acts comes from the token alone", () => {
  const vera = { id: "909", firstName: "Vera" };
  const post = async (door: (args: never) => Promise<unknown>, body: unknown) => {
    const request = await deliver(shop, vera, body);
    return answerOf(door({ request, params: {}, context: {} } as never));
  };

  test("MM-10: an agent who names an owner in the body is still an agent", async () => {
    const sale = await sold(6_000);
    const ownerId = owner.actor.kind === "agent" ? owner.actor.id : "";
    const click = { orderId: sale.id, ...oneShirt(sale, { expectedMinor: 6_000 }) };
    for (const own of [
      { agentId: ownerId },
      { actor: `agent:${ownerId}` },
      { role: "owner" },
      { approvalId: randomUUID() },
    ])
      expect((await post(payDoor, { ...click, ...own })).status).toBe(400);
    const outcome = await post(payDoor, click);
    expect(outcome.value).toMatchObject({ because: "needs-approval" });
    const { approval } = outcome.value as { approval: { id: string } };
    const decision = { verdict: "approve", id: approval.id, expectedMinor: 6_000, word: null };
    expect((await post(decideDoor, decision)).status).toBe(403);
    expect(paidBack(sale)).toBe(0);
    figure("MM-10", { reached: "0 successes", asked: "0" });
  });

  test("MM-10: a viewer and a shopper cannot pay by calling the act itself", async () => {
    const sale = await sold(100);
    const viewer = await shop.asAgent("Wim Viewer", "viewer");
    for (const seat of [viewer, await shop.asShopper()])
      await expect(payBack(seat, sale, 100)).rejects.toThrow("may move no money");
    expect(paidBack(sale)).toBe(0);
  });
});

describe("MM-11: machines move nothing without a cap that the merchant set", () => {
  const machines = () =>
    [
      ["assistant", { ...shop.desk, actor: { kind: "assistant" } } as Desk],
      ["rules", shop.desk],
    ] as const;

  test("MM-11: without a cap they only ever ask", async () => {
    for (const [, seat] of machines()) {
      const sale = await sold(1);
      expect(await payBack(seat, sale, 1)).toMatchObject({ because: "needs-approval" });
      expect(paidBack(sale)).toBe(0);
    }
    figure("MM-11", { reached: "0 refunds without a person or a cap", asked: "0" });
  });

  test("MM-11: within the merchant's cap they may, above it a person decides", async () => {
    for (const [who, seat] of machines()) {
      await setLimits(shop, who, { action: 1_000 });
      expect(await payBack(seat, await sold(1_000), 1_000)).toMatchObject({ refunded: true });
      expect(await payBack(seat, await sold(1_001), 1_001)).toMatchObject({ because: "needs-approval" });
    }
  });
});

test(
  "MM-13: a hundred good refunds in a minute by one person stop at the merchant's cap, and home says so",
  { timeout: 120_000 },
  async () => {
    const n = process.env["TRUST_LONG"] ? 100 : 30;
    const cap = 20;
    const thief = await shop.asAgent("Tess Thief", "lead");
    await setLimits(shop, "agent", { pace: cap });
    const before = await countApprovals(owner);
    const sales = await Promise.all(Array.from({ length: n }, () => sold(100)));
    const begun = performance.now();
    const outcomes = await Promise.all(sales.map((sale) => payBack(thief, sale, 100)));
    expect(outcomes.filter(({ refunded }) => refunded)).toHaveLength(cap);
    const now = await countApprovals(owner);
    expect(now.tooFast - before.tooFast).toBe(n - cap);
    const seconds = Math.ceil((performance.now() - begun) / 1_000);
    expect(seconds).toBeLessThanOrEqual(60);
    figure("MM-13", { reached: `${cap} of ${n} paid, alarm after ${seconds} s`, asked: `${cap}, 60 s` });
  },
);
