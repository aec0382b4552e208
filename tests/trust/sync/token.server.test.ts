import { afterEach, beforeEach, expect, test } from "vitest";

import { database } from "~/platform/db.server";
import { offlineToken } from "~/platform/offline-token.server";
import { SealedSessions } from "~/platform/sessions.server";
import { shopFacts } from "~/shops/shopify.server";

import { deskFor, type TestDesk } from "../../support/desk";
import { office } from "../../support/internet";
import { figure } from "../figure";
import { run } from "./rig/programs";

let shop: TestDesk;
let domain: string;
beforeEach(async () => {
  shop = await deskFor();
  domain = shop.desk.shop.domain;
});
afterEach(() => shop.close());

const sessions = new SealedSessions();
const renewals = () => office.installation(domain).refresh.length;

async function session() {
  const found = await sessions.loadSession(`offline_${domain}`);
  if (!found) throw new Error("No session");
  return found;
}

async function letItExpire(): Promise<void> {
  const old = await session();
  old.expires = new Date(Date.now() - 1_000);
  await sessions.storeSession(old);
}

test("IN-8: three processes that find an old token at one moment renew it once, all of them", async () => {
  await letItExpire();
  const before = renewals();
  const env = { SHOP: domain, TIMES: "10", AT: String(Date.now() + 3_000) };
  const others = await Promise.all([run("ask-token.ts", env), run("ask-token.ts", env)]);
  await new Promise((resolve) => setTimeout(resolve, Number(env.AT) - Date.now()));
  const here = await Promise.all(Array.from({ length: 10 }, () => offlineToken(domain)));
  const there = await Promise.all(others.map(({ result }) => result));
  const tokens = new Set([...here, ...there.flatMap((answer) => answer?.["tokens"] as string[])]);
  const renewed = renewals() - before;
  figure("IN-8", {
    reached: `${renewed} renewal for 30 calls in 3 processes, ${tokens.size} token`,
    asked: "1 renewal, 0 refused, 0 failed",
  });
  expect(renewed).toBe(1);
  expect(tokens.size).toBe(1);
  expect(office.check(domain, [...tokens][0] ?? "")).not.toBeNull();
}, 60_000);

test("IN-8: when the answer of a renewal is lost, the token before it renews again", async () => {
  const { refreshToken = "" } = await session();
  const wish = {
    client_id: process.env["SHOPIFY_API_KEY"] ?? "",
    client_secret: process.env["SHOPIFY_API_SECRET"] ?? "",
  };
  await office.answer(domain, { ...wish, grant_type: "refresh_token", refresh_token: refreshToken });
  await letItExpire();
  expect((await shopFacts(shop.desk.shopify)).currency).toBe("EUR");
});

test("IN-8: when what was renewed cannot be stored, the next one renews again; both halves are stored or none", async () => {
  await letItExpire();
  const before = await session();
  // Not the app's role, which may change no table: the check is the owner's.
  await onServer(`ALTER TABLE "Session" ADD CONSTRAINT "full" CHECK ("expires" < '2000-01-01') NOT VALID`);
  await expect(offlineToken(domain)).rejects.toThrow();
  expect((await session()).refreshToken).toBe(before.refreshToken);
  await onServer(`ALTER TABLE "Session" DROP CONSTRAINT "full"`);
  expect((await shopFacts(shop.desk.shopify)).currency).toBe("EUR");
});

async function onServer(statement: string): Promise<void> {
  const { Client } = (await import("pg")).default;
  const client = new Client({ connectionString: process.env["DATABASE_URL"] });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

test("IN-8: a shop that never had a token says so, and nothing is stored for it", async () => {
  await expect(offlineToken("nobody.myshopify.com")).rejects.toThrow(/refuses our token/);
  expect(await database().session.count({ where: { shop: "nobody.myshopify.com" } })).toBe(0);
});
