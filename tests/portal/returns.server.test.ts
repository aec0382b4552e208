import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";

import { closeDatabase } from "~/platform/db.server";
import type { Desk } from "~/platform/desk.server";
import { ownEstimate, ownReturnable, requestOwnReturn } from "~/portal/returns.server";
import { ownOrders } from "~/portal/orders.server";
import { publishPolicy, saveDraft } from "~/returns/policy/policies.server";

import type { Order } from "../dev-store/state/order.ts";
import { deskFor, type TestDesk } from "../support/desk.ts";
import { policyWith, rest } from "../returns/policy/cases";
import { soldAndPulled } from "../support/sold.ts";

let shop: TestDesk;
let noor: Desk;
let sale: Order;

beforeAll(async () => {
  shop = await deskFor();
  noor = await shop.asShopper();
  sale = await soldAndPulled(shop.desk, shop.store);
  const visitorId = noor.actor.kind === "shopper" ? noor.actor.visitorId : "";
  const proof = {
    shopId: noor.shopId,
    visitorId,
    orderId: sale.id,
    email: "noor@example.com",
    provenAt: noor.now,
  };
  await noor.db.orderProof.create({ data: proof });
});
afterAll(async () => {
  await shop.close();
  await closeDatabase();
});

const line = () => ({ id: sale.fulfillments[0]?.lines[0]?.id ?? "", quantity: 1, reason: "too-small" });

test("Noor sees what she may send back, until when, and the reasons", async () => {
  const offer = await ownReturnable(noor, { orderId: sale.id });
  expect(offer.lines).toMatchObject([
    { title: "Linen shirt", quantity: 2, eligible: true, price: { minor: 4_500, text: "€45.00" } },
    { title: "Boston fern", quantity: 1, eligible: true },
  ]);
  expect(offer.lines[0]?.message).toMatch(/^30 days .* until /);
  expect(offer.reasons[0]).toMatchObject({ handle: "damaged-or-defective", photo: "required" });
  expect(offer.policy).toBe("You can send items back within 30 days of delivery.");
});

test("she hears what she gets, and where it goes", async () => {
  const estimate = await ownEstimate(noor, { orderId: sale.id, lines: [line()] });
  expect(estimate).toMatchObject({
    total: { minor: 4_500 },
    fee: { minor: 0 },
    to: "the card or account ending in 4242",
  });
});

test("a stranger's order looks as if there were none", async () => {
  const stranger = await shop.asShopper();
  const ask = { clientId: randomUUID(), orderId: sale.id, lines: [line()] };
  await expect(ownReturnable(stranger, ask)).rejects.toThrow("No such order");
  await expect(ownEstimate(stranger, ask)).rejects.toThrow("No such order");
  await expect(requestOwnReturn(stranger, ask)).rejects.toThrow("No such order");
  expect(sale.returns).toEqual([]);
});

test("she asks, and the return stands on her order; a second time for the same units she hears why not", async () => {
  const ask = { clientId: randomUUID(), orderId: sale.id, lines: [{ ...line(), quantity: 2 }] };
  expect(await requestOwnReturn(noor, ask)).toMatchObject({
    requested: true,
    return: { stage: "requested" },
  });
  const { orders } = await ownOrders(noor);
  expect(orders[0]?.returns).toMatchObject([{ stage: "requested" }]);
  const again = await requestOwnReturn(noor, { ...ask, clientId: randomUUID() });
  expect(again).toEqual({
    requested: false,
    because: "nothing-left",
    message: "Everything of this item has already been returned or refunded.",
  });
});

test("E5: where the policy takes a fee, she hears it before she asks, and what is our fault costs nothing", async () => {
  const mira = await shop.asAgent("Mira Sahin", "owner");
  const refund = { fee: { flat: 300, share: 1_000 } };
  await saveDraft(mira, policyWith({ rules: [{ ...rest, then: { ...rest.then, outcomes: { refund } } }] }));
  await publishPolicy(mira, { note: "" });
  const fern = sale.fulfillments[0]?.lines[1]?.id ?? "";
  const estimateFor = (reason: string) =>
    ownEstimate(noor, { orderId: sale.id, lines: [{ id: fern, quantity: 1, reason }] });
  expect(await estimateFor("too-small")).toMatchObject({ fee: { minor: 530 }, total: { minor: 1_770 } });
  expect(await estimateFor("damaged-or-defective")).toMatchObject({
    fee: { minor: 0 },
    total: { minor: 2_300 },
  });
});
