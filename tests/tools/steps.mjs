// Runs on any Node from 18 on, before anything is installed.
import { spawn } from "node:child_process";
import { appendFileSync, mkdirSync } from "node:fs";
import path from "node:path";

export const root = path.resolve(
  import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname),
  "../..",
);
const bin = path.join(root, "node_modules/.bin");

/** What the person reads: one plain line that says what is wrong and what to do. */
export class Stop extends Error {}

/** The project's own Node and tools come before the system's. */
export const environment = (more = {}) => ({
  ...process.env,
  PATH: `${bin}${path.delimiter}${process.env.PATH ?? ""}`,
  ...more,
});

/**
 * Prints `title`, a dot every few seconds while `work` goes on, and how long it took.
 * @template T
 * @param {string} title
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const since = Date.now();
  process.stdout.write(`  ${title} `);
  const dots = setInterval(() => process.stdout.write("."), 3000);
  try {
    const result = await work();
    console.log(`${Date.now() - since > 2900 ? " " : ""}${seconds(Date.now() - since)}`);
    return result;
  } catch (error) {
    console.log("failed");
    throw error;
  } finally {
    clearInterval(dots);
  }
}

/** @param {number} ms */
export const seconds = (ms) => `${(ms / 1000).toFixed(ms < 9950 ? 1 : 0)} s`;

/**
 * Runs a command quietly; its words are kept and shown only when it fails.
 * @param {string[]} command
 * @param {{ cwd?: string, env?: Record<string, string>, advice?: string }} [options]
 * @returns {Promise<string>} what it wrote on standard output
 */
export function run([name, ...args], options = {}) {
  return new Promise((done, fail) => {
    const child = spawn(name, args, {
      cwd: options.cwd ?? root,
      env: environment(options.env),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let out = "";
    let all = "";
    child.stdout.on("data", (chunk) => ((out += chunk), (all += chunk)));
    child.stderr.on("data", (chunk) => (all += chunk));
    child.on("error", () =>
      fail(new Stop(`\`${name}\` is missing on this machine. Install it and start again.`)),
    );
    child.on("close", (code) =>
      code === 0 ? done(out) : fail(failure([name, ...args].join(" "), all, options)),
    );
  });
}

function failure(command, words, { advice }) {
  const log = path.join(root, ".data/setup.log");
  mkdirSync(path.dirname(log), { recursive: true });
  appendFileSync(log, `\n$ ${command}\n${words}`);
  const known = advice ?? knownTrouble(words);
  const last = words.trim().split("\n").slice(-15).join("\n");
  return new Stop(known ?? `\`${command}\` failed (all of it in .data/setup.log):\n${last}`);
}

/** @param {string} words what a failed command said */
export function knownTrouble(words) {
  if (/ENOSPC|No space left/i.test(words)) return "The disk is full. Free at least 3 GB and start again.";
  if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET/.test(words))
    return "npm's registry cannot be reached. Check the network (or npm's proxy settings) and start again.";
  if (/EACCES|EPERM/.test(words))
    return "npm may not write here. Check who owns this folder and npm's cache, and start again.";
  return null;
}
