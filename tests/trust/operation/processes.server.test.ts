// Before anything that reads the environment.
import { closeBucket } from "../../platform/files/bucket.ts";
import { isThere as isRedisThere, stopRedis } from "../../platform/live/redis.ts";

import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, expect, test } from "vitest";

import { reply } from "~/conversations/reply.server";
import { database } from "~/platform/db.server";
import type { Desk } from "~/platform/desk.server";
import { stopListening } from "~/platform/live.server";

import { seed } from "../../dev-store/seed/seed.ts";
import { deskFor, type TestDesk } from "../../support/desk.ts";
import { listenTo, type Ear } from "../../support/live.ts";
import { until } from "../../support/running.ts";
import { deliver } from "../../support/shopify-calls.ts";
import { tokenOf } from "../../support/storefront.ts";
import { draft, say } from "../../support/talk.ts";
import { figure } from "../figure.ts";
import { start, type Program } from "../sync/rig/programs.ts";

const AMOUNT = 40;
const TOKEN = "operator-token-of-this-test";
const CANARY = "Canary: my parcel with the blue vase";
const origin = "https://fern.test";

let shop: TestDesk;
let noor: Desk;
let webs: Program[];
let workers: Program[];
let conversationId: string;
const ears: Ear[] = [];

beforeAll(async () => {
  shop = await deskFor({ seed: seed({ orders: AMOUNT }), shop: { storefrontUrl: origin } });
  Object.assign(shop.store.throttle, { maximum: 100_000, restoreRate: 50_000 });
  noor = await shop.asShopper();
  conversationId = (await say(noor, CANARY)).conversationId;
  const env = { OPERATOR_TOKEN: TOKEN, LOG_LEVEL: "debug" };
  webs = [await start("app/server.ts", env), await start("app/server.ts", env)];
  workers = [await start("app/worker.ts", env), await start("app/worker.ts", env)];
}, 120_000);
afterAll(async () => {
  ears.forEach((ear) => ear.close());
  for (const program of [...webs, ...workers]) program.signal("SIGKILL");
  await stopListening();
  await Promise.all([shop.close(), closeBucket(), stopRedis()]);
});

const all = () => [...webs, ...workers];
const at = (place: number): Program => webs[place] ?? webs[0]!;
const ask = (program: Program, path: string, token?: string) =>
  fetch(program.url + path, token ? { headers: { authorization: `Bearer ${token}` } } : {});

async function listening(program: Program): Promise<Ear> {
  const ear = await listenTo(`${program.url}/portal/live`, {
    authorization: `Bearer ${await tokenOf(noor)}`,
    origin,
  });
  ears.push(ear);
  await ear.until("hello");
  return ear;
}

test(`two web processes and two workers on one database do everything once, and all their readers hear of it${isRedisThere ? " over Redis" : ""}`, async () => {
  const heard = await Promise.all(webs.map(listening));
  await reply(await shop.asAgent("Iris", "lead"), conversationId, draft("It is on its way"));
  for (const ear of heard) await ear.until("message");
  const orders = [...shop.store.orders.keys()].slice(0, AMOUNT);
  const sent = await Promise.all(
    orders.flatMap((gid) => {
      const body = JSON.stringify({ id: Number(gid.split("/").at(-1)), admin_graphql_api_id: gid });
      const headers = { "x-shopify-webhook-id": randomUUID(), "x-shopify-event-id": randomUUID() };
      const call = { shop: shop.desk.shop.domain, topic: "orders/create", body, headers };
      // The same delivery at both doors in the same moment.
      return webs.map(async ({ url }) => (await deliver(`${url}/webhooks`, call)).status);
    }),
  );
  expect(new Set(sent)).toEqual(new Set([200]));
  const drained = async () =>
    (await database().order.count()) === AMOUNT && (await database().outbox.count()) === 0;
  await until(drained, 60_000);
  expect(await database().webhookDelivery.count()).toBe(AMOUNT);
  const told = await database().$queryRaw<{ times: number }[]>`
    SELECT count(*)::int AS "times" FROM "pgboss"."job" WHERE "name" = 'order.changed.hintOrder'
    GROUP BY "data"->'data'->>'orderId'`;
  expect(told.filter(({ times }) => times !== 1)).toEqual([]);
});

test("SL-5: nobody outside learns more than ok or not; whoever brings the token sees the numbers, without a name in them", async () => {
  const shut = [
    "/metrics",
    "/healthz/detail",
    "/healthz?verbose",
    "/cron",
    "/.env",
    "/.git/config",
    "/.shopify/x",
    "/assets/a.js.map",
  ];
  for (const program of all()) {
    // The pages are left out of these processes, so what is no address of ours ends in an error and not in "not found".
    for (const path of shut) expect((await ask(program, path)).status, path).toBeGreaterThanOrEqual(404);
    for (const path of shut.slice(0, 2))
      expect((await ask(program, path, "guessed-operator-token")).status).toBe(404);
    for (const path of ["/livez", "/readyz", "/readyz?verbose=1"])
      expect(await (await ask(program, path)).text()).toBe("ok");
    expect(await (await ask(program, "/healthz/detail", TOKEN)).json()).toEqual({
      database: true,
      disk: true,
      migrations: true,
      staying: true,
    });
  }
  const texts = await Promise.all(webs.map(async (web) => (await ask(web, "/metrics", TOKEN)).text()));
  const text = texts.join("");
  for (const name of [
    'webhook_received_total{result="new",topic="orders/create"}',
    "webhook_ack_seconds_bucket",
    "nodejs_eventloop_lag_seconds",
    'queue_depth{job="outbox"} 0',
    "sse_clients",
    'database_pool{state="waiting"}',
  ])
    expect(text).toContain(name);
  for (const name of [shop.desk.shop.domain, shop.desk.shopId, "Noor", "@"]) expect(text).not.toContain(name);
  figure("SL-5", {
    reached: `0 of ${shut.length * 4} closed addresses open`,
    asked: "closed to the outside",
  });
});

test("a request answers with its number, ours or the one it brought", async () => {
  const brought = await fetch(`${at(0).url}/livez`, { headers: { "x-request-id": "brought-0001" } });
  expect(brought.headers.get("x-request-id")).toBe("brought-0001");
  const odd = await fetch(`${at(0).url}/livez`, { headers: { "x-request-id": "<script>" } });
  expect(odd.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
});

test("asked to go down, web and worker say so, let their readers go, and end well within 30 seconds; asked twice, at once", async () => {
  const [ear] = [await listening(at(0))];
  const began = performance.now();
  at(0).signal("SIGTERM");
  workers[0]?.signal("SIGTERM");
  await until(async () => (await ask(at(0), "/readyz")).status === 503, 3_000);
  expect((await ask(at(0), "/livez")).status).toBe(200);
  await ear.ended;
  expect(performance.now() - began).toBeLessThan(6_000);
  expect(await at(0).ended).toBe(0);
  expect(await workers[0]?.ended).toBe(0);
  const took = performance.now() - began;
  expect(took).toBeLessThan(30_000);
  figure("WH-15", {
    reached: `exit 0 after ${(took / 1_000).toFixed(1)} s, streams let go before`,
    asked: "exit 0 ≤ 30 s",
  });
  // The other process works on, alone.
  const rest = await listening(at(1));
  await reply(await shop.asAgent("Iris", "lead"), conversationId, draft("Still on its way"));
  await rest.until("message");
  at(1).signal("SIGTERM");
  await until(async () => (await ask(at(1), "/readyz")).status === 503, 3_000);
  at(1).signal("SIGTERM");
  expect(await at(1).ended).toBe(143);
});

test("SL-2 SL-7: at the most talkative level no line names a person, a shop, a word or a secret, and each is one JSON object", async () => {
  const lines = all().flatMap(({ said }) =>
    said()
      .split("\n")
      .filter((line) => line !== ""),
  );
  const sessions = await database().session.findMany();
  const secrets = ["SHOPIFY_API_SECRET", "ENCRYPTION_KEY", "FILES_S3_SECRET"].map(
    (name) => process.env[name] ?? "",
  );
  const canaries = [
    CANARY,
    "It is on its way",
    shop.desk.shop.domain,
    "noor@",
    TOKEN,
    ...secrets,
    new URL(process.env["DATABASE_URL"] ?? "").password,
  ];
  for (const { accessToken, refreshToken } of sessions) canaries.push(accessToken, refreshToken ?? "");
  const found = canaries.filter((canary) => canary !== "" && lines.some((line) => line.includes(canary)));
  expect(found).toEqual([]);
  const odd = lines.filter((line) => !/^\{.*\}$/.test(line) && !/^\(|DeprecationWarning/.test(line));
  expect(odd).toEqual([]);
  expect(lines.length).toBeGreaterThan(8);
  figure("SL-2", {
    reached: `0 of ${canaries.length} canaries in ${lines.length} lines of four processes at debug level`,
    asked: "0 canaries",
  });
});
