import { afterAll, beforeAll, expect, test } from "vitest";

import { listInbox } from "~/conversations/inbox.server";
import { identify, linkOrder } from "~/conversations/link.server";
import { close } from "~/conversations/move.server";
import { note } from "~/conversations/reply.server";
import { NotAllowed } from "~/kit/failures";
import type { Desk } from "~/platform/desk.server";
import { newId } from "~/platform/id.server";

import { deskFor, type TestDesk } from "../../support/desk.ts";
import { aCustomer, anOrder } from "../../support/rows.ts";
import { draft, say } from "../../support/talk.ts";

let shop: TestDesk;
let other: TestDesk;
let iris: Desk;
let noors: string;
let weis: string;

beforeAll(async () => {
  [shop, other] = [await deskFor(), await deskFor()];
  iris = await shop.asAgent("Iris Lindqvist", "lead");
  noors = (await say(await shop.asShopper(), "My linen tablecloth has not arrived")).conversationId;
  weis = (await say(await shop.asShopper(), "我的包裹在哪里？")).conversationId;
  await say(await other.asShopper(), "My linen tablecloth is another shop's secret");
  const customerId = await aCustomer(shop.desk, { name: "Noor Haddad", email: "noor@example.com" });
  await identify(
    shop.desk,
    { conversationId: noors },
    { customerId, name: "Noor Haddad", email: "noor@example.com", proven: true },
  );
  await linkOrder(iris, noors, await orderWithParcel(shop.desk));
  await note(iris, noors, draft("carrier says misrouted"));
});
afterAll(() => Promise.all([shop.close(), other.close()]));

async function orderWithParcel(desk: Desk): Promise<string> {
  const orderId = await anOrder(desk, { name: "#1001" });
  const { shopId, now } = desk;
  const times = { createdAt: now, updatedAt: now };
  await desk.db.fulfillment.create({
    data: {
      shopId,
      id: newId(),
      orderId,
      name: "#1001-F1",
      status: "SUCCESS",
      trackingNumber: "JD0146000001",
      lines: [],
      events: [],
      ...times,
    },
  });
  const money = {
    unitPriceMinor: 1n,
    discountMinor: 0n,
    taxMinor: 0n,
    totalMinor: 1n,
    customerUnitMinor: 1n,
    customerTotalMinor: 1n,
  };
  const counts = {
    quantity: 1,
    currentQuantity: 1,
    refundableQuantity: 1,
    fulfilledQuantity: 1,
    position: 0,
  };
  await desk.db.orderLine.create({
    data: {
      shopId,
      id: newId(),
      orderId,
      title: "Tablecloth",
      sku: "LIN-TC-140",
      currency: "EUR",
      customerCurrency: "EUR",
      ...money,
      ...counts,
    },
  });
  return orderId;
}

const found = async (search: string, desk = iris) =>
  (await listInbox(desk, { view: "mine", search })).rows.map(({ id }) => id);

test.each([
  ["a word of a message", "tablecloth"],
  ["the beginning of a word", "tablec"],
  ["two words in any order", "arrived linen"],
  ["a word of a note", "misrouted"],
  ["an order number", "#1001"],
  ["an order number without its sign", "1001"],
  ["a tracking number", "JD0146000001"],
  ["a SKU", "LIN-TC-140"],
  ["an address", "Noor@Example.com"],
  ["a part of a name", "hadda"],
])("%s finds the conversation", async (_what, term) => {
  expect(await found(term)).toEqual([noors]);
});

test("Chinese finds Chinese", async () => {
  expect(await found("包裹")).toEqual([weis]);
});

test("what is closed is found as well", async () => {
  const { conversationId } = await say(await shop.asShopper(), "An orchid with brown leaves");
  await close(iris, conversationId);
  expect(await found("orchid")).toEqual([conversationId]);
});

test("another shop's conversations are never found", async () => {
  expect(await found("secret")).toEqual([]);
  expect(await found("tablecloth", await other.asAgent("Eve"))).toHaveLength(1);
});

test.each(["%", "_", "'; --", "\\", "(((", ":*", "a".repeat(10_000), "\u0000"])(
  "%s is searched for as text",
  async (term) => {
    expect(await found(term)).toEqual([]);
  },
);

test("whoever may not see conversations may not search them", async () => {
  const stranger = await shop.asAgent("Somebody", "nobody" as "viewer");
  await expect(found("linen", stranger)).rejects.toThrow(NotAllowed);
});
