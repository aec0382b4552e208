import { afterEach, beforeEach, expect, test } from "vitest";

import type { Id } from "~/kit/id";
import type { Desk } from "~/platform/desk.server";
import { closeLimits } from "~/platform/limits.server";
import { askForCode, checkCode, sendCode } from "~/portal/lookup.server";
import { ownOrders } from "~/portal/orders.server";
import { provenOrders } from "~/portal/proofs.server";

import { deskFor, type TestDesk } from "../support/desk";
import { figure } from "../trust/figure.ts";

let shop: TestDesk;
let noor: Desk;
let visitorId: Id<"Visitor">;

beforeEach(async () => {
  shop = await deskFor();
  noor = await shop.asShopper();
  visitorId = noor.actor.kind === "shopper" ? noor.actor.visitorId : ("" as Id<"Visitor">);
  await anOrder("1001", "noor@example.com");
});
afterEach(async () => {
  await closeLimits();
  await shop.close();
});

function anOrder(number: string, email: string) {
  const { shopId, now, db } = shop.desk;
  const money = { shop: { minor: 0, currency: "EUR" }, customer: { minor: 0, currency: "EUR" } };
  const amounts = { subtotal: money, shipping: money, tax: money, discount: money };
  const nothing = { cancelReason: null, shippingTitle: null, shippingAddress: null, billingAddress: null };
  return db.order.create({
    data: {
      shopId,
      id: `gid://shopify/Order/${number}`,
      name: `#${number}`,
      nameKey: number,
      email,
      financialStatus: "PAID",
      fulfillmentStatus: "UNFULFILLED",
      returnStatus: "NO_RETURN",
      placedAt: now,
      updatedAt: now,
      pulledAt: now,
      currency: "EUR",
      customerCurrency: "EUR",
      totalMinor: 5000n,
      totalCustomerMinor: 5000n,
      refundedMinor: 0n,
      tags: [],
      details: {
        ...nothing,
        ...amounts,
        taxesIncluded: true,
        discountCodes: [],
        payments: [],
        isWhole: true,
      },
    },
  });
}

const ask = (order: string, email: string, ip: string | null = null) =>
  askForCode(noor, visitorId, { order, email, ip });

const check = (desk: Desk, who: string, code: string) => checkCode(desk, who, { code, ip: null });

/** The worker's half, and the code as the shopper reads it in the mail. */
async function mailedCode(): Promise<string | undefined> {
  const rows = await shop.desk.db.lookupCode.findMany({ orderBy: { createdAt: "asc" } });
  for (const { id } of rows) await sendCode(shop.desk, id);
  const mail = await shop.desk.db.mail.findFirst({ orderBy: { id: "desc" } });
  return /\b\d{6}\b/.exec(mail?.text ?? "")?.[0];
}

test("with order number, address and the mailed code, the order is the shopper's", async () => {
  expect(await ask(" #1001", "Noor@Example.com ")).toEqual({ asked: true, minutes: 10 });
  const code = await mailedCode();
  expect(await check(noor, visitorId, code ?? "")).toEqual({ verified: true, email: "noor@example.com" });
  expect((await provenOrders(noor, visitorId)).map(({ name }) => name)).toEqual(["#1001"]);
});

test("SH-1: no such order, wrong address and no address at all are answered alike, and nobody gets mail", async () => {
  const answers = [
    await ask("9999", "noor@example.com"),
    await ask("1001", "eve@example.com"),
    await ask("7", "x"),
  ];
  expect(answers).toEqual([1, 2, 3].map(() => ({ asked: true, minutes: 10 })));
  expect(await mailedCode()).toBeUndefined();
  expect(await check(noor, visitorId, "123456")).toEqual({ verified: false, because: "wrong-code" });
});

test("SH-1: whoever keeps guessing is locked out, by order and by visitor", async () => {
  for (let n = 0; n < 3; n += 1) await ask("1001", `guess${n}@example.com`);
  expect(await ask("1001", "noor@example.com")).toMatchObject({ asked: false });
  for (let n = 0; n < 2; n += 1) await ask(`20${n}`, "noor@example.com");
  expect(await ask("300", "noor@example.com")).toMatchObject({ asked: false });
});

test("SH-2: a code is tried three times, works once, and not after ten minutes", async () => {
  await ask("1001", "noor@example.com");
  const code = (await mailedCode()) ?? "";
  const wrong = code === "000000" ? "000001" : "000000";
  const late = shop.later(noor, new Date(noor.now.getTime() + 11 * 60_000));
  expect(await check(late, visitorId, code)).toEqual({ verified: false, because: "expired" });
  expect(await check(noor, visitorId, wrong)).toEqual({ verified: false, because: "wrong-code" });
  expect(await check(noor, visitorId, code)).toMatchObject({ verified: true });
  expect(await check(noor, visitorId, code)).toEqual({ verified: false, because: "expired" });
});

test("SH-2: fifty guesses at the same instant count three", async () => {
  await ask("1001", "noor@example.com");
  const code = (await mailedCode()) ?? "";
  const guesses = Array.from({ length: 50 }, (_, n) => String(n).padStart(6, "0")).filter(
    (guess) => guess !== code,
  );
  await Promise.all(guesses.map((guess) => check(noor, visitorId, guess)));
  expect(await check(noor, visitorId, code)).toEqual({ verified: false, because: "locked" });
  figure("SH-2", {
    reached: "nothing shown before a mailed code; 6 digits, 3 tries of 50 at once, 10 min, once",
    asked: "5 tries, 10 min, single use",
  });
});

test("SH-7: a code sent to one visitor opens nothing for another", async () => {
  await ask("1001", "noor@example.com");
  const code = (await mailedCode()) ?? "";
  const eve = await shop.asShopper();
  const eveId = eve.actor.kind === "shopper" ? eve.actor.visitorId : "";
  expect(await check(eve, eveId, code)).toEqual({ verified: false, because: "expired" });
  expect(await ownOrders(eve)).toEqual({ orders: [], proven: false });
});

test("another shop's order of the same number is not found here", async () => {
  const other = await deskFor();
  const there = await other.asShopper(visitorId);
  await askForCode(there, visitorId, { order: "1001", email: "noor@example.com", ip: null });
  const row = await other.desk.db.lookupCode.findFirstOrThrow({});
  expect(row.orderId).toBeNull();
  await other.close();
});
