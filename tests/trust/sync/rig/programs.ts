import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

import { build, type Plugin } from "esbuild";

import { freePort } from "../../../tools/ports.ts";

const root = path.resolve(import.meta.dirname, "../../../..");
const folder = path.join(root, ".data/test");

/** The pages are another matter: the process is the same without them. */
const withoutPages: Plugin = {
  name: "without-pages",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^virtual:remix/ }, () => ({ path: "pages", namespace: "without" }));
    onLoad({ filter: /.*/, namespace: "without" }, () => ({ contents: "export const routes = {};" }));
  },
};

const bundles = new Map<string, Promise<string>>();

/** One file that plain Node runs, from the sources as they are now. */
function bundled(entry: string): Promise<string> {
  const known = bundles.get(entry) ?? bundle(entry);
  bundles.set(entry, known);
  return known;
}

async function bundle(entry: string): Promise<string> {
  const outfile = path.join(folder, `${randomBytes(6).toString("hex")}.mjs`);
  await build({
    entryPoints: [path.join(root, entry)],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    alias: { "~": path.join(root, "app") },
    plugins: [withoutPages],
    logLevel: "silent",
  });
  process.once("exit", () => fs.rmSync(outfile, { force: true }));
  return outfile;
}

export type Program = {
  readonly url: string;
  /** What it has written so far. */
  readonly said: () => string;
  readonly signal: (name: NodeJS.Signals) => void;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
};

/** Starts one of Goodturn's programs ("app/server.ts", "app/worker.ts") and waits until it answers. */
export async function start(entry: string, env: Record<string, string> = {}): Promise<Program> {
  const [file, port] = [await bundled(entry), await freePort()];
  const child = spawn(
    process.execPath,
    ["--import", "./tests/tools/leash.mjs", "--import", "./tests/dev-store/preload.mjs", file],
    {
      cwd: root,
      env: { ...process.env, LOG_LEVEL: "warn", PORT: String(port), WORKER_PORT: String(port), ...env },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    },
  );
  let words = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (said: Buffer) => (words += said.toString()));
  const ended = new Promise<number | string>((done) =>
    child.once("exit", (code, signal) => done(signal ?? code ?? -1)),
  );
  const url = `http://127.0.0.1:${port}`;
  const program = { url, said: () => words, signal: (name: NodeJS.Signals) => void child.kill(name), ended };
  await answering(program);
  return program;
}

/** The programs of one test: starts them, and at its end kills those that are still alive. */
export function troupe() {
  const alive = new Set<Program>();
  const begin = async (entry: string): Promise<Program> => {
    const program = await start(entry);
    alive.add(program);
    void program.ended.then(() => alive.delete(program));
    return program;
  };
  const end = async (): Promise<void> => {
    for (const program of alive) program.signal("SIGKILL");
    await Promise.all([...alive].map(({ ended }) => ended));
  };
  return { begin, end };
}

export type Run = {
  /** The last line it wrote, read as JSON; null when it was killed before. */
  readonly result: Promise<Record<string, unknown> | null>;
  readonly kill: () => void;
};

/** Runs a program of this folder to its end, or until it is killed. */
export async function run(entry: string, env: Record<string, string>): Promise<Run> {
  const file = await bundled(`tests/trust/sync/rig/${entry}`);
  const args = ["--import", "./tests/tools/leash.mjs", "--import", "./tests/dev-store/preload.mjs", file];
  // As `npm run start:worker` does: a small nursery, because what a stream leaves behind is never needed again.
  const child = spawn(process.execPath, ["--max-semi-space-size=4", ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let words = "";
  let complaint = "";
  child.stdout?.on("data", (said: Buffer) => (words += said.toString()));
  child.stderr?.on("data", (said: Buffer) => (complaint += said.toString()));
  const result = new Promise<Record<string, unknown> | null>((done, fail) =>
    child.once("close", (code, signal) => {
      if (signal === "SIGKILL") return done(null);
      if (code !== 0) return fail(new Error(complaint.slice(-2_000)));
      done(JSON.parse(words.trim().split("\n").at(-1) ?? "null") as Record<string, unknown>);
    }),
  );
  return { result, kill: () => void child.kill("SIGKILL") };
}

async function answering({ url, said, ended }: Program): Promise<void> {
  let gone = false;
  void ended.then(() => (gone = true));
  for (const until = performance.now() + 40_000; performance.now() < until && !gone; await pause(50)) {
    const answer = await fetch(`${url}/health`).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) return;
  }
  throw new Error(`It does not answer: ${said().slice(-2_000)}`);
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
