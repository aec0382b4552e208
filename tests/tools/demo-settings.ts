import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

import { isTaken } from "./ports.ts";
import { root, Stop } from "./steps.mjs";

export type Wishes = { fresh: boolean; base: number; data: string; orders: number | null; quiet: boolean };

/** What the person asked for on the command line; throws Stop with what is possible. */
export function wishesFrom(args: string[]): Wishes {
  const { values } = parsed(args);
  return {
    fresh: values.fresh,
    base: number("--port-base", values["port-base"]) ?? 4400,
    data: path.resolve(root, values.data),
    orders: number("--orders", values.orders),
    quiet: values.quiet,
  };
}

const options = {
  fresh: { type: "boolean", default: false },
  "port-base": { type: "string" },
  data: { type: "string", default: ".data/demo" },
  orders: { type: "string" },
  quiet: { type: "boolean", default: false },
} as const;

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options });
  } catch (error) {
    const known = "--fresh, --port-base N, --data FOLDER, --orders N, --quiet";
    throw new Stop(
      `${error instanceof Error ? error.message.split(".")[0] : error}. The demo knows: ${known}.`,
    );
  }
}

function number(name: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^\d+$/.test(text)) return Number(text);
  throw new Stop(`${name} wants a number, not "${text}".`);
}

/** The demo's ports, in a row from its base. */
export const portsFrom = (base: number) => ({
  admin: base,
  storefront: base + 1,
  mailbox: base + 2,
  smtp: base + 3,
  tunnel: base + 4,
  web: base + 5,
  worker: base + 6,
  postgres: base + 7,
});
export type Ports = ReturnType<typeof portsFrom>;

/** Throws Stop when somebody else listens on a port that the demo needs. */
export async function checkPorts(ports: Ports): Promise<void> {
  for (const [who, port] of Object.entries(ports))
    if (await isTaken(port))
      throw new Stop(
        `Port ${port} (${who}) is taken, maybe by a demo that still runs. Stop that, or choose other ports: ` +
          "npm run demo -- --port-base 5400",
      );
}

/** The environment of the app's processes; secrets are made once and kept beside the data. */
export function environmentOf(wishes: Wishes, databaseUrl: string): Record<string, string> {
  const ports = portsFrom(wishes.base);
  return {
    NODE_ENV: "production",
    DATABASE_URL: databaseUrl,
    SHOPIFY_API_KEY: "goodturn-dev",
    SHOPIFY_API_SECRET: "goodturn-dev-secret",
    SHOPIFY_APP_URL: `http://localhost:${ports.tunnel}`,
    SMTP_URL: `smtp://localhost:${ports.smtp}`,
    MAIL_FROM: "help@example.com",
    ENCRYPTION_KEY: keptKey(path.join(wishes.data, "encryption-key")),
    FILES_DIR: path.join(wishes.data, "files"),
    PORT: String(ports.web),
    WORKER_PORT: String(ports.worker),
    DEV_STORE_URL: `http://localhost:${ports.admin}`,
    DEV_STORE_CLOCK: path.join(wishes.data, "clock"),
  };
}

function keptKey(file: string): string {
  if (!fs.existsSync(file)) fs.writeFileSync(file, randomBytes(32).toString("base64"), { mode: 0o600 });
  return fs.readFileSync(file, "utf8");
}
