import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, expect, test } from "vitest";

import { reply, note } from "~/conversations/reply.server";
import { portalPreflight } from "~/http/portal.server";
import { addDays } from "~/kit/days";
import { sign } from "~/platform/secrets.server";
import type { Desk } from "~/platform/desk.server";
import { action as conversation } from "~/routes/portal/conversation";
import { action as seen } from "~/routes/portal/seen";
import { action as send } from "~/routes/portal/send";
import { action as typing } from "~/routes/portal/typing";

import { deskFor, type TestDesk } from "../support/desk.ts";
import { knock, proxied, tokenOf, words } from "../support/storefront.ts";
import { draft } from "../support/talk.ts";
import { figure } from "../trust/figure.ts";

let shop: TestDesk;
let other: TestDesk;
let iris: Desk;
let origin: string;
beforeAll(async () => {
  [shop, other] = [
    await deskFor({ shop: { storefrontUrl: "https://fern.test" } }),
    await deskFor({ shop: { storefrontUrl: "https://other.test" } }),
  ];
  iris = await shop.asAgent("Iris Lindqvist", "lead");
  origin = shop.desk.shop.storefrontUrl;
});
afterAll(() => Promise.all([shop.close(), other.close()]));

test("a shopper writes, reads the answer, and never a note", async () => {
  const token = await tokenOf(await shop.asShopper());
  const sent = await knock(send, { body: { token, ...words("Where is my parcel?") }, origin });
  expect(sent).toMatchObject({ status: 200, json: { message: { seq: 1, visibleSeq: 1, from: "shopper" } } });
  const { id } = (await knock(conversation, { body: { token } })).json["conversation"] ?? { id: "" };
  await note(iris, id, draft("secret"));
  await reply(iris, id, draft("It is late"));
  const { json } = await knock(conversation, { body: { token, after: 1 }, origin });
  expect(json).toMatchObject({
    conversation: { id, status: "waiting", lastSeq: 3, lastVisible: 2, teamSeenSeq: 0, reachable: false },
    messages: [{ seq: 3, visibleSeq: 2, from: "agent", name: "Iris", text: "It is late" }],
    presence: { open: expect.any(Boolean), line: expect.any(String) },
  });
  expect(JSON.stringify(json)).not.toContain("secret");
});

test("sending the same message again gives the same message", async () => {
  const body = { token: await tokenOf(await shop.asShopper()), ...words("Once") };
  const [one, two] = [await knock(send, { body }), await knock(send, { body })];
  expect(one.json).toEqual(two.json);
});

test("before the first message there is no conversation", async () => {
  const { json } = await knock(conversation, { body: { token: await tokenOf(await shop.asShopper()) } });
  expect(json).toMatchObject({ conversation: null, messages: [] });
});

test("typing and seeing are noted with nothing to say", async () => {
  const token = await tokenOf(await shop.asShopper());
  await knock(send, { body: { token, ...words("Hello") } });
  expect((await knock(typing, { body: { token, typing: true } })).json).toEqual({});
  expect((await knock(seen, { body: { token, visibleSeq: 1 } })).json).toEqual({});
});

test("SH-10: a token that has ended, was changed or was made for something else opens nothing", async () => {
  const noor = await shop.asShopper();
  const good = await tokenOf(noor);
  const claims = { shopId: shop.desk.shopId, visitorId: randomUUID(), locale: "en" };
  const [head, , signature] = good.split(".");
  const none = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${good.split(".")[1]}.`;
  const bad = [
    await tokenOf(shop.later(noor, addDays(noor.now, -1))),
    await sign("file", claims, { now: noor.now, seconds: 60 }),
    `${head}.${Buffer.from(JSON.stringify({ ...claims, exp: 9e9 })).toString("base64url")}.${signature}`,
    none,
    "",
    "x".repeat(5_000),
    null,
    7,
    ["a"],
    undefined,
  ];
  for (const token of bad) {
    expect(await knock(conversation, { body: { token } })).toMatchObject({
      status: 401,
      json: { error: "expired" },
    });
  }
});

test("SH-7: the shop comes from the token; a signature of another shop does not go with it", async () => {
  const token = await tokenOf(await shop.asShopper());
  expect((await knock(conversation, { body: { token }, query: proxied(shop.desk.shop.domain) })).status).toBe(
    200,
  );
  expect(
    (await knock(conversation, { body: { token }, query: proxied(other.desk.shop.domain) })).status,
  ).toBe(401);
  expect(
    (await knock(conversation, { body: { token }, query: `?shop=${shop.desk.shop.domain}` })).status,
  ).toBe(401);
  const stale = proxied(shop.desk.shop.domain, { timestamp: String(Math.floor(Date.now() / 1000) - 200) });
  expect((await knock(conversation, { body: { token }, query: stale })).status).toBe(401);
});

test("SH-12: only the shop's own storefront may read the answers", async () => {
  const token = await tokenOf(await shop.asShopper());
  const allowed = async (from: string) =>
    (await knock(conversation, { body: { token }, origin: from })).headers.get("access-control-allow-origin");
  expect(await allowed("https://fern.test")).toBe("https://fern.test");
  const strangers = [
    "null",
    "http://fern.test",
    "https://fern.test.evil.test",
    "https://fern.test:444",
    "https://a.fern.test",
    "https://other.test",
  ];
  expect(await Promise.all(strangers.map(allowed))).toEqual(strangers.map(() => null));
  const answer = await knock(conversation, { body: { token }, origin });
  expect([answer.headers.get("vary"), answer.headers.get("cache-control")]).toEqual([
    "Origin",
    "private, no-store",
  ]);
  figure("SH-12", { reached: "6 of 6 strangers get no header; Vary: Origin", asked: "0 leaks" });
});

test("SH-12: a browser's preflight is answered for storefronts that we know, and for nobody else", async () => {
  const ask = async (from: string) => {
    const request = new Request("https://app.test/portal/send", {
      method: "OPTIONS",
      headers: { origin: from },
    });
    return (await portalPreflight({ request })).headers.get("access-control-allow-origin");
  };
  expect([await ask("https://fern.test"), await ask("https://evil.test")]).toEqual([
    "https://fern.test",
    null,
  ]);
});

test("an error can be read on the storefront, in the visitor's language", async () => {
  const wei = await shop.asShopper(undefined, "zh-CN");
  const { status, json } = await knock(send, {
    body: { token: await tokenOf(wei), text: "x", clientId: "no" },
    origin,
  });
  expect([status, json]).toEqual([400, { error: "bad-input", message: "无法读取这些内容，请检查后重试。" }]);
  const expired = await knock(send, { body: { token: "x" }, origin });
  expect(expired.headers.get("access-control-allow-origin")).toBe(origin);
});

test.each([
  { text: "hi", clientId: randomUUID(), shopId: "x" },
  { text: "hi", clientId: { not: "" } },
  { text: { contains: "" }, clientId: randomUUID() },
  { text: "", clientId: randomUUID() },
  { text: "x".repeat(10_001), clientId: randomUUID() },
  { text: "hi", clientId: randomUUID(), attachments: ["../../etc/passwd"] },
])("what is not exactly a message is refused: %j", async (body) => {
  const token = await tokenOf(await shop.asShopper());
  expect((await knock(send, { body: { token, ...body } })).status).toBe(400);
});

test("a body that is no JSON, or far too large, is refused without reading on", async () => {
  expect((await knock(send, { body: "{" })).status).toBe(400);
  expect((await knock(send, { body: "[1]" })).status).toBe(400);
  expect((await knock(send, { body: "{}", type: "text/plain" })).status).toBe(400);
  expect((await knock(send, { body: JSON.stringify({ text: "x".repeat(300_000) }) })).status).toBe(413);
});

test("somebody else's picture cannot be sent: there is no such picture", async () => {
  const token = await tokenOf(await shop.asShopper());
  const body = { token, ...words("look"), attachments: [randomUUID()] };
  expect(await knock(send, { body })).toMatchObject({ status: 404, json: { error: "not-found" } });
});

test("whoever writes very much very fast is told to wait, and for how long", async () => {
  const token = await tokenOf(await shop.asShopper());
  let last = await knock(send, { body: { token, ...words("0") } });
  for (let n = 1; n <= 30; n += 1) last = await knock(send, { body: { token, ...words(String(n)) } });
  expect(last).toMatchObject({ status: 429, json: { error: "slow-down" } });
  expect(Number(last.headers.get("retry-after"))).toBeGreaterThan(0);
});
