// npm run build: the app (web, worker and pages in one graph) and the storefront's widget.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

import { environment, knownTrouble, root, Stop } from "./steps.mjs";

const sources = ["app", "extensions", "public", "vite.config.ts", "package-lock.json"];
const note = path.join(root, "build/made-from");
const products = [
  "build/server/server.js",
  "build/server/worker.js",
  "build/client/assets",
  "extensions/storefront-chat/assets/chat-loader.js",
];

if (import.meta.main) {
  try {
    await build((words) => void process.stdout.write(words));
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
}

/** Whether what was built last was built from other sources than those of now. */
export function isStale(): boolean {
  if (!products.every((file) => fs.existsSync(path.join(root, file))) || !fs.existsSync(note)) return true;
  return fs.readFileSync(note, "utf8") !== fingerprint();
}

/** Builds all; `hear` gets what the tools say. Throws Stop with a tool's last words when it fails. */
export async function build(hear: (words: string) => void): Promise<void> {
  const from = fingerprint();
  fs.rmSync(note, { force: true });
  const remix = path.join(root, "node_modules/@remix-run/dev/dist/cli.js");
  await Promise.all([tool([remix, "vite:build"], hear), tool(["extensions/build.mjs"], hear)]);
  fs.writeFileSync(note, from);
}

function tool(args: string[], hear: (words: string) => void): Promise<void> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: environment({ NODE_ENV: "production" }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (words: string) => {
      said += words;
      hear(words);
    });
  return new Promise((done, fail) => {
    child.on("close", (code) => {
      if (code === 0) return done();
      fail(new Stop(knownTrouble(said) ?? `The build failed:\n${complaintIn(said)}`));
    });
  });
}

/** The lines that matter: from the first one that speaks of an error. */
function complaintIn(words: string): string {
  const lines = words.trim().split("\n");
  const start = lines.findIndex((line) => /error during build|Error:|ERROR|✘/.test(line));
  return (start < 0 ? lines.slice(-15) : lines.slice(start, start + 15)).join("\n");
}

/** One hash over the content of every source file; what the build itself leaves in extensions is no source. */
function fingerprint(): string {
  const hash = createHash("sha256");
  for (const file of sources.flatMap(filesIn).sort()) {
    if (/^extensions.*\bassets\b.*\.js$/.test(file)) continue;
    hash
      .update(`${file}\0`)
      .update(fs.readFileSync(path.join(root, file)))
      .update("\0");
  }
  return hash.digest("hex");
}

function filesIn(source: string): string[] {
  const place = path.join(root, source);
  if (!fs.existsSync(place)) return [];
  if (fs.statSync(place).isFile()) return [source];
  const entries = fs.readdirSync(place, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}
