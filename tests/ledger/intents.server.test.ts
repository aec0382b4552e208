import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";

import { refundOrder } from "~/orders/refund.server";
import { closeDatabase } from "~/platform/db.server";
import type { Desk } from "~/platform/desk.server";
import { followOrder, pullReturn } from "~/returns/pull.server";
import type { ReturnView } from "~/returns/return";
import { findReturn } from "~/returns/returns.server";
import { settleReturn } from "~/returns/settle.server";

import { createRefund } from "../dev-store/acts/pay-back.ts";
import type { Order } from "../dev-store/state/order.ts";
import { maximumRefundable } from "../dev-store/state/refundable.ts";
import { deskFor, type TestDesk } from "../support/desk.ts";
import { mortal } from "../support/mortal.ts";
import { received } from "../support/sent-back.ts";
import { paidBack, soldAndPulled } from "../support/sold.ts";
import { recover } from "../trust/money/rig/scene.ts";

let shop: TestDesk;
let iris: Desk;
let minutes = 0;

beforeAll(async () => {
  shop = await deskFor();
  iris = await shop.asAgent("Iris Lindqvist", "lead");
});
afterAll(async () => {
  await shop.close();
  await closeDatabase();
});

const sweep = () => recover(shop, iris, { minutes: (minutes += 6) });

const lost = fc.constantFrom("drop-before-commit", "drop-after-commit", "truncated", "server-error" as const);
const happening = fc.oneof(
  fc.record({
    kind: fc.constant("settle" as const),
    same: fc.boolean(),
    diesAt: fc.integer({ min: 1, max: 12 }),
  }),
  fc.record({ kind: fc.constant("refund" as const), same: fc.boolean() }),
  fc.record({
    kind: fc.constant("fault" as const),
    fault: lost,
    match: fc.constantFrom("returnProcess", "refundCreate"),
  }),
  fc.record({ kind: fc.constantFrom("hear" as const, "sweep" as const, "by-hand" as const) }),
);

type Happening = typeof happening extends fc.Arbitrary<infer One> ? One : never;
type Scene = { readonly sale: Order; readonly open: ReturnView; readonly click: string };
const plain = { note: null, notify: false };

const settling = ({ open, click }: Scene, { same, diesAt }: { same: boolean; diesAt: number }) => {
  const clientId = same ? click : randomUUID();
  return settleReturn(mortal(iris, diesAt).desk, open.id, {
    clientId,
    expectedMinor: 9_000,
    shipping: false,
    ...plain,
  });
};

const refunding = ({ sale, click }: Scene, same: boolean) => {
  const clientId = same ? `refund ${click}` : randomUUID();
  const lines = [{ lineId: sale.lines[1]?.id ?? "", quantity: 1 }];
  const rest = { shippingMinor: 0, conversationId: null, ...plain };
  return refundOrder(iris, sale.id, { clientId, expectedMinor: 2_300, lines, ...rest });
};

const byHand = ({ sale }: Scene) => {
  const payment = { amount: { minor: 500, currency: "EUR" }, parentId: sale.transactions[0]?.id ?? null };
  return createRefund(shop.store, sale, { transactions: [payment] });
};

async function happens(scene: Scene, one: Happening): Promise<unknown> {
  if (one.kind === "settle") return settling(scene, one);
  if (one.kind === "refund") return refunding(scene, one.same);
  if (one.kind === "fault") return shop.store.faults.push({ kind: one.fault, match: one.match });
  if (one.kind === "hear") return pullReturn(iris, scene.open.shopifyId ?? "");
  return one.kind === "sweep" ? sweep() : byHand(scene);
}

/** All at once, then the dust settles: the worker looks twice, the webhooks have come. */
async function play(happenings: readonly Happening[]): Promise<Scene> {
  const sale = await soldAndPulled(iris, shop.store);
  const scene = { sale, open: await received(iris, sale), click: randomUUID() };
  await Promise.allSettled(happenings.map((one) => happens(scene, one)));
  shop.store.faults.splice(0);
  await sweep();
  await sweep();
  await followOrder(iris, { orderId: sale.id });
  return scene;
}

test(
  "whatever happens in whatever order: no wish is paid twice, nothing beyond what was paid, the books agree",
  { timeout: 170_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 2, maxLength: 8 }), async (happenings) => {
        minutes = 0;
        const { sale, open } = await play(happenings);
        expect(maximumRefundable(sale).presentment.minor).toBeGreaterThanOrEqual(0);
        expect(paidBack(sale)).toBeLessThanOrEqual(11_790);
        const ofReturn = sale.refunds.filter(({ returnId }) => returnId !== null);
        expect(ofReturn.length).toBeLessThanOrEqual(1);
        expect((await findReturn(iris, open.id)).stage).toBe(ofReturn.length === 1 ? "refunded" : "received");
        const intents = await iris.db.moneyIntent.findMany({ where: { orderId: sale.id } });
        const paid = intents.filter(({ state }) => state === "succeeded").map(({ refundId }) => refundId);
        const ours = sale.refunds.filter(({ note }) => note?.includes("Goodturn ")).map(({ id }) => id);
        expect(paid.sort()).toEqual(ours.sort());
        expect(intents.every(({ state }) => state === "succeeded" || state === "failed")).toBe(true);
      }),
      { numRuns: 12, endOnFailure: true },
    );
  },
);
