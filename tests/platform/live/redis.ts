import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import { Redis } from "ioredis";

import { freePort } from "../../tools/ports.ts";

/**
 * A Redis server of our own for one test file, or none where no `redis-server` is installed (REDIS_SERVER names one
 * that is not on the path). Imported before anything that reads the environment.
 */
const command = process.env["REDIS_SERVER"] ?? "redis-server";

export const isThere = spawnSync(command, ["--version"]).status === 0;
const port = await freePort();
const dir = fs.mkdtempSync(path.join(os.tmpdir(), "goodturn-redis-"));
let server: ChildProcess | undefined;

export async function startRedis(): Promise<void> {
  const settings = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--dir", dir];
  server = spawn(command, settings, { stdio: "ignore" });
  const knock = new Redis(port, "127.0.0.1", { retryStrategy: () => 50, maxRetriesPerRequest: 200 });
  knock.on("error", () => {});
  await knock.ping();
  knock.disconnect();
}

export async function stopRedis(): Promise<void> {
  const gone = new Promise((done) => server?.once("exit", done));
  server?.kill("SIGKILL");
  if (server) await gone;
  server = undefined;
}

if (isThere) {
  await startRedis();
  process.env["REDIS_URL"] = `redis://127.0.0.1:${port}`;
}
