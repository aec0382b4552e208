import { randomBytes } from "node:crypto";

import { afterAll, beforeAll, expect, test } from "vitest";

import { database } from "~/platform/db.server";
import { openDesk } from "~/platform/desk.server";
import { changeSettings } from "~/shops/change.server";
import { closeShop } from "~/shops/close.server";
import { settingsOf } from "~/shops/settings";
import { refreshShop, welcomeShop } from "~/shops/welcome.server";

import { createStore, type Store } from "../dev-store/store";
import { deskFor, storeOfflineToken, type TestDesk } from "../support/desk";
import { goOffline, goOnline, office } from "../support/internet";

let store: Store;
let domain: string;
beforeAll(async () => {
  domain = `moss-${randomBytes(4).toString("hex")}.myshopify.com`;
  store = createStore({
    domain,
    clock: { now: () => new Date() },
    shop: { name: "Moss & Stone", currency: "JPY" },
  });
  await goOnline(store);
  await storeOfflineToken(domain);
});
afterAll(() => goOffline(store));

const shopRow = () => database().shop.findUniqueOrThrow({ where: { domain } });
const welcomes = () => database().outbox.count({ where: { name: "shop.welcomed" } });
const deskNow = () => openDesk({ domain }, { kind: "system" });
const soon = () => new Date(Date.now() + 1_000).toISOString();

test("the first visit makes the shop, once, however many tabs open at the same time", async () => {
  await Promise.all([1, 2, 3, 4].map(() => welcomeShop(domain)));
  expect(await shopRow()).toMatchObject({
    name: "Moss & Stone",
    currency: "JPY",
    timezone: "Europe/Berlin",
    storefrontUrl: "http://localhost:4401",
  });
  expect(await welcomes()).toBe(1);
});

test("IN-2: news of an uninstall from before the install changes nothing", async () => {
  office.uninstall(domain);
  await closeShop(await deskNow(), { at: new Date(Date.now() - 86_400_000).toISOString() });
  expect((await shopRow()).uninstalledAt).toBeNull();
});

test("IN-3: when the app is taken off, the shop is closed and its tokens are thrown away", async () => {
  await closeShop(await deskNow(), { at: soon() });
  expect((await shopRow()).uninstalledAt).not.toBeNull();
  expect(await database().session.count({ where: { shop: domain } })).toBe(0);
  await expect(deskNow()).rejects.toThrow("No such shop");
});

test("a shop that comes back is welcomed again", async () => {
  office.install(domain);
  await storeOfflineToken(domain);
  await welcomeShop(domain);
  expect((await shopRow()).uninstalledAt).toBeNull();
  expect(await welcomes()).toBe(2);
});

test("IN-2: a replayed uninstall does not close a shop that still lets us in", async () => {
  await closeShop(await deskNow(), { at: soon() });
  expect((await shopRow()).uninstalledAt).toBeNull();
});

test("a new name and address arrive with the shop's update", async () => {
  Object.assign(store.shop, { name: "Moss", storefrontUrl: "http://moss.localhost:4401/de" });
  await refreshShop(await deskNow());
  expect(await shopRow()).toMatchObject({ name: "Moss", storefrontUrl: "http://moss.localhost:4401" });
});

test("two people who change different settings at once both win", async () => {
  const shop: TestDesk = await deskFor();
  await Promise.all([
    changeSettings(shop.desk, { returnWindowDays: 14 }),
    changeSettings(shop.desk, { mailName: "Fern" }),
  ]);
  const after = await openDesk({ domain: shop.desk.shop.domain }, { kind: "system" });
  expect(settingsOf(after)).toMatchObject({ returnWindowDays: 14, mailName: "Fern" });
  await shop.close();
});
