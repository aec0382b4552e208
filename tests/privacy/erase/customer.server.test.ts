import "../../support/mailbox.ts";

import { afterAll, beforeAll, expect, test } from "vitest";

import { database } from "~/platform/db.server";

import { redactPayload } from "../../dev-store/payloads/shop.ts";
import { deskFor, type TestDesk } from "../../support/desk.ts";
import { running, until, type Running } from "../../support/running.ts";
import { everyTable, whereabouts } from "../../trust/census.ts";
import { figure } from "../../trust/figure.ts";
import { asOwner } from "../../trust/owner.ts";
import { aLife, type Life } from "../support/life.ts";

let shop: TestDesk;
let app: Running;
let zelda: Life;
let other: Life;

beforeAll(async () => {
  shop = await deskFor();
  app = await running(shop);
  [zelda, other] = [await aLife(shop), await aLife(shop)];
  await app.webhooks.settle();
  await until(async () => (await database().webhookDelivery.count({ where: { handledAt: null } })) === 0);
  await until(async () => (await database().outbox.count({ where: { runAt: null } })) === 0);
  await until(async () => (await database().mail.count({ where: { state: "waiting" } })) === 0, 60_000);
}, 120_000);
afterAll(async () => {
  await app.stop();
  await shop.close();
});

const erasures = (where: object = {}) =>
  database().privacyRequest.count({ where: { kind: "erasure", ...where } });

async function redacted({ customer }: Life): Promise<void> {
  const before = await erasures();
  const body = JSON.stringify(redactPayload(shop.store, customer));
  app.webhooks.send(shop.desk.shop.domain, "customers/redact", { body });
  await app.webhooks.settle();
  await until(async () => (await erasures({ state: "done" })) > before, 60_000);
}

test("IN-5: after customers/redact no table, file or queue holds anything of the person", async () => {
  const before = await whereabouts(zelda.texts);
  expect(before.length).toBeGreaterThan(12);
  await redacted(zelda);
  expect(await whereabouts(zelda.texts)).toEqual([]);
  const tables = await everyTable();
  figure("IN-5", {
    reached: `0 hits in ${tables.length} tables and all files (${before.length} places before)`,
    asked: "0 hits",
  });
}, 60_000);

test("IN-5: money stays: the order, its refund, the intent with its key and the audit, without the person", async () => {
  const [intent] = await shop.desk.db.moneyIntent.findMany({ where: { orderId: zelda.order.id } });
  expect(intent).toMatchObject({ state: "succeeded", amountMinor: 4_500n, currency: "EUR" });
  const refunds = await shop.desk.db.refund.findMany({ where: { orderId: zelda.order.id } });
  expect(refunds).toMatchObject([{ customerTotalMinor: 4_500n, note: null }]);
  const audit = await shop.desk.db.auditRow.findMany({ where: { subject: zelda.order.id } });
  expect(audit.map(({ action }) => action)).toContain("money.succeeded");
  const order = await shop.desk.db.order.findFirstOrThrow({ where: { id: zelda.order.id } });
  expect(order).toMatchObject({ totalMinor: 11_790n, email: null, customerId: null, phone: null });
});

test("IN-5: everybody else keeps everything", async () => {
  expect((await whereabouts([other.mark])).length).toBeGreaterThan(12);
  const conversation = await shop.desk.db.conversation.findFirst({ where: { id: other.conversationId } });
  expect(conversation?.customerId).toBe(other.customer.id);
});

test("IN-5: the team sees that there was a conversation, and that it was erased", async () => {
  const [entry, ...more] = await shop.desk.db.message.findMany({
    where: { conversationId: zelda.conversationId },
  });
  expect(entry).toMatchObject({ kind: "event", visibleSeq: null, card: { type: "erased" } });
  expect(more).toEqual([]);
});

test("IN-5: asked once more, or for somebody we never knew, nothing is found and nothing breaks", async () => {
  await redacted(zelda);
  const open = await shop.desk.db.privacyRequest.findMany({ where: { kind: "erasure" } });
  expect(open.map(({ state }) => state)).toEqual(["done", "done"]);
  expect(open.every(({ customerId, email }) => customerId === null && email === null)).toBe(true);
});

test("IN-5: the journal that is kept names nobody", async () => {
  const rows = await asOwner<{ marks: string[] }>(`SELECT "marks" FROM "redactions"`);
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.flatMap(({ marks }) => marks).every((mark) => /^[\w-]{43}$/.test(mark))).toBe(true);
});
