// npm test, npm run check, npm run test:unit and npm run test:journeys: what is asked for, and one line at the end.
import path from "node:path";

import { countPlaywright, countVitest, pass, tool, type Gate, type Verdict } from "./gates.ts";
import { freeBlock } from "./ports.ts";
import { root, seconds } from "./steps.mjs";

const [part = "all", ...more] = process.argv.slice(2);
const reports = path.join(root, ".data/reports");

const gates: Gate[] = [
  { name: "build", command: ["tests/tools/build.ts"] },
  { name: "lint", command: tool("eslint/bin/eslint.js", ".", "--max-warnings=0") },
  { name: "types", command: tool("typescript/bin/tsc", "--noEmit") },
  { name: "format", command: tool("prettier/bin/prettier.cjs", "--check", ".", "--log-level=warn") },
  { name: "graphql", command: ["tests/tools/graphql/check.ts"] },
  { name: "database", command: ["tests/tools/database/check.ts"] },
  { name: "unused", command: tool("knip/bin/knip.js", "--no-progress") },
  {
    name: "duplication",
    command: tool(
      "jscpd/run-jscpd.js",
      ...["app", "extensions", "prisma", "tests", "--format", "typescript,tsx,javascript,css,sql"],
      ...["--min-tokens", "60", "--threshold", "1.5", "--fail-on-empty"],
    ),
  },
];

const units: Gate = {
  name: "unit and act tests",
  command: tool(
    "vitest/vitest.mjs",
    ...["run", "--silent=passed-only", "--reporter=default", "--reporter=json"],
    `--outputFile.json=${path.join(reports, "vitest.json")}`,
    ...(process.stdout.isTTY ? [] : ["--no-color"]),
    ...more,
  ),
  report: { file: path.join(reports, "vitest.json"), count: countVitest },
  aloud: true,
};

const journeys = async (): Promise<Gate> => ({
  name: "journeys",
  command: tool(
    "@playwright/test/cli.js",
    "test",
    "--config=tests/journeys",
    "--reporter=list,json",
    ...more,
  ),
  report: { file: path.join(reports, "journeys.json"), count: countPlaywright },
  aloud: true,
  env: {
    PLAYWRIGHT_JSON_OUTPUT_FILE: path.join(reports, "journeys.json"),
    GOODTURN_PORT_BASE: String(await freeBlock(4500)),
  },
});

/** Small, and judged by whether it runs: how fast a busy machine is today says nothing. */
const bench: Gate = { name: "bench", command: ["tests/tools/bench.ts", "--quick"], aloud: true };

const since = Date.now();
const verdicts: Verdict[] = [];

if (["all", "check"].includes(part)) await passTwoAtATime(gates);
if (["all", "unit"].includes(part)) await passAloud(units);
if (["all", "journeys"].includes(part)) await passAloud(await journeys());
if (part === "all") await passAloud(bench);
sumUp();

/** Light gates share the machine's cores; the tests that follow have it to themselves. */
async function passTwoAtATime(waiting: Gate[]): Promise<void> {
  const queue = [...waiting];
  const lane = async () => {
    for (let gate = queue.shift(); gate; gate = queue.shift()) tell(await pass(gate));
  };
  await Promise.all([lane(), lane()]);
}

async function passAloud(gate: Gate): Promise<void> {
  console.log(`\n  ${gate.name}\n`);
  tell(await pass(gate));
}

function tell(verdict: Verdict): void {
  verdicts.push(verdict);
  console.log(line(verdict));
  if (verdict.failed > 0 && gates.some(({ name }) => name === verdict.name))
    console.log(indented(verdict.words));
}

function line({ name, ms, passed, failed, skipped }: Verdict): string {
  const count = passed + failed === 1 ? "" : `${passed} passed, ${failed} failed, ${skipped} skipped`;
  return `  ${failed > 0 ? "FAILED" : "ok    "} ${name.padEnd(20)} ${seconds(ms).padStart(7)}   ${count}`;
}

function indented(words: string): string {
  return words.trimEnd().replaceAll(/^/gm, "    ");
}

function sumUp(): void {
  const failures = verdicts.filter(({ failed }) => failed > 0);
  console.log(`\n  All of it took ${seconds(Date.now() - since)}.`);
  if (failures.length > 0) console.log(`${failures.map(line).join("\n")}`);
  const total = (what: "passed" | "failed") => verdicts.reduce((sum, verdict) => sum + verdict[what], 0);
  process.exitCode = failures.length > 0 || verdicts.length === 0 ? 1 : 0;
  console.log(`${total("passed")} passed, ${total("failed")} failed`);
}
