// What `shopify app dev` starts (shopify.web.toml): database, build on every change, web and worker restarted by Node.
// Shopify's command line gives the app's key, secret, address and port; .env may add DATABASE_URL, SMTP_URL, ...
import { spawn, type ChildProcess } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

import { build } from "./build.ts";
import { environmentOf } from "./demo-settings.ts";
import { migrateWhenNeeded } from "./database/migrate.ts";
import { freePort } from "./ports.ts";
import { startPostgres } from "./database/postgres.ts";
import { environment, root } from "./steps.mjs";

const data = path.join(root, ".data/dev");
fs.mkdirSync(path.join(data, "files"), { recursive: true });
if (fs.existsSync(".env")) process.loadEnvFile(".env");

const own = process.env["DATABASE_URL"] ? null : await startPostgres(await wish());
const env = await settings(process.env["DATABASE_URL"] ?? own?.url ?? "");
await migrateWhenNeeded(env["DATABASE_URL"] ?? "");
await build((words) => void process.stdout.write(words));

const vite = path.join(root, "node_modules/@remix-run/dev/dist/cli.js");
const programs = [
  ["--watch-path=build/server", "build/server/server.js"],
  ["--watch-path=build/server", "build/server/worker.js"],
].map((args) => start(args));
let building = Promise.resolve();
fs.watch("app", { recursive: true }, () => {
  building = building.then(() => rebuilt());
});

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    for (const program of programs) program.kill("SIGTERM");
    void (own?.stop() ?? Promise.resolve()).then(() => process.exit(0));
  });

async function wish() {
  return { dir: path.join(data, "pg"), port: await freePort(), durable: true };
}

/** The demo's settings, with Shopify's own instead of the stand-in store's. */
async function settings(databaseUrl: string): Promise<Record<string, string>> {
  const wishes = { fresh: false, base: 4400, data, orders: null, quiet: true };
  const { DEV_STORE_URL: _url, DEV_STORE_CLOCK: _clock, ...defaults } = environmentOf(wishes, databaseUrl);
  const given = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => !!entry[1]),
  );
  const address = given["SHOPIFY_APP_URL"] ?? given["HOST"] ?? defaults["SHOPIFY_APP_URL"];
  const worker = String(await freePort());
  return {
    ...defaults,
    WORKER_PORT: worker,
    ...given,
    SHOPIFY_APP_URL: address ?? "",
    NODE_ENV: "production",
  };
}

function start(args: string[]): ChildProcess {
  return spawn(process.execPath, args, { cwd: root, env: environment(env), stdio: "inherit" });
}

function rebuilt(): Promise<void> {
  const child = spawn(process.execPath, [vite, "vite:build"], {
    cwd: root,
    env: environment({ NODE_ENV: "production" }),
    stdio: ["ignore", "ignore", "inherit"],
  });
  return new Promise((done) => child.once("close", () => done()));
}
