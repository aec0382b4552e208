import { afterAll, beforeAll, expect, test } from "vitest";

import { findConversation } from "~/conversations/find.server";
import { identify, linkOrder, unlinkOrder } from "~/conversations/link.server";
import { markRead, shopperHere } from "~/conversations/mark.server";
import { note, reply } from "~/conversations/reply.server";
import { after } from "~/kit/days";
import { NotFound } from "~/kit/failures";
import type { Desk } from "~/platform/desk.server";

import { deskFor, type TestDesk } from "../support/desk.ts";
import { aCustomer, anOrder } from "../support/rows.ts";
import { draft, say } from "../support/talk.ts";

let shop: TestDesk;
let iris: Desk;
beforeAll(async () => {
  shop = await deskFor();
  iris = await shop.asAgent("Iris Lindqvist", "lead");
});
afterAll(() => shop.close());

const visitorOf = ({ actor }: Desk) => (actor.kind === "shopper" ? actor.visitorId : "");

async function begun() {
  const noor = await shop.asShopper();
  const { conversationId } = await say(noor, "Where is my parcel?");
  return { noor, id: conversationId };
}

test("reading goes forward only, and never beyond what is there", async () => {
  const { id } = await begun();
  await note(iris, id, draft("hm"));
  await markRead(iris, id, 99);
  await markRead(iris, id, 1);
  expect((await findConversation(iris, id)).readSeq).toBe(2);
  expect((await shop.desk.db.conversation.findFirst({ where: { id } }))?.teamSeen).toBe(2);
});

test("what the shopper has seen shows at our answers, and cannot be more than there is", async () => {
  const { noor, id } = await begun();
  await reply(iris, id, draft("It is late"));
  expect((await findConversation(iris, id)).shopperSeen).toBe(1);
  await shopperHere(noor, visitorOf(noor), 1_000);
  expect((await findConversation(iris, id)).shopperSeen).toBe(2);
});

test("an open chat is a sign of life", async () => {
  const { noor, id } = await begun();
  const later = shop.later(noor, after(noor.now, 20_000));
  await shopperHere(later, visitorOf(noor));
  expect((await findConversation(iris, id)).shopper.hereAt).toEqual(later.now);
});

test("an order laid beside a conversation twice lies there once, and can be taken away", async () => {
  const { id } = await begun();
  const orderId = await anOrder(shop.desk, { name: "#1001" });
  await linkOrder(iris, id, orderId);
  await linkOrder(iris, id, orderId);
  expect((await findConversation(iris, id)).orderIds).toEqual([orderId]);
  await unlinkOrder(iris, id, orderId);
  expect((await findConversation(iris, id)).orderIds).toEqual([]);
  await expect(linkOrder(iris, id, "gid://shopify/Order/404")).rejects.toThrow(NotFound);
});

test("a claimed address is marked as a claim, and never replaces one that was proven", async () => {
  const { noor, id } = await begun();
  const customerId = await aCustomer(shop.desk, { name: "Noor Haddad", email: "noor@example.com" });
  await identify(
    noor,
    { visitorId: visitorOf(noor) },
    { customerId, email: "noor@example.com", proven: false },
  );
  expect((await findConversation(iris, id)).shopper).toMatchObject({ proven: false, customerId: null });
  await identify(
    shop.desk,
    { conversationId: id },
    { customerId, email: "noor@example.com", name: "Noor", proven: true },
  );
  await identify(
    noor,
    { visitorId: visitorOf(noor) },
    { email: "eve@example.com", name: "Eve", proven: false },
  );
  expect((await findConversation(iris, id)).shopper).toMatchObject({
    proven: true,
    customerId,
    email: "noor@example.com",
    name: "Noor",
  });
});

test("a conversation begun after the proof knows the shopper from its first word", async () => {
  const noor = await shop.asShopper();
  await identify(
    shop.desk,
    { visitorId: visitorOf(noor) },
    { email: "noor@example.com", name: "Noor Haddad", proven: true },
  );
  const { conversationId } = await say(noor, "Hello");
  expect((await findConversation(iris, conversationId)).shopper).toMatchObject({
    name: "Noor Haddad",
    proven: true,
  });
});
