import { readFileSync } from "node:fs";

import { afterAll, beforeAll, expect, test, vi } from "vitest";

import { database } from "~/platform/db.server";
import { sessions } from "~/shopify.server";
import { welcomeVisitor } from "~/portal/visitor/welcome.server";
import { pullOrder } from "~/orders/pull.server";
import { action as send } from "~/routes/portal/send";
import { action as lookup } from "~/routes/portal/lookup";

import { aLife, type Life } from "../privacy/support/life.ts";
import { deskFor, type TestDesk } from "../support/desk.ts";
import { mailbox } from "../support/mailbox.ts";
import { running, until, type Running } from "../support/running.ts";
import { knock, tokenOf, words } from "../support/storefront.ts";
import { whereabouts } from "./census.ts";
import { figure } from "./figure.ts";

/** Everything that is printed goes into a file: what the app's log writes, and what libraries say on the console. */
const printed = await vi.hoisted(async () => {
  const fs = await import("node:fs");
  const { tmpdir } = await import("node:os");
  const file = `${fs.mkdtempSync(`${tmpdir()}/goodturn-log-`)}/log`;
  const fd = fs.openSync(file, "a+");
  process.env["LOG_LEVEL"] = "debug";
  Object.defineProperty(process.stdout, "fd", { value: fd });
  for (const name of ["log", "info", "warn", "debug"] as const)
    console[name] = (...said: unknown[]) => void fs.writeSync(fd, `console: ${said.map(String).join(" ")}\n`);
  return { file };
});

let shop: TestDesk;
let app: Running;
let zelda: Life;

beforeAll(async () => {
  shop = await deskFor();
  app = await running(shop);
  zelda = await aLife(shop);
  await app.webhooks.settle();
  await until(async () => (await database().outbox.count({ where: { runAt: null } })) === 0, 30_000);
}, 120_000);
afterAll(async () => {
  await app.stop();
  await shop.close();
});

async function secrets(): Promise<string[]> {
  const session = await sessions.loadSession(`offline_${shop.desk.shop.domain}`);
  const { refresh } = await welcomeVisitor(shop.desk, { refresh: null, customerId: null, locale: "en" });
  const kept = [session?.accessToken, session?.refreshToken, refresh];
  const own = [process.env["SHOPIFY_API_SECRET"], process.env["ENCRYPTION_KEY"]];
  return [...kept, ...own].map((secret) => secret ?? "").filter((secret) => secret.length > 8);
}

test("SL-1: no token, key or password stands readable in any table or file", async () => {
  const all = await secrets();
  expect(all).toHaveLength(5);
  expect(await whereabouts(all)).toEqual([]);
  figure("SL-1", {
    reached: `0 of ${all.length} secrets readable in any table or file`,
    asked: "0 plaintext",
  });
});

/** Makes go wrong what can: each with somebody's words or secrets at hand. */
async function trouble(): Promise<void> {
  const token = await tokenOf(await shop.asShopper());
  for (const body of [
    { token, text: zelda.mark },
    { token, ...words(zelda.mark), attachments: [zelda.mark] },
    zelda.mark,
  ]) {
    await knock(send, { body });
  }
  await knock(lookup, { body: { token, order: zelda.mark, email: `${zelda.mark}@example.com` } });
  for (const body of [`{"id":"${zelda.mark}"}`, `{"broken ${zelda.mark}`]) {
    app.webhooks.send(shop.desk.shop.domain, "orders/updated", { body });
  }
  const answers: string[] = [
    `<html>${zelda.mark}</html>`,
    `{"errors":[{"message":"${zelda.mark}"}]}`,
    `{"data":null,"${zelda.mark}`,
  ];
  for (const answer of answers) {
    shop.host.between = async ({ raw }) => (raw.response.end(answer), "sent");
    await pullOrder(shop.desk, zelda.order.id).catch(() => null);
  }
  shop.host.between = null;
  mailbox.refusing = 550;
  await shop.desk.db.mail.updateMany({ data: { state: "waiting" } });
  await shop.desk.db.$executeRaw`INSERT INTO "outbox" ("shopId", "kind", "name", "data", "createdAt")
    SELECT "shopId", 'job', 'channels.send-mail', jsonb_build_object('mailId', "id"), now() FROM "mails"`;
  await shop.desk.db.$executeRaw`INSERT INTO "outbox" ("shopId", "kind", "name", "data", "createdAt")
    VALUES (${shop.desk.shopId}::uuid, 'job', 'returns.sync', '{"returnId": "no such return"}', now())`;
  await app.webhooks.settle();
  await new Promise((resolve) => setTimeout(resolve, 4_000));
}

test("SL-2: whatever goes wrong, at the most talkative level, no secret and nothing of a person is printed", async () => {
  await trouble();
  const lines = readFileSync(printed.file, "utf8").split("\n").filter(Boolean);
  expect(lines.length).toBeGreaterThan(10);
  const canaries = [...(await secrets()), ...zelda.texts];
  expect(
    lines.filter((line) => canaries.some((text) => line.toLowerCase().includes(text.toLowerCase()))),
  ).toEqual([]);
  const own = lines.filter((line) => !line.startsWith("console: "));
  expect(own.filter((line) => line.includes("A job failed")).length).toBeGreaterThan(0);
  expect(own.filter((line) => line.includes("could not be read")).length).toBeGreaterThan(0);
  expect(own.filter((line) => typeof JSON.parse(line) !== "object")).toEqual([]);
  figure("SL-2", {
    reached: `0 of ${canaries.length} canaries in ${lines.length} lines and in the queue`,
    asked: "0 canaries",
  });
}, 60_000);

test("SL-2: what the queue keeps of work names nobody and quotes nobody", async () => {
  const named = [zelda.mark, zelda.customer.phone ?? "", ...(await secrets())];
  const found = (await whereabouts(named)).filter(
    (place) => place.startsWith("pgboss") || place.includes("outbox"),
  );
  expect(found).toEqual([]);
});
