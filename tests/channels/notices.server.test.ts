import { afterEach, beforeEach, expect, test } from "vitest";

import { tellByMail, type Addressee, type Notice } from "~/channels/notices.server";
import { newId } from "~/platform/id.server";
import { verified } from "~/platform/secrets.server";

import { deskFor, type TestDesk } from "../support/desk";

let shop: TestDesk;
beforeEach(async () => void (shop = await deskFor()));
afterEach(() => shop.close());

const noor: Addressee = {
  email: "noor@example.com",
  name: "Noor Haddad",
  locale: "en",
  conversationId: null,
};
const paid: Notice = {
  about: "return:7",
  step: "refunded",
  orderName: "#1001",
  detail: "34.00 € to Visa 4242.",
};

test("each step of a return is told once, in the shopper's language", async () => {
  expect(await tellByMail(shop.desk, noor, paid)).toBe(true);
  expect(await tellByMail(shop.desk, noor, paid)).toBe(false);
  expect(await tellByMail(shop.desk, { ...noor, locale: "zh-CN" }, { ...paid, step: "received" })).toBe(true);
  const mails = await shop.desk.db.mail.findMany({ orderBy: { id: "asc" } });
  expect(mails.map(({ subject }) => subject)).toEqual([
    "Your refund for order #1001 is on its way",
    "订单 #1001 的退货已送达",
  ]);
  expect(mails[0]?.text).toContain("34.00 € to Visa 4242.");
});

test("the mail leads back to the shopper's own case, and only there", async () => {
  const own = newId<"Conversation">();
  await tellByMail(shop.desk, { ...noor, conversationId: own }, paid);
  const mail = await shop.desk.db.mail.findFirstOrThrow({});
  const token = /\/case\/(\S+)/.exec(mail.text)?.[1] ?? "";
  expect(await verified("case", token, shop.desk.now)).toMatchObject({
    shop: shop.desk.shopId,
    conversation: own,
  });
  expect(await verified("visitor", token, shop.desk.now)).toBeNull();
  expect(await verified("case", token, new Date(shop.desk.now.getTime() + 31 * 86_400_000))).toBeNull();
});

test("a shopper who left no address gets no mail", async () => {
  expect(await tellByMail(shop.desk, { ...noor, email: null }, paid)).toBe(false);
});
