import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";

import { Unavailable } from "~/kit/failures";
import { askForBulk } from "~/orders/backfill/shopify.server";
import { OutcomeUnknown } from "~/platform/admin-client.server";
import { forgetTokens, offlineToken, TokenRefused } from "~/platform/offline-token.server";
import { SealedSessions } from "~/platform/sessions.server";
import { shopFacts } from "~/shops/shopify.server";

import { deskFor, type TestDesk } from "../support/desk";
import { office } from "../support/internet";

let shop: TestDesk;
let domain: string;
beforeEach(async () => {
  shop = await deskFor();
  domain = shop.desk.shop.domain;
});
afterEach(() => shop.close());

const ask = async () => (await shopFacts(shop.desk.shopify)).currency;
const change = () => askForBulk(shop.desk.shopify, "customers");

test("a throttled question is asked again until it is answered", async () => {
  shop.store.faults.push({ kind: "throttled" }, { kind: "too-many-requests", retryAfter: 0.1 });
  expect(await ask()).toBe("EUR");
  expect(shop.host.asked).toHaveLength(3);
});

test("a question survives a dropped connection, half an answer and an error page", async () => {
  shop.store.faults.push({ kind: "drop-before-commit" }, { kind: "truncated" }, { kind: "html" });
  expect(await ask()).toBe("EUR");
});

test("a change whose answer was lost is not sent twice: nobody knows what became of it", async () => {
  shop.store.faults.push({ kind: "drop-after-commit" });
  await expect(change()).rejects.toBeInstanceOf(OutcomeUnknown);
  expect(shop.store.bulkOperations.size).toBe(1);
  expect(shop.host.asked).toHaveLength(1);
});

test("a change that was throttled did not happen, so it is sent again", async () => {
  shop.store.faults.push({ kind: "throttled" });
  expect((await change()).id).not.toBeNull();
  expect(shop.store.bulkOperations.size).toBe(1);
});

test("a token that Shopify refuses is renewed, and the question asked again", async () => {
  office.expireAccess(domain);
  expect(await ask()).toBe("EUR");
});

test("a question that is wrong is an error, not a reason to try again", async () => {
  const wrong = shop.desk.shopify.query("query { nonsense }" as never, {} as never);
  await expect(wrong).rejects.toThrow(/nonsense/);
  expect(shop.host.asked).toHaveLength(1);
});

test("a shop that took the app off refuses us, plainly", async () => {
  office.uninstall(domain);
  await expect(ask()).rejects.toBeInstanceOf(TokenRefused);
  await forgetTokens(domain);
  await expect(ask()).rejects.toBeInstanceOf(Unavailable);
});

const sessions = new SealedSessions();

/** The shop's session with another access token, good for so many seconds. */
async function withToken(seconds: number, accessToken?: string): Promise<string | undefined> {
  const session = await sessions.loadSession(`offline_${domain}`);
  if (!session) throw new Error("No session");
  session.expires = new Date(Date.now() + seconds * 1_000);
  if (accessToken) session.accessToken = accessToken;
  await sessions.storeSession(session);
  return session.accessToken;
}

test("ten calls that find an old token renew it once", async () => {
  const old = await withToken(-1);
  const before = office.installation(domain).refresh.length;
  const tokens = await Promise.all(Array.from({ length: 10 }, () => offlineToken(domain)));
  expect(new Set(tokens).size).toBe(1);
  expect(tokens[0]).not.toBe(old);
  expect(office.installation(domain).refresh.length).toBe(before + 1);
});

test("while another process renews the token, this one waits and takes what that one stored", async () => {
  await withToken(-1);
  const before = office.installation(domain).refresh.length;
  const other = new pg.Client({ connectionString: process.env["DATABASE_URL"] });
  await other.connect();
  await other.query("SELECT pg_advisory_lock(hashtextextended($1, 0))", [`token:${domain}`]);
  const waiting = offlineToken(domain);
  await withToken(3_600, "renewed elsewhere");
  await other.end();
  expect(await waiting).toBe("renewed elsewhere");
  expect(office.installation(domain).refresh.length).toBe(before);
});
