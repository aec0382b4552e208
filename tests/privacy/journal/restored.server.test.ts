import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, expect, test } from "vitest";

import { database } from "~/platform/db.server";
import type { Desk } from "~/platform/desk.server";
import { eraseCustomer } from "~/privacy/erase/customer.server";
import { eraseShop } from "~/privacy/erase/shop.server";
import { eraseRestored } from "~/privacy/journal/restored.server";
import { closeShop } from "~/shops/close.server";

import { redactPayload } from "../../dev-store/payloads/shop.ts";
import { deskFor, type TestDesk } from "../../support/desk.ts";
import { office } from "../../support/internet.ts";
import { backup } from "../../trust/backup.ts";
import { whereabouts } from "../../trust/census.ts";
import { figure } from "../../trust/figure.ts";
import { aLife } from "../support/life.ts";

let shop: TestDesk;
let left: TestDesk;
beforeAll(async () => void ([shop, left] = [await deskFor(), await deskFor()]));
afterAll(() => Promise.all([shop.close(), left.close()]));

/** Shopify's word that somebody is to be forgotten, as it lies in the table of deliveries. */
async function told(desk: Desk, body: object): Promise<{ webhookId: string }> {
  const webhookId = randomUUID();
  const at = { receivedAt: desk.now, handledAt: desk.now };
  const row = {
    shop: desk.shop.domain,
    topic: "customers/redact",
    webhookId,
    body: JSON.stringify(body),
    ...at,
  };
  await database().webhookDelivery.create({ data: row });
  return { webhookId };
}

test("IN-7: whoever was erased since the backup is erased again before anybody is served", async () => {
  const [zelda, other] = [await aLife(shop), await aLife(shop)];
  const before = await whereabouts(zelda.texts);
  const restore = await backup();
  await eraseCustomer(shop.desk, await told(shop.desk, redactPayload(shop.store, zelda.customer)));
  office.uninstall(left.desk.shop.domain);
  await closeShop(left.desk, { at: new Date().toISOString() });
  await eraseShop(left.desk);
  await restore();
  expect((await whereabouts([zelda.mark])).length).toBeGreaterThan(10);
  expect(await database().shop.count({ where: { id: left.desk.shopId } })).toBe(1);

  expect(await Promise.all([eraseRestored(), eraseRestored()])).toContain(2);
  expect(await whereabouts(zelda.texts)).toEqual([]);
  expect(await database().shop.count({ where: { id: left.desk.shopId } })).toBe(0);
  expect((await whereabouts([other.mark])).length).toBeGreaterThan(10);
  figure("IN-7", {
    reached: `0 hits after a restore (${before.length} places in the backup)`,
    asked: "0 hits",
  });
}, 60_000);

test("IN-7: with nothing erased since, a start looks once and does nothing", async () => {
  expect(await eraseRestored()).toBe(0);
});
