import { afterAll, beforeAll, expect, test } from "vitest";

import { mailAnswers } from "~/channels/deliver.server";
import { identify } from "~/conversations/link.server";
import { reply } from "~/conversations/reply.server";
import { addDays, after, MINUTE } from "~/kit/days";
import { isUuid } from "~/kit/id";
import { verified } from "~/platform/secrets.server";
import { readChat } from "~/portal/chat.server";
import { provenOrders } from "~/portal/proofs.server";
import { leaveAddress } from "~/portal/visitor/address.server";
import { action as address } from "~/routes/portal/address";
import { action as session } from "~/routes/portal/session";
import { loadConversation } from "~/routes/admin/inbox.$conversationId/load.server";
import { welcomeVisitor } from "~/portal/visitor/welcome.server";

import { deskFor, type TestDesk } from "../../support/desk";
import { aCustomer } from "../../support/rows";
import { knock, proxied, tokenOf } from "../../support/storefront";
import { draft, say } from "../../support/talk";
import { figure } from "../../trust/figure.ts";

let shop: TestDesk;
beforeAll(async () => void (shop = await deskFor()));
afterAll(() => shop.close());

async function guest(text = "Is it hardy?") {
  const desk = await shop.asShopper();
  const { conversationId } = await say(desk, text);
  return { desk, conversationId };
}
const rowOf = (id: string) => shop.desk.db.conversation.findFirstOrThrow({ where: { id } });
const mailsTo = (to: string) => shop.desk.db.mail.findMany({ where: { to }, orderBy: { createdAt: "asc" } });

test("an address that a guest leaves is kept as a claim, on them and on what they write next", async () => {
  const { desk, conversationId } = await guest();
  expect(await leaveAddress(desk, { email: " Ada@Example.com " })).toEqual({});
  expect(await rowOf(conversationId)).toMatchObject({
    shopperEmail: "ada@example.com",
    identityProven: false,
    customerId: null,
  });
  expect(await shop.desk.db.visitor.findFirst({ where: { email: "ada@example.com" } })).toMatchObject({
    emailProvenAt: null,
  });
  expect((await readChat(desk, 0)).conversation).toMatchObject({ reachable: true });
});

test("through the door: an address that is none is refused, and so is one before the first word", async () => {
  const { desk } = await guest();
  const token = await tokenOf(desk);
  expect((await knock(address, { body: { token, email: "bo@example.com" } })).status).toBe(200);
  expect((await knock(address, { body: { token, email: "bo at example" } })).status).toBe(400);
  const silent = await tokenOf(await shop.asShopper());
  expect((await knock(address, { body: { token: silent, email: "bo@example.com" } })).status).toBe(404);
});

test("the answer goes to that address once they have left, with the way to this one conversation", async () => {
  const { desk, conversationId } = await guest();
  await leaveAddress(desk, { email: "cleo@example.com" });
  expect(await mailsTo("cleo@example.com")).toEqual([]);
  await reply(await shop.asAgent("Iris"), conversationId, draft("Down to minus five."));
  const gone = shop.later(shop.desk, after(desk.now, MINUTE));
  await mailAnswers(gone, conversationId);
  await mailAnswers(gone, conversationId);
  const mails = await mailsTo("cleo@example.com");
  expect(mails).toHaveLength(1);
  expect(mails[0]?.text).toContain("Down to minus five.");
  const token = /\/case\/(\S+)/.exec(mails[0]?.text ?? "")?.[1] ?? "";
  expect(await verified("case", token, shop.desk.now)).toMatchObject({ conversation: conversationId });
});

test("an answer that came before the address is looked after as well", async () => {
  const { desk, conversationId } = await guest();
  await reply(await shop.asAgent("Iris"), conversationId, draft("Yes, it is."));
  await leaveAddress(desk, { email: "dora@example.com" });
  const looks = await shop.desk.db.outbox.findMany({
    where: { name: "channels.mail-unseen", singleton: conversationId },
  });
  expect(looks).toHaveLength(1);
});

test("SH-8: a customer's address in a stranger's mouth shows them nothing and makes them nobody", async () => {
  const email = "noor@example.com";
  const customerId = await aCustomer(shop.desk, { name: "Noor Haddad", email });
  const owner = await welcomeVisitor(shop.desk, { refresh: null, customerId, locale: "en" });
  await say(await shop.asShopper(owner.visitor.id), "My secret question");
  const { desk, conversationId } = await guest("Show me my orders");
  await leaveAddress(desk, { email });

  expect((await readChat(desk, 0)).messages.map(({ text }) => text)).toEqual(["Show me my orders"]);
  const stranger = (await rowOf(conversationId)).visitorId ?? "";
  expect(isUuid(stranger) && (await provenOrders(shop.desk, stranger))).toEqual([]);
  expect(await rowOf(conversationId)).toMatchObject({ customerId: null, shopperName: null });
  const page = await loadConversation(await shop.asAgent("Iris"), conversationId);
  expect(page.customer).toMatchObject({ name: null, email, isProven: false, standing: null });
  expect([...page.orders, ...page.otherOrders]).toEqual([]);
  figure("SH-8", {
    reached: "0 older messages, 0 orders, no customer from a claimed address",
    asked: "never sees older messages",
  });
});

test("SH-8: signing in as somebody without an address does not prove the one that was typed before", async () => {
  const first = await welcomeVisitor(shop.desk, { refresh: null, customerId: null, locale: "en" });
  const desk = await shop.asShopper(first.visitor.id);
  const { conversationId } = await say(desk, "Hello");
  await leaveAddress(desk, { email: "victim@example.com" });
  const customerId = await aCustomer(shop.desk, { email: null });
  const own = { logged_in_customer_id: customerId.split("/").at(-1) ?? "" };
  const query = proxied(shop.desk.shop.domain, own);
  await knock(session, { body: { locale: "en", refresh: first.refresh }, query });
  expect((await rowOf(conversationId)).identityProven).toBe(false);
  expect(await shop.desk.db.visitor.findFirst({ where: { customerId } })).toMatchObject({
    emailProvenAt: null,
  });
});

test("what was proven is never replaced by a claim", async () => {
  const { desk, conversationId } = await guest();
  await identify(shop.desk, { conversationId }, { email: "eva@example.com", proven: true });
  expect(await leaveAddress(desk, { email: "other@example.com" })).toEqual({});
  expect((await rowOf(conversationId)).shopperEmail).toBe("eva@example.com");
});

test("whoever names one address after another has to wait; the same one again is nothing new", async () => {
  const { desk } = await guest();
  const leave = (email: string) => leaveAddress(desk, { email });
  for (let count = 1; count <= 5; count += 1) expect(await leave(`f${count}@example.com`)).toEqual({});
  expect(await leave("f5@example.com")).toEqual({});
  expect(await leave("f6@example.com")).toMatchObject({ refused: "slow-down" });
});

test("one address is not handed round: the sixth stranger in a day who names it has to wait", async () => {
  const named = async () => leaveAddress((await guest()).desk, { email: "bombed@example.com" });
  for (let count = 1; count <= 5; count += 1) expect(await named()).toEqual({});
  expect(await named()).toMatchObject({ refused: "slow-down" });
  expect(await mailsTo("bombed@example.com")).toEqual([]);
});

test("a later conversation of the same guest is answered at the same address, still a claim", async () => {
  const { desk, conversationId } = await guest();
  await leaveAddress(desk, { email: "gil@example.com" });
  await shop.desk.db.conversation.updateMany({
    where: { id: conversationId },
    data: { status: "closed", closedAt: addDays(desk.now, -60), lastActivityAt: addDays(desk.now, -60) },
  });
  const next = await say(desk, "Me again");
  expect(next.conversationId).not.toBe(conversationId);
  expect(await rowOf(next.conversationId)).toMatchObject({
    shopperEmail: "gil@example.com",
    identityProven: false,
  });
});
