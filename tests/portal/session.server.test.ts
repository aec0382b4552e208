import { afterAll, beforeAll, expect, test } from "vitest";

import { addDays } from "~/kit/days";
import { fingerprint } from "~/platform/secrets.server";
import { action as session } from "~/routes/portal/session";
import { readVisitorToken } from "~/portal/visitor/token.server";
import { welcomeVisitor } from "~/portal/visitor/welcome.server";

import { deskFor, type TestDesk } from "../support/desk.ts";
import { aCustomer } from "../support/rows.ts";
import { knock, proxied } from "../support/storefront.ts";
import { say } from "../support/talk.ts";
import { whereabouts } from "../trust/census.ts";
import { figure } from "../trust/figure.ts";

let shop: TestDesk;
beforeAll(async () => {
  shop = await deskFor();
});
afterAll(() => shop.close());

const open = (own: Record<string, string> = {}, body: object = {}) =>
  knock(session, { body: { locale: "en", ...body }, query: proxied(shop.desk.shop.domain, own) });
const guest = (refresh: string | null = null) => ({ refresh, customerId: null, locale: "en" });

test("whoever opens the chat gets a token for a quarter of an hour and one to come back with", async () => {
  const { status, json } = await open();
  expect(status).toBe(200);
  expect(json).toMatchObject({
    shop: { name: shop.desk.shop.name },
    customer: null,
    apiUrl: "http://localhost:4404",
  });
  const { token, refresh } = json as unknown as { token: string; refresh: string };
  const now = new Date();
  expect(await readVisitorToken(token, now)).toMatchObject({ shopId: shop.desk.shopId });
  expect(await readVisitorToken(token, new Date(now.getTime() + 16 * 60_000))).toBeNull();
  expect(await shop.desk.db.visitor.count({ where: { refreshHash: fingerprint(refresh) } })).toBe(1);
});

test("SH-5: without Shopify's signature nobody gets in", async () => {
  expect(await knock(session, { body: { locale: "en" } })).toMatchObject({
    status: 401,
    json: { error: "unsigned" },
  });
  const forged = proxied(shop.desk.shop.domain).replace(/signature=[0-9a-f]{4}/, "signature=0000");
  expect((await knock(session, { body: { locale: "en" }, query: forged })).status).toBe(401);
});

test("SH-9: a token that the browser made up is nobody's", async () => {
  const { json } = await open({}, { refresh: "a-token-of-my-own-choosing" });
  expect(
    await shop.desk.db.visitor.count({ where: { refreshHash: fingerprint("a-token-of-my-own-choosing") } }),
  ).toBe(0);
  expect(json["refresh"]).not.toBe("a-token-of-my-own-choosing");
  // 24 random bytes; the database holds a keyed hash alone.
  expect(Buffer.from(String(json["refresh"]), "base64url").length).toBeGreaterThanOrEqual(16);
  expect(await whereabouts([String(json["refresh"])])).toEqual([]);
  figure("SH-9", {
    reached: "192 bits, kept as a keyed hash; a token of one's own choosing opens nothing",
    asked: "≥ 128 bit, hashed, 0 reads",
  });
});

test("coming back with the token is coming back to the same conversation", async () => {
  const first = await welcomeVisitor(shop.desk, guest());
  const again = await welcomeVisitor(shop.desk, guest(first.refresh));
  expect([again.visitor.id, again.refresh]).toEqual([first.visitor.id, first.refresh]);
});

test("two tabs that exchange an old token at once both stay who they are", async () => {
  const first = await welcomeVisitor(shop.desk, guest());
  const later = shop.later(shop.desk, addDays(shop.desk.now, 8));
  const tabs = await Promise.all([
    welcomeVisitor(later, guest(first.refresh)),
    welcomeVisitor(later, guest(first.refresh)),
  ]);
  const back = await Promise.all(tabs.map(({ refresh }) => welcomeVisitor(later, guest(refresh))));
  expect(new Set(back.map(({ visitor }) => visitor.id))).toEqual(new Set([first.visitor.id]));
  expect(new Set(tabs.map(({ refresh }) => refresh)).size).toBe(2);
});

test("a lost answer to an exchange costs nobody their conversation", async () => {
  const first = await welcomeVisitor(shop.desk, guest());
  await welcomeVisitor(shop.later(shop.desk, addDays(shop.desk.now, 8)), guest(first.refresh));
  const back = await welcomeVisitor(shop.later(shop.desk, addDays(shop.desk.now, 9)), guest(first.refresh));
  expect(back.visitor.id).toBe(first.visitor.id);
});

test("a signed-in customer is known by name and address, proven, on every device", async () => {
  const id = await aCustomer(shop.desk, { name: "Noor Haddad", email: "noor@example.com" });
  const own = { logged_in_customer_id: id.split("/").at(-1) ?? "" };
  const [phone, laptop] = [await open(own), await open(own)];
  expect(phone.json).toMatchObject({ customer: { name: "Noor Haddad" } });
  expect(laptop.status).toBe(200);
  const rows = await shop.desk.db.visitor.findMany({ where: { customerId: id } });
  expect(rows).toMatchObject([
    { name: "Noor Haddad", email: "noor@example.com", emailProvenAt: expect.any(Date) },
  ]);
});

test("ten tabs of a customer that open at once are one visitor", async () => {
  const customerId = await aCustomer(shop.desk);
  const all = await Promise.all(
    Array.from({ length: 10 }, () => welcomeVisitor(shop.desk, { ...guest(), customerId })),
  );
  expect(new Set(all.map(({ visitor }) => visitor.id)).size).toBe(1);
});

test("a conversation begun as a guest becomes the customer's when they sign in", async () => {
  const { visitor, refresh } = await welcomeVisitor(shop.desk, guest());
  const { conversationId } = await say(await shop.asShopper(visitor.id), "Hello");
  const customerId = await aCustomer(shop.desk, { name: "Tomas Novak", email: "tomas@example.com" });
  await open({ logged_in_customer_id: customerId.split("/").at(-1) ?? "" }, { refresh });
  const row = await shop.desk.db.conversation.findFirst({ where: { id: conversationId } });
  expect(row).toMatchObject({ customerId, identityProven: true, shopperEmail: "tomas@example.com" });
});

test("SH-15: after signing out, or as another customer, nobody sees the conversation of the one before", async () => {
  const [noor, eve] = [await aCustomer(shop.desk), await aCustomer(shop.desk)];
  const first = await welcomeVisitor(shop.desk, { ...guest(), customerId: noor });
  const signedOut = await welcomeVisitor(shop.desk, guest(first.refresh));
  const another = await welcomeVisitor(shop.desk, { ...guest(first.refresh), customerId: eve });
  expect(new Set([first, signedOut, another].map(({ visitor }) => visitor.id)).size).toBe(3);
  figure("SH-15", { reached: "0 old messages after sign-out or another sign-in", asked: "0 old messages" });
});

test("a language nobody has heard of is answered in English", async () => {
  expect((await open({}, { locale: "'; DROP TABLE" })).status).toBe(200);
});
