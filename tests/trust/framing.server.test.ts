import { SignJWT } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";

import { sessions } from "~/shopify.server";

import { deskFor, type TestDesk } from "../support/desk.ts";
import { openHouse, openQueue, type House } from "../walls/support/house.ts";
import { atDoor, hire, tokenFor } from "../walls/support/people.ts";
import { figure } from "./figure.ts";

let house: House;
let shop: TestDesk;
beforeAll(async () => {
  house = await openHouse();
  await openQueue();
  shop = await deskFor();
  await hire(shop, "owner");
});
afterAll(() => shop.close());

const NOBODY = "0197a000-0000-7000-8000-000000000000";
const secret = () => new TextEncoder().encode(process.env["SHOPIFY_API_SECRET"]);
const admin = () => house.doors.filter(({ address }) => address === "/app" || address.startsWith("/app/"));

/** A token of our app and this shop that ended so many seconds ago. */
async function ended(seconds: number): Promise<string> {
  const end = Math.floor(Date.now() / 1_000) - seconds;
  const dest = `https://${shop.desk.shop.domain}`;
  const claims = { iss: `${dest}/admin`, dest, aud: process.env["SHOPIFY_API_KEY"] ?? "", sub: "9000" };
  return new SignJWT({ ...claims, exp: end, nbf: end - 60, iat: end - 60 })
    .setProtectedHeader({ alg: "HS256" })
    .sign(secret());
}

test("IN-1: no route of the admin answers without a good token, nor with one that ended 61 seconds ago", async () => {
  const tokens = [await ended(61), "", "garbage", `${await tokenFor(shop, "owner")}x`];
  const open: string[] = [];
  let asked = 0;
  for (const door of admin()) {
    const methods = [
      ...(door.module.loader ? ["GET" as const] : []),
      ...(door.module.action ? ["POST" as const] : []),
    ];
    for (const [method, token] of methods.flatMap((one) => tokens.map((token) => [one, token] as const))) {
      const answer = await house.ask(atDoor({ door, token, method, body: {}, id: NOBODY, asData: false }));
      asked += 1;
      const isBounce =
        answer.status === 200 && (await answer.text()).includes("Open Goodturn from the Apps page");
      if (answer.status < 300 && !isBounce) open.push(`${method} ${door.address}: ${answer.status}`);
    }
  }
  expect(open).toEqual([]);
  figure("IN-1", { reached: `0 of ${asked} requests without a good token answered`, asked: "401 on 100 %" });
}, 120_000);

// Besides the shop and admin.shopify.com Shopify's own library names the addresses of Shopify's developers.
test("IN-1: every page may be framed by its own shop's admin alone", async () => {
  const token = await tokenFor(shop, "owner");
  const pages = admin().filter(({ isPage, address }) => isPage && !address.includes(":"));
  const { domain } = shop.desk.shop;
  const wrong: string[] = [];
  for (const door of pages) {
    const query = `?shop=${domain}&host=${Buffer.from(`admin.shopify.com/store/x`).toString("base64")}&embedded=1`;
    const answer = await house.ask(atDoor({ door, token, id: NOBODY, query }));
    const policy = answer.headers.get("content-security-policy") ?? "";
    const framers = /frame-ancestors ([^;]+)/.exec(policy)?.[1]?.split(/\s+/) ?? [];
    const allowed = framers.every(
      (one) =>
        one === `https://${domain}` ||
        /^https:\/\/(admin\.shopify\.com|\*\.spin\.dev|admin\.myshopify\.io|admin\.shop\.dev)$/.test(one),
    );
    if (!framers.includes(`https://${domain}`) || !allowed || framers.includes("*"))
      wrong.push(`${door.address}: ${policy}`);
  }
  expect(pages.length).toBeGreaterThan(5);
  expect(wrong).toEqual([]);
});

test("IN-1: an address that names another shop, or none that there can be, lets nobody frame the page", async () => {
  const token = await tokenFor(shop, "owner");
  const [door] = admin().filter(({ address }) => address === "/app/settings");
  if (!door) throw new Error("No settings");
  for (const evil of [
    "evil.test",
    "a.myshopify.com.evil.test",
    `${shop.desk.shop.domain}%20https://evil.test`,
    "*",
  ]) {
    const answer = await house.ask(atDoor({ door, token, id: NOBODY, query: `?shop=${evil}` }));
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(policy, evil).not.toMatch(/evil|\*(?!\.spin)/);
  }
});

test("SL-3: what pages and routes send to a browser holds no token, key or secret", async () => {
  const token = await tokenFor(shop, "owner");
  const session = await sessions.loadSession(`offline_${shop.desk.shop.domain}`);
  const own = [process.env["SHOPIFY_API_SECRET"], process.env["ENCRYPTION_KEY"], process.env["DATABASE_URL"]];
  const secrets = [session?.accessToken, session?.refreshToken, ...own]
    .map((text) => text ?? "")
    .filter(Boolean);
  expect(secrets).toHaveLength(5);
  const told: string[] = [];
  let bytes = 0;
  for (const door of admin().filter(({ module }) => module.loader)) {
    for (const asData of door.isPage ? [true, false] : [false]) {
      const body = await (await house.ask(atDoor({ door, token, id: NOBODY, asData }))).text();
      bytes += body.length;
      told.push(...secrets.filter((one) => body.includes(one)).map(() => door.address));
    }
  }
  expect(told).toEqual([]);
  expect(bytes).toBeGreaterThan(20_000);
  figure("SL-3", {
    reached: `0 of ${secrets.length} secrets in ${Math.round(bytes / 1_000)} kB of answers`,
    asked: "0",
  });
});
