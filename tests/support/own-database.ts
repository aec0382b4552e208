import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, inject } from "vitest";

import "../dev-store/preload.mjs";

/** Each test file works in a database of its own, copied from the migrated template. */
const server = inject("postgres");
const name = `test_${randomBytes(6).toString("hex")}`;

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

await onServer(`CREATE DATABASE ${name} TEMPLATE template_goodturn STRATEGY FILE_COPY`);

const own = new URL(server);
own.pathname = `/${name}`;

const files = await mkdtemp(path.join(os.tmpdir(), "goodturn-files-"));

Object.assign(process.env, {
  DATABASE_URL: own.href,
  SHOPIFY_API_KEY: "goodturn-test-key",
  SHOPIFY_API_SECRET: "goodturn-test-secret",
  SHOPIFY_APP_URL: "http://localhost:4404",
  SMTP_URL: "smtp://localhost:4403",
  MAIL_FROM: "help@example.com",
  ENCRYPTION_KEY: randomBytes(32).toString("base64"),
  FILES_DIR: files,
  PORT: "4405",
  WORKER_PORT: "4406",
  LOG_LEVEL: "silent",
  NODE_ENV: "test",
});

// Whoever still holds a connection is a test that did not close what it opened; the next run is not its victim.
afterAll(() => onServer(`DROP DATABASE ${name} WITH (FORCE)`));
afterAll(() => rm(files, { recursive: true, force: true }));
