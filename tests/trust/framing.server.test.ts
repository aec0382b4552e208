import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";

import { SignJWT } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";

import { closeDatabase } from "~/platform/db.server";
import { env } from "~/platform/env.server";
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

const base64 = (text: string) => Buffer.from(text).toString("base64");

/** Where a browser would go; who answers here is called localhost. */
const hostOf = (place: string) => new URL(place, "http://localhost").hostname;

test("SH-13: whatever host, shop or way back an address names, nobody is sent out of Shopify's admin", async () => {
  const { domain } = shop.desk.shop;
  const away = ["https://evil.test", "//evil.test", "/\\\\evil.test", "javascript:alert('evil.test')"];
  const queries = [
    ...["evil.test", "evil.test/store/x", "admin.shopify.com.evil.test/store/x"].map(
      (host) => `?shop=${domain}&host=${base64(host)}`,
    ),
    `?shop=a.myshopify.com.evil.test&host=${base64("admin.shopify.com/store/x")}`,
    ...["shopify-reload", "exitIframe", "return_to", "redirect"].flatMap((name) =>
      away.map((place) => `?shop=${domain}&embedded=1&${name}=${encodeURIComponent(place)}`),
    ),
  ];
  const sentAway: string[] = [];
  let asked = 0;
  const doors = ["/", "/app"];
  for (const door of house.doors.filter(({ isPage, address }) => isPage && doors.includes(address)))
    for (const query of queries)
      for (const token of [await tokenFor(shop, "owner"), ""]) {
        const answer = await house.ask(atDoor({ door, token, id: NOBODY, query }));
        asked += 1;
        const to = ["location", "x-shopify-api-request-failure-reauthorize-url"].map((name) =>
          hostOf(answer.headers.get(name) ?? "/"),
        );
        const isSaid = /(?:href|src|action|open|location|url)[^<>]{0,20}["'(=](?:https?:)?\/\/evil/i.test(
          await answer.text(),
        );
        if (isSaid || to.some((host) => !/^(localhost|admin\.shopify\.com)$/.test(host)))
          sentAway.push(`${door.address}${query}`);
      }
  expect(sentAway).toEqual([]);
  figure("SH-13 admin", { reached: `0 of ${asked} addresses lead out`, asked: "0 external redirects" });
}, 120_000);

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

const bundles = ["build/client", "extensions/storefront-chat/assets"].filter((folder) => existsSync(folder));

test.skipIf(!existsSync("build/client"))(
  "SL-3: the scripts that browsers load name no secret of the server, and no map leads from them to the source",
  () => {
    const files = bundles.flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8", withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name)),
    );
    expect(files.length).toBeGreaterThan(50);
    const names = ["SHOPIFY_API_SECRET", "ENCRYPTION_KEY", "DATABASE_URL", "SMTP_URL", "sourceMappingURL"];
    const wrong = files.filter((file) => {
      const text = readFileSync(file, "utf8");
      return file.endsWith(".map") || names.some((name) => text.includes(name));
    });
    expect(wrong).toEqual([]);
    figure("SL-3 scripts", { reached: `0 of ${files.length} files with a secret or a map`, asked: "0" });
  },
);

test("SL-4: whatever route fails for want of its database, the answer tells nothing of what is behind it", async () => {
  const here = env().DATABASE_URL;
  const token = await tokenFor(shop, "owner");
  await closeDatabase();
  Object.assign(env(), { DATABASE_URL: "postgresql://canary-user:canary-word@127.0.0.1:1/canary" });
  const [leaks, statuses]: [string[], number[]] = [[], []];
  for (const door of house.doors)
    for (const method of ["GET", "POST"] as const) {
      if (!(method === "GET" ? door.module.loader : door.module.action)) continue;
      const answer = await house.ask(atDoor({ door, token, method, body: {}, id: NOBODY }));
      const text = (await answer.text()).replaceAll(/href="[^"]*"|src="[^"]*"|import[^;]*;/g, "");
      statuses.push(answer.status);
      if (/canary|ECONNREFUSED|prisma|node_modules|\.ts:|at Object\./i.test(text))
        leaks.push(`${method} ${door.address}: ${text.slice(0, 300)}`);
    }
  await closeDatabase();
  Object.assign(env(), { DATABASE_URL: here });
  expect(leaks).toEqual([]);
  const failed = statuses.filter((status) => status >= 500).length;
  expect(failed).toBeGreaterThan(30);
  figure("SL-4 routes", {
    reached: `0 leaks in ${statuses.length} answers, ${failed} of them failures`,
    asked: "generic text; 0 stacks",
  });
}, 120_000);
