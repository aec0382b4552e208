import { afterAll, beforeAll, expect, test } from "vitest";

import { close } from "~/conversations/move.server";
import { addDays } from "~/kit/days";
import { database } from "~/platform/db.server";
import { newId } from "~/platform/id.server";
import { dropAged } from "~/privacy/retention/keep.server";
import { dropAgedOfHouse } from "~/privacy/retention/house.server";
import { defaultRetention, type Retention } from "~/shops/retention";

import { deskFor, type TestDesk } from "../../support/desk.ts";
import { filesKept, whereabouts } from "../../trust/census.ts";
import { aLife, type Life } from "../support/life.ts";

let shop: TestDesk;
let zelda: Life;
beforeAll(async () => {
  shop = await deskFor();
  zelda = await aLife(shop);
  for (const id of [zelda.conversationId, zelda.guestConversationId])
    await close(await shop.asAgent("Iris"), id);
}, 60_000);
afterAll(() => shop.close());

/** The shop's desk so many days from now, with the merchant's wishes. */
function inDays(days: number, own: Partial<Retention> = {}) {
  const desk = shop.later(shop.desk, addDays(new Date(), days));
  return { ...desk, shop: { ...desk.shop, settings: { retention: { ...defaultRetention, ...own } } } };
}
const drafts = () => shop.desk.db.draft.count();
const words = () => shop.desk.db.message.count({ where: { text: { contains: zelda.mark } } });

test("N2: what is younger than the merchant wants to keep it stays", async () => {
  const before = await whereabouts([zelda.mark]);
  await dropAged(inDays(0));
  expect(await whereabouts([zelda.mark])).toEqual(before);
});

test("N2: a hold keeps what the merchant decides about, whatever its age; codes end all the same", async () => {
  expect(await shop.desk.db.lookupCode.count()).toBe(1);
  await dropAged(inDays(3_000, { hold: true }));
  expect([await words(), await drafts(), await shop.desk.db.lookupCode.count()]).toEqual([6, 1, 0]);
});

test("N2: drafts of closed conversations go after a month, pictures after two years, each by its own time", async () => {
  await dropAged(inDays(31, { conversations: null }));
  expect([await drafts(), await filesKept()]).toEqual([0, 2]);
  await dropAged(inDays(731, { conversations: null }));
  expect(await filesKept()).toBe(0);
  expect(await words()).toBe(6);
});

test("N2: words and names of closed conversations go after three years, the conversations stay in the numbers", async () => {
  await dropAged(inDays(1_096));
  expect(await words()).toBe(0);
  const rows = await shop.desk.db.conversation.findMany({ where: { status: "closed" } });
  expect(rows).toHaveLength(2);
  expect(
    rows.every(({ shopperName, shopperEmail, customerId }) => !shopperName && !shopperEmail && !customerId),
  ).toBe(true);
  const events = await shop.desk.db.message.count();
  await dropAged(inDays(1_096));
  expect(await shop.desk.db.message.count()).toBe(events);
});

test("N2: visitors who never wrote go, those who did stay; mails go, those that wait to be sent stay", async () => {
  const { shopId, now } = shop.desk;
  await shop.asShopper();
  const mail = {
    shopId,
    to: "a@example.com",
    subject: "x",
    text: "x",
    html: "x",
    messageId: "x",
    createdAt: now,
  };
  await shop.desk.db.mail.createMany({
    data: ["sent", "waiting"].map((state) => ({ ...mail, id: newId(), key: state, state })),
  });
  await dropAged(inDays(91));
  expect((await shop.desk.db.mail.findMany()).map(({ state }) => state)).toEqual(["waiting"]);
  const left = await shop.desk.db.visitor.findMany({ include: { conversations: true } });
  expect(left.every(({ conversations }) => conversations.length > 0)).toBe(true);
});

test("N2: deliveries, counters that ran out and sessions of people that ended go from the house", async () => {
  const delivery = (webhookId: string, age: number) => ({
    shop: shop.desk.shop.domain,
    topic: "orders/updated",
    webhookId,
    body: "{}",
    receivedAt: addDays(new Date(), -age),
  });
  await database().webhookDelivery.createMany({ data: [delivery("old", 8), delivery("new", 6)] });
  await database().rateLimit.createMany({
    data: [
      { key: "old", points: 1, expire: BigInt(Date.now() - 1_000) },
      { key: "new", points: 1, expire: BigInt(Date.now() + 60_000) },
    ],
  });
  const session = { shop: shop.desk.shop.domain, state: "", accessToken: "x", isOnline: true };
  await database().session.create({ data: { ...session, id: "old", expires: addDays(new Date(), -8) } });
  await dropAgedOfHouse();
  expect((await database().webhookDelivery.findMany()).map(({ webhookId }) => webhookId)).toEqual(["new"]);
  expect(await database().rateLimit.count({ where: { key: { in: ["old", "new"] } } })).toBe(1);
  expect(await database().session.findMany({ select: { id: true } })).toEqual([
    { id: `offline_${shop.desk.shop.domain}` },
  ]);
});
