import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startStore } from "../server.ts";
import type { RunningStore } from "../server.ts";
import { staffOf } from "../platform.ts";

let running: RunningStore;
beforeAll(async () => {
  running = await startStore();
});
afterAll(() => running.close());

const run = promisify(execFile);

/** Runs a line of JavaScript in a process of its own, as the app runs: with the preload. */
async function inTheApp(code: string, env: Record<string, string> = {}): Promise<string> {
  const preload = resolve(import.meta.dirname, "../preload.mjs");
  const args = ["--import", preload, "--input-type=module", "--eval", code];
  const { stdout } = await run(process.execPath, args, {
    env: { ...process.env, DEV_STORE_URL: running.url, ...env },
  });
  return stdout.trim();
}

const exchange = `
  import "@shopify/shopify-api/adapters/node";
  import { shopifyApi, RequestedTokenType, ApiVersion } from "@shopify/shopify-api";
  const api = shopifyApi({ apiKey: "goodturn-dev", apiSecretKey: process.env.SECRET, apiVersion: ApiVersion.October26,
    isEmbeddedApp: true, hostName: "localhost", logger: { level: 0 } });
  const { session } = await api.auth.tokenExchange({ shop: "fern-and-flax.myshopify.com", sessionToken: process.env.TOKEN,
    requestedTokenType: RequestedTokenType.OfflineAccessToken, expiring: true });
  const client = new api.clients.Graphql({ session });
  const { data } = await client.request("{ shop { myshopifyDomain } }");
  console.log(JSON.stringify({ refresh: Boolean(session.refreshToken), minutes: Math.round((session.expires - Date.now()) / 60000), data }));`;

test("Shopify's own library reaches the stand-in store without knowing it", async () => {
  const [iris] = staffOf(running.store());
  const token = iris ? await running.office.idToken("fern-and-flax.myshopify.com", iris) : "";
  const said = await inTheApp(exchange, { SECRET: running.secret, TOKEN: token });
  const data = { shop: { myshopifyDomain: "fern-and-flax.myshopify.com" } };
  expect(JSON.parse(said)).toEqual({ refresh: true, minutes: 60, data });
}, 30_000);

test("other addresses are left alone", async () => {
  const code = `const answer = await fetch(process.env.DEV_STORE_URL + "/x"); console.log(answer.status)`;
  expect(await inTheApp(code)).toBe("404");
}, 30_000);

test("time moves by what the clock's file says, and dates stay dates", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "clock-")), "offset");
  writeFileSync(file, String(48 * 3_600_000));
  const code = `const moved = new Date(); console.log(JSON.stringify([
    moved instanceof Date, structuredClone(moved) instanceof Date, new Date(0).toISOString(), Date.now() - performance.timeOrigin > 47 * 3600e3,
    moved.constructor === Date, Date.UTC(2026, 0) === new Date("2026-01-01").getTime(), typeof Date()]))`;
  expect(JSON.parse(await inTheApp(code, { DEV_STORE_CLOCK: file }))).toEqual([
    ...[true, true, "1970-01-01T00:00:00.000Z", true],
    ...[true, true, "string"],
  ]);
}, 30_000);
