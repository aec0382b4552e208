import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { readAppConfig, projectRoot } from "./config.ts";
import { PortTaken } from "./http.ts";
import { seed } from "./seed/seed.ts";
import { defaultSecret, startStore } from "./server.ts";
import type { RunningStore } from "./server.ts";

/**
 * `npm run store`: the whole stand-in Shopify on its fixed ports. What happens in it is kept below `.data`, so
 * that the next start goes on where this one ended; `--fresh` starts over, `--orders N` says how many orders.
 * The last line it writes to standard output is JSON: {"ready":true, ...addresses}.
 */
const { values } = parseArgs({
  options: {
    orders: { type: "string", default: "300" },
    fresh: { type: "boolean", default: false },
    data: { type: "string", default: resolve(projectRoot, ".data") },
    app: { type: "string", default: "http://localhost:4405" },
    secret: { type: "string", default: process.env.SHOPIFY_API_SECRET ?? defaultSecret },
    "not-installed": { type: "boolean", default: false },
    ports: { type: "string", default: "4400,4401,4402,4403,4404" },
  },
});

const stateFile = resolve(values.data, "store.json");
const clockFile = process.env.DEV_STORE_CLOCK ?? resolve(values.data, "clock");

try {
  await start();
} catch (error) {
  if (!(error instanceof PortTaken)) throw error;
  console.error(error.message);
  process.exit(1);
}

async function start(): Promise<void> {
  if (values.fresh) [stateFile, clockFile].forEach((file) => rmSync(file, { force: true }));
  const [admin = 0, storefront = 0, mailbox = 0, smtp = 0, tunnel = 0] = values.ports.split(",").map(Number);
  const config = readAppConfig();
  const running = await startStore({
    ports: { admin, storefront, mailbox, smtp, tunnel },
    tunnel: true,
    appUrl: values.app,
    config: { ...config, clientId: process.env.SHOPIFY_API_KEY ?? config.clientId },
    secret: values.secret,
    installed: !values["not-installed"],
    stateFile,
    clockFile,
    seed: seed({ orders: Number(values.orders) }),
    // Shopify's eight retries take four hours; here the last one comes after about four minutes.
    retryAfter: [1, 2, 4, 8, 16, 32, 64, 128].map((seconds) => seconds * 1000),
  });
  stopOnSignal(running);
  console.log(JSON.stringify({ ready: true, ...addresses(running) }));
}

function addresses(running: RunningStore) {
  const { adminUrl, storefrontUrl, mailboxUrl, smtpUrl, tunnelUrl } = running;
  return { adminUrl, storefrontUrl, mailboxUrl, smtpUrl, tunnelUrl, clockFile, stateFile };
}

function stopOnSignal(running: RunningStore): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void running.close().then(() => process.exit(0)));
  }
}
