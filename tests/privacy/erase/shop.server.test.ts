import "../../support/mailbox.ts";

import { afterAll, beforeAll, expect, test } from "vitest";

import { addDays } from "~/kit/days";
import { database } from "~/platform/db.server";
import { writeAudit } from "~/ledger/audit.server";
import { eraseAudit, eraseShop } from "~/privacy/erase/shop.server";
import { eraseStrays } from "~/privacy/erase/strays.server";
import { closeShop } from "~/shops/close.server";
import { welcomeShop } from "~/shops/welcome.server";

import { shopRedactPayload } from "../../dev-store/payloads/shop.ts";
import { deskFor, storeOfflineToken, type TestDesk } from "../../support/desk.ts";
import { office } from "../../support/internet.ts";
import { running, until, type Running } from "../../support/running.ts";
import { everyTable, filesKept, whereabouts } from "../../trust/census.ts";
import { figure } from "../../trust/figure.ts";
import { aLife, type Life } from "../support/life.ts";

let gone: TestDesk;
let other: TestDesk;
let app: Running;
let zelda: Life;

const rowOf = (at: TestDesk) => database().shop.findUnique({ where: { id: at.desk.shopId } });
const quiet = async () => (await database().outbox.count({ where: { runAt: null } })) === 0;

beforeAll(async () => {
  [gone, other] = [await deskFor(), await deskFor()];
  app = await running(gone);
  [zelda] = [await aLife(gone), await aLife(other)];
  await app.webhooks.settle();
  await until(quiet, 30_000);
}, 120_000);
afterAll(async () => {
  await app.stop();
  await Promise.all([gone.close(), other.close()]);
});

let journal: string[];
beforeAll(() => void (journal = ["public.redactions: 1", `files: journal/${gone.desk.shopId}.json`]));

function redact(at: TestDesk): void {
  app.webhooks.send(at.desk.shop.domain, "shop/redact", {
    body: JSON.stringify(shopRedactPayload(at.store)),
  });
}

test("IN-4: a shop that has come back is not erased", async () => {
  redact(other);
  await app.webhooks.settle();
  await until(
    async () =>
      (await database().webhookDelivery.count({
        where: { topic: "shop/redact", result: "privacy.erase-shop" },
      })) === 1,
  );
  await until(quiet);
  await eraseShop(other.desk);
  expect((await rowOf(other))?.domain).toBe(other.desk.shop.domain);
  expect((await whereabouts([other.desk.shopId])).length).toBeGreaterThan(10);
});

test("IN-4: two days after it left, with no session, shop/redact is answered 200 and nothing of the shop remains", async () => {
  office.uninstall(gone.desk.shop.domain);
  await closeShop(gone.desk, { at: new Date().toISOString() });
  expect(await database().session.count({ where: { shop: gone.desk.shop.domain } })).toBe(0);
  const files = await filesKept();
  redact(gone);
  await app.webhooks.settle();
  expect(app.webhooks.log.at(-1)?.attempts.at(-1)?.status).toBe(200);
  await until(async () => (await rowOf(gone)) === null, 30_000);
  const { shopId, shop } = gone.desk;
  // The job that did it stands in the queue's books until the next round.
  await until(async () => (await eraseStrays(), (await whereabouts([shopId])).length <= journal.length));
  // The journal says that a shop was erased, under a number that nothing else has.
  expect(await whereabouts([shopId])).toEqual(journal);
  expect(await whereabouts([shop.domain, ...zelda.texts])).toEqual([]);
  expect(await filesKept()).toBe(files / 2);
  figure("IN-4", {
    reached: `0 rows in ${(await everyTable()).length} tables, 0 files; the shop that came back untouched`,
    asked: "0 rows in N tables",
  });
}, 60_000);

test("IN-4: no row and no link of its audit stays, not even what a job wrote while it was being erased", async () => {
  const at = await deskFor();
  const iris = await at.asAgent("Ottilie Brandt", "owner");
  const kept = async () => [
    await iris.db.auditRow.count({ where: { actorName: "Ottilie Brandt" } }),
    await iris.db.auditLink.count(),
  ];
  await writeAudit(iris, { action: "settings.changed", subject: "settings" });
  expect(await kept()).toEqual([1, 1]);
  office.uninstall(at.desk.shop.domain);
  await closeShop(at.desk, { at: new Date().toISOString() });
  await eraseShop(at.desk);
  expect(await kept()).toEqual([0, 0]);
  await writeAudit(iris, { action: "settings.changed", subject: "settings" });
  expect(await kept()).toEqual([1, 1]);
  await eraseStrays();
  expect(await kept()).toEqual([0, 0]);
  expect(await whereabouts([at.desk.shopId, "Ottilie Brandt"])).toEqual([
    "public.redactions: 1",
    `files: journal/${at.desk.shopId}.json`,
  ]);
  await at.close();
});

test("IN-4: the audit of a shop that has the app can be erased by nobody", async () => {
  await expect(eraseAudit(other.desk.shopId)).rejects.toThrow("The audit of a shop that has the app stays");
});

test("IN-4: whoever comes back after that begins anew, and news from before does nothing to them", async () => {
  const { domain } = gone.desk.shop;
  office.install(domain);
  await storeOfflineToken(domain);
  await welcomeShop(domain);
  const fresh = await database().shop.findUniqueOrThrow({ where: { domain } });
  expect(fresh.id).not.toBe(gone.desk.shopId);
  await closeShop(
    gone.later(
      { ...gone.desk, shopId: fresh.id as never, shop: { ...gone.desk.shop, id: fresh.id as never } },
      new Date(),
    ),
    {
      at: addDays(new Date(), -3).toISOString(),
    },
  );
  redact(gone);
  await app.webhooks.settle();
  await until(quiet);
  expect((await database().shop.findUniqueOrThrow({ where: { domain } })).uninstalledAt).toBeNull();
});

test("IN-4: a shop that comes back while it is being erased is a new shop", async () => {
  const at = await deskFor();
  office.uninstall(at.desk.shop.domain);
  await closeShop(at.desk, { at: new Date().toISOString() });
  const [erased] = await Promise.all([eraseShop(at.desk), comeBack(at.desk.shop.domain)]);
  expect(erased).toBeUndefined();
  await comeBack(at.desk.shop.domain);
  const shops = await database().shop.findMany({ where: { domain: at.desk.shop.domain } });
  expect(shops).toMatchObject([{ uninstalledAt: null }]);
  await at.close();
});

async function comeBack(domain: string): Promise<void> {
  office.install(domain);
  await storeOfflineToken(domain);
  await welcomeShop(domain);
}
