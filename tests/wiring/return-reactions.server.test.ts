import { afterAll, beforeAll, expect, test } from "vitest";

import { identify } from "~/conversations/link.server";
import { newId } from "~/platform/id.server";
import { mailReturn } from "~/wiring/return-reactions.server";

import { deskFor, type TestDesk } from "../support/desk";
import { anOrder } from "../support/rows";
import { say } from "../support/talk";

let shop: TestDesk;
beforeAll(async () => void (shop = await deskFor()));
afterAll(() => shop.close());

test.each([
  ["proven", "typed@example.com"],
  ["only typed", "buyer@example.com"],
])("a return's steps go to the shopper's address when it is %s: %s", async (how, to) => {
  const { conversationId } = await say(await shop.asShopper(), "I send it back");
  await identify(shop.desk, { conversationId }, { email: "typed@example.com", proven: how === "proven" });
  const orderId = await anOrder(shop.desk, { email: "buyer@example.com" });
  await mailReturn(shop.desk, {
    type: "return.approved",
    returnId: newId(),
    orderId,
    conversationId,
    by: "agent",
  });
  const mail = await shop.desk.db.mail.findFirst({ where: { conversationId } });
  expect(mail?.to).toBe(to);
});
