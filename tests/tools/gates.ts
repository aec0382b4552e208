import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

import { environment, root } from "./steps.mjs";

export type Count = { passed: number; failed: number; skipped: number };
export type Verdict = Count & { name: string; ms: number; words: string };

export type Gate = {
  readonly name: string;
  /** Arguments for Node. */
  readonly command: readonly string[];
  /** A runner's JSON report, written by the command; without one, the gate counts as one test. */
  readonly report?: { file: string; count(json: never): Count };
  /** Shows what it says while it runs; else its words are shown only when it fails. */
  readonly aloud?: boolean;
  readonly env?: Record<string, string>;
};

/** A tool's command from node_modules, to be run by the Node that runs us. */
export const tool = (file: string, ...args: string[]) => [path.join(root, "node_modules", file), ...args];

/** Runs one gate to its end; a gate never throws, whatever its command does. */
export async function pass(gate: Gate): Promise<Verdict> {
  const since = Date.now();
  if (gate.report) fs.rmSync(gate.report.file, { force: true });
  const { code, words } = await runGate(gate);
  const count = counted(gate, code);
  return { ...count, name: gate.name, ms: Date.now() - since, words };
}

function counted(gate: Gate, code: number): Count {
  const alone = { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  if (!gate.report || !fs.existsSync(gate.report.file)) return alone;
  const count = gate.report.count(JSON.parse(fs.readFileSync(gate.report.file, "utf8")) as never);
  // A runner may fail for more than its tests: a broken set-up, an error nobody caught.
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

function runGate(gate: Gate): Promise<{ code: number; words: string }> {
  const child = spawn(process.execPath, gate.command, {
    cwd: root,
    env: environment({ ...(process.stdout.isTTY ? { FORCE_COLOR: "1" } : {}), ...gate.env }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let words = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (said: string) => {
      words += said;
      if (gate.aloud) process.stdout.write(said);
    });
  return new Promise((done) => child.on("close", (code) => done({ code: code ?? 1, words })));
}

type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
};

export const countVitest = (report: VitestReport): Count => ({
  passed: report.numPassedTests,
  failed: report.numFailedTests,
  skipped: report.numPendingTests + report.numTodoTests,
});

type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number; skipped: number } };

export const countPlaywright = ({ stats }: PlaywrightReport): Count => ({
  passed: stats.expected,
  failed: stats.unexpected + stats.flaky,
  skipped: stats.skipped,
});
