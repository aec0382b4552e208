import { SignJWT } from "jose";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

import { assign } from "~/conversations/assign.server";
import { agentTyping, agentViewing, shopperTyping } from "~/conversations/presence.server";
import { agentStreamEvery } from "~/http/agent-stream.server";
import { NotFound } from "~/kit/failures";
import type { Desk } from "~/platform/desk.server";
import { stopListening } from "~/platform/live.server";
import { isSomeoneHere } from "~/team/here.server";

import { deskFor, type TestDesk } from "../support/desk.ts";
import { listenTo, serve, type Ear } from "../support/live.ts";
import { say } from "../support/talk.ts";

let shop: TestDesk;
let other: TestDesk;
let iris: Desk;
let server: Awaited<ReturnType<typeof serve>>;
const ears: Ear[] = [];

beforeAll(async () => {
  [shop, other] = [await deskFor(), await deskFor()];
  iris = await seated(shop, "Iris Lindqvist", "101");
  await seated(other, "Eve Other", "201");
  server = await serve("/app/live", agentStreamEvery(150));
});
afterEach(() => ears.splice(0).forEach((ear) => ear.close()));
afterAll(async () => {
  await server.close();
  await stopListening();
  await Promise.all([shop.close(), other.close()]);
});

async function seated(at: TestDesk, name: string, shopifyUserId: string): Promise<Desk> {
  const desk = await at.asAgent(name);
  await at.desk.db.agent.updateMany({ where: { id: agentId(desk) }, data: { shopifyUserId } });
  return desk;
}

const agentId = ({ actor }: Desk) => (actor.kind === "agent" ? actor.id : "");

type Claims = { sub?: string; aud?: string; exp?: number; secret?: string };

function sessionToken(
  at: TestDesk,
  { sub = "101", aud = "goodturn-test-key", exp = 60, secret }: Claims = {},
) {
  const now = Math.floor(Date.now() / 1000);
  const dest = `https://${at.desk.shop.domain}`;
  return new SignJWT({ dest })
    .setProtectedHeader({ alg: "HS256" })
    .setIssuer(`${dest}/admin`)
    .setSubject(sub)
    .setAudience(aud)
    .setNotBefore(now - 5)
    .setIssuedAt(now - 5)
    .setExpirationTime(now + exp)
    .sign(Buffer.from(secret ?? process.env["SHOPIFY_API_SECRET"] ?? ""));
}

async function listen(at: TestDesk, claims: Claims = {}): Promise<Ear> {
  const ear = await listenTo(server.url, { authorization: `Bearer ${await sessionToken(at, claims)}` });
  ears.push(ear);
  return ear;
}

test("whatever happens in a conversation is heard by the team within a second", async () => {
  const ear = await listen(shop);
  await ear.until("hello");
  const noor = await shop.asShopper();
  const { conversationId: id } = await say(noor, "Where is my parcel?");
  const begin = performance.now();
  await ear.until("conversation", (data) => data["id"] === id);
  expect(performance.now() - begin).toBeLessThan(1_000);
  await shopperTyping(noor, noor.actor.kind === "shopper" ? noor.actor.visitorId : "", true);
  expect((await ear.until("typing")).data).toEqual({ id, who: "shopper", name: "", typing: true });
  await agentViewing(iris, id, true);
  expect((await ear.until("viewing")).data).toEqual({
    id,
    agentId: agentId(iris),
    name: "Iris Lindqvist",
    viewing: true,
  });
  await agentTyping(iris, id, { typing: true, mode: "note" });
  expect((await ear.until("typing", (data) => data["who"] === agentId(iris))).data).toMatchObject({
    name: "Iris Lindqvist",
  });
});

test("another shop's team hears nothing", async () => {
  const [ours, theirs] = [await listen(shop), await listen(other, { sub: "201" })];
  await Promise.all([ours.until("hello"), theirs.until("hello")]);
  const { conversationId: id } = await say(await shop.asShopper(), "Hello");
  await assign(iris, id, agentId(iris));
  await ours.until("conversation");
  await theirs.until("beat");
  expect(theirs.heard.filter(({ event }) => event !== "beat" && event !== "hello")).toEqual([]);
});

test("a token that Shopify did not sign for us, or that has ended, opens nothing", async () => {
  const bad: Claims[] = [
    { secret: "another-secret" },
    { aud: "another-app" },
    { exp: -11 },
    { sub: "201" },
    { sub: "x" },
  ];
  const statuses = await Promise.all(bad.map(async (claims) => (await listen(shop, claims)).status));
  expect(statuses).toEqual(bad.map(() => 401));
  expect((await fetch(server.url)).status).toBe(401);
});

test("whoever leaves the team hears nothing more", async () => {
  const paolo = await seated(shop, "Paolo Ferri", "102");
  const ear = await listen(shop, { sub: "102" });
  await ear.until("hello");
  await shop.desk.db.agent.deleteMany({ where: { id: agentId(paolo) } });
  await ear.ended;
});

test("whoever may not see conversations does not hear them", async () => {
  const paolo = await seated(shop, "Paolo Ferri", "103");
  await shop.desk.db.agent.updateMany({ where: { id: agentId(paolo) }, data: { role: "nobody" } });
  expect((await listen(shop, { sub: "103" })).status).toBe(403);
});

test("an open screen is somebody at the desk; a closed one is not for long", async () => {
  const ear = await listen(shop);
  await ear.until("beat");
  expect(await isSomeoneHere(shop.later(shop.desk, new Date()))).toBe(true);
  expect(await isSomeoneHere(shop.later(shop.desk, new Date(Date.now() + 4 * 60_000)))).toBe(false);
});

test("one person's streams are few enough to keep the others' open", async () => {
  const many = await Promise.all(Array.from({ length: 14 }, () => listen(shop)));
  expect(many.filter(({ status }) => status === 429)).not.toEqual([]);
});

test("nobody looks at a conversation that is not there", async () => {
  await expect(agentViewing(iris, crypto.randomUUID(), true)).rejects.toThrow(NotFound);
});
