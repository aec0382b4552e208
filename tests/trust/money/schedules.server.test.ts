import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";

import type { Intent } from "~/ledger/intent";
import { intentOf } from "~/ledger/intents.server";
import { cancelOrder } from "~/orders/cancel.server";
import { followOrder } from "~/returns/pull.server";
import { pullOrder } from "~/orders/pull.server";
import { refundOrder } from "~/orders/refund.server";
import { closeDatabase } from "~/platform/db.server";
import type { Desk } from "~/platform/desk.server";
import { STORE_CREDIT_SCOPE } from "~/shops/scopes.server";
import { hearOfPending } from "~/wiring/money.server";

import { createCustomer } from "../../dev-store/acts/edit.ts";
import { createRefund } from "../../dev-store/acts/pay-back.ts";
import { creditOf } from "./rig/ledger.ts";
import { maximumRefundable } from "../../dev-store/state/refundable.ts";
import type { Order } from "../../dev-store/state/order.ts";
import { deskFor, type TestDesk } from "../../support/desk.ts";
import { office } from "../../support/internet.ts";
import { mortal } from "../../support/mortal.ts";
import { paidBack, soldAndPulled } from "../../support/sold.ts";
import { figure } from "../figure.ts";
import { intentsOf, oneShirt, recover, setLimits, wholeOrder } from "./rig/scene.ts";

let shop: TestDesk;
let iris: Desk;
let paolo: Desk;

beforeAll(async () => {
  // Its bucket is never empty: a schedule is about one refund, not about the ten thousand before it.
  shop = await deskFor({ store: { throttle: { maximum: 1_000_000, restoreRate: 1_000_000 } } });
  await setLimits(shop, "agent", { pace: 1_000 });
  createCustomer(shop.store, { firstName: "Noor", lastName: "Haddad", email: "noor@example.com" });
  const { scopes } = office.installation(shop.store.domain);
  office.grant(shop.store.domain, [...scopes, STORE_CREDIT_SCOPE]);
});
afterAll(async () => {
  await shop.close();
  await closeDatabase();
});

/** So many schedules and two others sit down: one person's pace of payments is at most 1,000 in ten minutes. */
const SHIFT = 200;
let played = 0;

/** A seat is of the moment it was taken: a click must not look older than it is to the worker. */
async function takeSeats(): Promise<void> {
  if (played++ % SHIFT === 0) {
    iris = await shop.asAgent(`Iris ${played}`, "owner");
    paolo = await shop.asAgent(`Paolo ${played}`, "owner");
  }
  [iris, paolo] = [shop.later(iris, new Date()), shop.later(paolo, new Date())];
}

const runs = process.env["TRUST_LONG"] ? 10_000 : 40;
const dies = fc.integer({ min: 1, max: 14 });
const fault = fc.constantFrom(
  "drop-before-commit",
  "drop-after-commit",
  "truncated",
  "server-error",
  "html" as const,
);
const happening = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("click" as const), same: fc.boolean(), diesAt: dies }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("fault" as const),
      fault,
      times: fc.integer({ min: 1, max: 2 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "sweep" as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: "webhook" as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: "by-hand" as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: "provider" as const }) },
);
type Happening = typeof happening extends fc.Arbitrary<infer One> ? One : never;
/** At once, or one after the other. */
const schedule = fc.record({
  atOnce: fc.boolean(),
  happenings: fc.array(happening, { minLength: 2, maxLength: 9 }),
});

type Scene = { readonly sale: Order; readonly click: string; readonly act: Act };
type Act = (desk: Desk, sale: Order, clientId: string) => Promise<unknown>;
let minutes = 0;

async function happens({ sale, click, act }: Scene, one: Happening): Promise<unknown> {
  switch (one.kind) {
    case "click": {
      const seat = one.same ? iris : paolo;
      return act(mortal(seat, one.diesAt).desk, sale, one.same ? click : randomUUID());
    }
    case "fault":
      return shop.store.faults.push({ kind: one.fault, match: "mutation", times: one.times });
    case "sweep":
      return recover(shop, iris, { minutes: (minutes += 3) });
    case "webhook":
      await pullOrder(iris, sale.id);
      return followOrder(iris, { orderId: sale.id });
    case "by-hand":
      return byHand(sale);
    case "provider":
      return (shop.store.refundAnswer = shop.store.refundAnswer === "SUCCESS" ? "PENDING" : "SUCCESS");
  }
}

/** Somebody pays five euros back in Shopify's own admin. */
function byHand(sale: Order) {
  const payment = { amount: { minor: 500, currency: "EUR" }, parentId: sale.transactions[0]?.id ?? null };
  return createRefund(shop.store, sale, { transactions: [payment] });
}

/** The schedule, and then the dust settles: nothing fails any more, the provider confirms, the worker looks twice. */
async function play(act: Act, given: { atOnce: boolean; happenings: Happening[] }): Promise<Order> {
  minutes = 0;
  await takeSeats();
  const draft = { customerId: [...shop.store.customers.keys()][0] ?? null };
  const sale = await soldAndPulled(iris, shop.store, { parcel: "none", draft });
  const scene = { sale, click: randomUUID(), act };
  if (given.atOnce) await Promise.allSettled(given.happenings.map((one) => happens(scene, one)));
  else for (const one of given.happenings) await happens(scene, one).catch(() => {});
  shop.store.faults.splice(0);
  shop.store.refundAnswer = "SUCCESS";
  await shop.store.settle();
  for (const row of sale.transactions) if (row.status === "PENDING") row.status = "SUCCESS";
  await hearOfPending(iris, { orderId: sale.id });
  for (let look = 0; look < 3; look += 1) await recover(shop, iris, { minutes: (minutes += 8) });
  return sale;
}

/** Nothing beyond what came in, no wish paid twice, and our books say what Shopify's say. Gives what was paid. */
async function isRight(sale: Order): Promise<number> {
  expect(maximumRefundable(sale).presentment.minor).toBeGreaterThanOrEqual(0);
  expect(paidBack(sale)).toBeLessThanOrEqual(11_790);
  const intents = await intentsOf(iris, sale);
  expect(intents.every(({ state }) => state === "succeeded" || state === "failed")).toBe(true);
  const paid = intents.filter(({ state }) => state === "succeeded");
  const ours = sale.refunds.filter(({ note }) => note?.includes("Goodturn "));
  expect(paid.map(({ refundId }) => refundId).sort()).toEqual(ours.map(({ id }) => id).sort());
  const marks = ours.map(({ note }) => /Goodturn [0-9a-f]{12}/.exec(note ?? "")?.[0]);
  expect(new Set(marks).size).toBe(marks.length);
  const sum = paid.reduce((total, row) => total + bookedMinor(intentOf(row)), 0);
  expect(ours.reduce((total, { total: { presentment } }) => total + presentment.minor, 0)).toBe(sum);
  return sum;
}

/** A cancellation pays what is left when Shopify gets to it: its books say how much that was. */
const bookedMinor = ({ booked, amount }: Intent) => (booked ?? amount).minor;

async function holds(act: Act, numRuns: number, also?: (sale: Order) => void): Promise<void> {
  let paid = 0;
  const property = fc.asyncProperty(schedule, async (given) => {
    const sale = await play(act, given);
    if ((await isRight(sale)) > 0) paid += 1;
    also?.(sale);
  });
  await fc.assert(property, { numRuns, endOnFailure: true });
  // Else it would have proven little: most schedules do pay.
  expect(paid).toBeGreaterThan(numRuns / 4);
}

const LONG = 6 * 3_600_000;

test(
  "MM-4 F10: whatever happens around one refund, in whatever order: never twice, never too much, and the books agree",
  { timeout: LONG },
  async () => {
    const act: Act = (desk, sale, clientId) => refundOrder(desk, sale.id, oneShirt(sale, { clientId }));
    await holds(act, runs);
    figure("MM-4", { reached: `${runs} of ${runs} schedules`, asked: "10,000 of 10,000 (--long)" });
    figure("F10", { reached: `${runs} of ${runs} schedules`, asked: "10,000 of 10,000 (--long)" });
  },
);

test(
  "MM-14 F10: the same around a cancellation: stock and money move once, and as was chosen",
  { timeout: LONG },
  async () => {
    const act: Act = (desk, sale, clientId) => cancelOrder(desk, sale.id, wholeOrder({ clientId }));
    const few = Math.ceil(runs / 6);
    await holds(act, few, (sale) => {
      const restocked = sale.refunds.flatMap(({ lines }) => lines).filter(({ restocked: isBack }) => isBack);
      const units = restocked.reduce((sum, { quantity }) => sum + quantity, 0);
      expect([0, 3]).toContain(units);
    });
    figure("MM-14", {
      reached: `${2 * few} of ${2 * few} schedules, stock and credit once`,
      asked: "exactly once",
    });
  },
);

test(
  "MM-14 F10: the same around store credit: the customer's balance grows by what was paid, once",
  { timeout: LONG },
  async () => {
    const act: Act = (desk, sale, clientId) =>
      refundOrder(desk, sale.id, oneShirt(sale, { clientId, method: "store-credit" }));
    const begun = creditOf(shop.store);
    let before = begun;
    await holds(act, Math.ceil(runs / 6), (sale) => {
      const credited = sale.transactions.filter(({ gateway }) => gateway === "shopify_store_credit");
      const sum = credited.reduce((total, { amount }) => total + amount.presentment.minor, 0);
      expect(creditOf(shop.store) - before).toBe(sum);
      before = creditOf(shop.store);
    });
    // Else it would have proven nothing.
    expect(before).toBeGreaterThan(begun);
  },
);
