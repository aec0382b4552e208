// npm run trust: the tests that prove a row of the trust matrix, and what they reached. --long runs the long soaks too.
import fs from "node:fs";
import path from "node:path";

import { idsIn, printed, rowsOf, unproven, type Reached, type Tested, type Wanted } from "../trust/table.ts";
import { countVitest, pass, tool } from "./gates.ts";
import { root, seconds } from "./steps.mjs";

const args = process.argv.slice(2);
const isLong = args.includes("--long");
/** Rows to prove, "WH-6 LV-1"; all of them when none is named. */
const named = args.filter((arg) => idsIn(`${arg}:`).length > 0);
const reports = path.join(root, ".data/reports");
const report = path.join(reports, "trust-vitest.json");
const since = new Date();

const files = testFiles(path.join(root, "tests")).filter((file) => rowsNamedIn(file).size > 0);
const chosen =
  named.length === 0 ? files : files.filter((file) => named.some((id) => rowsNamedIn(file).has(id)));
if (chosen.length === 0) throw new Error(`No test proves ${named.join(", ")}.`);
const verdict = await pass({
  name: "trust",
  command: tool(
    "vitest/vitest.mjs",
    // Whole files: what a proof stands on may be the test before it.
    ...["run", ...chosen.map((file) => path.relative(root, file)), "--silent=passed-only"],
    ...["--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
    ...(process.stdout.isTTY ? [] : ["--no-color"]),
  ),
  report: { file: report, count: countVitest },
  aloud: true,
  env: isLong ? { TRUST_LONG: "1" } : {},
});

const all = rowsOf(tests(), figures());
const rows = all.filter(({ id }) => named.length === 0 || named.includes(id));
const proven = new Set([...files.flatMap((file) => [...rowsNamedIn(file)]), ...rows.map(({ id }) => id)]);
const missing =
  named.length > 0 ? [] : unproven(kept<Wanted>("rows.json") ?? {}, proven, kept("unproven.json") ?? {});
console.log(`\n${printed(rows, missing)}\n`);
console.log(`${verdict.passed} passed, ${verdict.failed} failed, in ${seconds(verdict.ms)}`);
process.exitCode = verdict.failed > 0 ? 1 : 0;

function testFiles(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.test\.tsx?$/.test(name) && !name.startsWith("journeys"))
    .map((name) => path.join(folder, name));
}

/** The ids that stand at the start of a test's name, written out or put together there. */
function rowsNamedIn(file: string): Set<string> {
  const text = fs.readFileSync(file, "utf8");
  const names = text.matchAll(/\(\s*["`]((?:[A-Z]{2}-|F)\d+[^"`:]*:)/g);
  return new Set([...names].flatMap(([, name]) => idsIn(name ?? "")));
}

function tests(): Tested[] {
  if (!fs.existsSync(report)) return [];
  const told = JSON.parse(fs.readFileSync(report, "utf8")) as {
    testResults: { assertionResults: Tested[] }[];
  };
  return told.testResults.flatMap(({ assertionResults }) => assertionResults);
}

/** What was reached in this run. */
function figures(): Reached[] {
  const file = path.join(reports, "trust.jsonl");
  if (!fs.existsSync(file)) return [];
  const lines = fs.readFileSync(file, "utf8").split("\n").filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Reached).filter(({ at }) => new Date(at) >= since);
}

function kept<Content>(name: string): Content | null {
  const file = path.join(root, "tests/trust", name);
  return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, "utf8")) as Content) : null;
}
