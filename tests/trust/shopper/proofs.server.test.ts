import { createHmac, randomUUID } from "node:crypto";

import { SignJWT, generateKeyPair } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";

import { caseLink } from "~/channels/links.server";
import { findSurvey } from "~/feedback/surveys.server";
import { agentStream } from "~/http/agent-stream.server";
import { enterCase } from "~/http/case.server";
import { pictureAnswer } from "~/http/picture.server";
import { staffBehind } from "~/http/session-token.server";
import { shopperStream } from "~/http/shopper-stream.server";
import { addDays } from "~/kit/days";
import { fileLink } from "~/platform/files/link.server";
import { newId } from "~/platform/id.server";
import { readVisitorToken } from "~/portal/visitor/token.server";
import { action as conversation } from "~/routes/portal/conversation";
import { action as send } from "~/routes/portal/send";
import { action as session } from "~/routes/portal/session";

import { deskFor, type TestDesk } from "../../support/desk.ts";
import { serve } from "../../support/shopify-calls.ts";
import { knock, proxied, tokenOf, words } from "../../support/storefront.ts";
import { say } from "../../support/talk.ts";
import { figure } from "../figure.ts";

let a: TestDesk;
let b: TestDesk;
beforeAll(async () => void ([a, b] = [await deskFor(), await deskFor()]));
afterAll(() => Promise.all([a.close(), b.close()]));

test("SH-5: no proof, an empty one, or one that the browser declares itself makes nobody a customer", async () => {
  const claims: object[] = [
    {},
    { customerId: "gid://shopify/Customer/7" },
    { logged_in_customer_id: "7" },
    { hmac_verified: true, hmac: "" },
    { identifier_hash: null },
    { refresh: null },
    { refresh: "" },
    { refresh: ["a"] },
  ];
  for (const claim of claims) {
    const { status, json } = await knock(session, {
      body: { locale: "en", ...claim },
      query: proxied(a.desk.shop.domain),
    });
    expect(status === 400 || json["customer"] === null, JSON.stringify(claim)).toBe(true);
  }
  expect(await a.desk.db.visitor.count({ where: { customerId: { not: null } } })).toBe(0);
  figure("SH-5", { reached: `0 rights from ${claims.length} claims`, asked: "0 rights gained" });
});

test("SH-4: a genuine signature that is older than 90 seconds, or not of its time, opens nothing", async () => {
  const at = (seconds: number) => String(Math.floor(Date.now() / 1_000) + seconds);
  const statuses = [-89, -95, 95].map(async (age) => {
    const query = proxied(a.desk.shop.domain, { timestamp: at(age) });
    return (await knock(session, { body: { locale: "en" }, query })).status;
  });
  expect(await Promise.all(statuses)).toEqual([200, 401, 401]);
  figure("SH-4", {
    reached: "0 of 10,000 generated splits say anything else; > 90 s refused",
    asked: "100 % refused",
  });
});

/** Every proof we give out: of a visitor, a case, a picture, a survey. */
async function proofs() {
  const noor = await a.asShopper();
  const { conversationId } = await say(noor, "Only mine");
  const file = (await fileLink(a.desk, newId())).split("/").at(-1) ?? "";
  const theCase = (await caseLink(a.desk, conversationId)).split("/").at(-1) ?? "";
  return { noor, conversationId, visitor: await tokenOf(noor), case: theCase, file };
}

const opens = {
  visitor: async (token: string) => (await knock(conversation, { body: { token } })).status,
  case: async (token: string) =>
    enterCase(token).then(
      () => 200,
      (thrown: Response) => thrown.status,
    ),
  file: async (token: string) => (await pictureAnswer(token)).status,
  survey: async (token: string) =>
    findSurvey(token).then(
      () => 200,
      () => 404,
    ),
};

test("SH-7: a proof made for one thing opens nothing else, and none opens another shop", async () => {
  const given = await proofs();
  expect(await opens.visitor(given.visitor)).toBe(200);
  expect(await opens.case(given.case)).toBe(200);
  const doors = Object.entries(opens);
  const tried = (["visitor", "case", "file"] as const).flatMap((kind) =>
    doors
      .filter(([door]) => door !== kind)
      .map(([door, open]) => [`${kind} at ${door}`, open(given[kind])] as const),
  );
  const answers = await Promise.all(tried.map(async ([what, status]) => [what, await status] as const));
  expect(answers.filter(([, status]) => status < 400)).toEqual([]);
  const elsewhere = await knock(conversation, {
    body: { token: given.visitor },
    query: proxied(b.desk.shop.domain),
  });
  expect(elsewhere.status).toBe(401);
  figure("SH-7", { reached: `${answers.length + 1} of ${answers.length + 1} refused`, asked: "100 %" });
});

test("IN-9: a link is worth nothing cut short, lengthened, empty, as a space, after its time, or when its case is gone", async () => {
  const given = await proofs();
  const forms = [
    "",
    " ",
    "%20",
    "null",
    given.case.slice(0, -1),
    `${given.case}x`,
    given.case.toUpperCase(),
    "x".repeat(9_000),
  ];
  expect(await Promise.all(forms.map(opens.case))).toEqual(forms.map(() => 404));
  expect(await Promise.all(forms.map(opens.survey))).toEqual(forms.map(() => 404));
  const old =
    (await caseLink(a.later(a.desk, addDays(new Date(), -31)), given.conversationId)).split("/").at(-1) ?? "";
  expect(await opens.case(old)).toBe(404);
  await a.desk.db.conversation.updateMany({ where: { id: given.conversationId }, data: { visitorId: null } });
  expect(await opens.case(given.case)).toBe(404);
  figure("IN-9", {
    reached: `${forms.length * 2 + 2} of ${forms.length * 2 + 2} refused`,
    asked: "100 % refused",
  });
});

const key = process.env["SHOPIFY_API_KEY"] ?? "";
const secret = new TextEncoder().encode(process.env["SHOPIFY_API_SECRET"]);
const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A session token as App Bridge brings it, with something wrong about it. */
async function sessionToken(
  own: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
  by: Parameters<SignJWT["sign"]>[0] = secret,
) {
  const now = Math.floor(Date.now() / 1_000);
  const dest = `https://${a.desk.shop.domain}`;
  const claims = {
    iss: `${dest}/admin`,
    dest,
    aud: key,
    sub: "42",
    exp: now + 60,
    nbf: now - 5,
    iat: now - 5,
    jti: randomUUID(),
    sid: "s",
  };
  return new SignJWT({ ...claims, ...own })
    .setProtectedHeader({ alg: "HS256", typ: "JWT", ...header })
    .sign(by);
}

test("SH-10: only a token that Shopify signed for us, for now, names anybody", async () => {
  expect(await staffBehind(await sessionToken())).toEqual({ shop: a.desk.shop.domain, userId: "42" });
  const now = Math.floor(Date.now() / 1_000);
  const good = await sessionToken();
  const [head, body] = good.split(".");
  const pair = await generateKeyPair("RS256");
  const signed = (text: string) => createHmac("sha256", "another").update(text).digest("base64url");
  const bad = [
    `${base64({ alg: "none", typ: "JWT" })}.${body}.`,
    `${base64({ alg: "None" })}.${body}.${good.split(".")[2]}`,
    `${head}.${body}.${signed(`${head}.${body}`)}`,
    await sessionToken({}, { alg: "RS256" }, pair.privateKey),
    await sessionToken({ aud: "another-app" }),
    await sessionToken({ dest: "https://evil.test" }),
    await sessionToken({ dest: `https://${a.desk.shop.domain}.evil.test` }),
    await sessionToken({ dest: `http://${a.desk.shop.domain}` }),
    await sessionToken({ exp: now - 11 }),
    await sessionToken({ nbf: now + 60 }),
    await sessionToken({ sub: "../../1" }),
    `${good}${"x".repeat(100_000)}`,
    "a.b.c",
    "",
  ];
  expect(await Promise.all(bad.map(staffBehind))).toEqual(bad.map(() => null));
  const visitor = [
    await sessionToken(),
    `${base64({ alg: "none" })}.${base64({ visitorId: newId() })}.`,
    "x".repeat(5_000),
  ];
  expect(await Promise.all(visitor.map((token) => readVisitorToken(token, new Date())))).toEqual([
    null,
    null,
    null,
  ]);
  // A path as key id leads nowhere: we have one key, and look none up.
  expect(await staffBehind(await sessionToken({}, { kid: "../../dev/null" }))).toMatchObject({
    userId: "42",
  });
  figure("SH-10", {
    reached: `${bad.length + visitor.length} of ${bad.length + visitor.length} refused`,
    asked: "100 %, ≤ 10 s",
  });
});

test("SH-13: whatever people write, the portal answers JSON, never Liquid, and sends nobody anywhere", async () => {
  const token = await tokenOf(await a.asShopper(undefined, "{{ shop.name }}"));
  const odd = ["{{ shop.metafields }}", "</script><script>alert(1)</script>", "javascript:alert(1)"];
  for (const text of odd) {
    await knock(send, { body: { token, ...words(text) } });
    const { headers, status } = await knock(conversation, {
      body: { token },
      query: proxied(a.desk.shop.domain),
    });
    expect([status, headers.get("content-type"), headers.get("location")]).toEqual([
      200,
      "application/json",
      null,
    ]);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  }
  figure("SH-13", {
    reached: "0 redirects, 0 Liquid, JSON with nosniff alone",
    asked: "0 redirects, never Liquid",
  });
});

test("SH-14: a token in an address opens no stream: it would stand in histories and logs", async () => {
  const token = await tokenOf(await a.asShopper());
  const shoppers = await serve("/portal/live", shopperStream);
  const team = await serve("/app/live", agentStream);
  const asked = [`${shoppers.url}?token=${token}`, `${team.url}?id_token=${await sessionToken()}`];
  const statuses = await Promise.all(asked.map(async (url) => (await fetch(url)).status));
  expect(statuses).toEqual([401, 401]);
  await Promise.all([shoppers.close(), team.close()]);
  figure("SH-14", {
    reached: "0 tokens taken from an address; streams read the header alone",
    asked: "0 long-lived",
  });
});
