import { spawnSync } from "node:child_process";
import path from "node:path";

import { build } from "esbuild";
import { expect, test } from "vitest";

import { figure } from "../figure.ts";

const root = path.resolve(import.meta.dirname, "../../..");
/** What people send to break a log: line ends, terminal codes, JSON, a megabyte. */
const hostile = [
  'a\r\n{"level":60}',
  "\u001b[2J\u009b31m",
  '"},{"x":"',
  "\u2028\u2029\u0000",
  "x".repeat(1_000_000),
];

const program = `
  import { log } from "~/platform/log.server";
  for (const text of ${JSON.stringify(hostile)}) {
    const error = Object.assign(new Error(text), { code: text, name: text });
    log.warn("A test", { shop: text, topic: text, route: text, error, ...{ secret: text } });
  }`;

test("SL-7: whatever people send, a log line stays one short JSON object without terminal codes", async () => {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: root, loader: "ts" },
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    packages: "external",
    alias: { "~": path.join(root, "app") },
  });
  const env = {
    ...{
      DATABASE_URL: "postgres://a:b@localhost/x",
      SHOPIFY_API_KEY: "k",
      SHOPIFY_API_SECRET: "secret-secret",
    },
    ...{ SHOPIFY_APP_URL: "http://localhost", SMTP_URL: "smtp://localhost", MAIL_FROM: "a@example.com" },
    ...{ ENCRYPTION_KEY: Buffer.alloc(32).toString("base64"), FILES_DIR: "/tmp", NODE_ENV: "test" as const },
  };
  const ran = spawnSync(process.execPath, ["--input-type=module", "-"], {
    cwd: root,
    input: outputFiles[0]?.text ?? "",
    env: { ...env, PATH: process.env["PATH"] },
    maxBuffer: 50_000_000,
  });
  const lines = ran.stdout.toString().split("\n").slice(0, -1);
  expect(ran.stderr.toString()).toBe("");
  expect(lines).toHaveLength(hostile.length);
  for (const line of lines) {
    expect(JSON.parse(line)).toMatchObject({ level: 40, msg: "A test" });
    expect(line.length).toBeLessThan(16_000);

    expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]|\\u001b|\\u009b/);
    expect(line).not.toContain("secret");
  }
  for (const field of Object.values(JSON.parse(lines[4] ?? "{}") as object))
    if (typeof field === "string") expect(Buffer.byteLength(field)).toBeLessThanOrEqual(8_192);
  figure("SL-7", {
    reached: `${lines.length} of ${hostile.length} hostile entries: one JSON object each, fields ≤ 8 kB`,
    asked: "one JSON object per line; fields ≤ 8 kB",
  });
});
