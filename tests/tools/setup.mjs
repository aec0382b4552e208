// The first thing that runs in a fresh clone: plain JavaScript for any Node from 18 on, no package needed.
//   node tests/tools/setup.mjs                 sets up
//   node tests/tools/setup.mjs demo [options]  sets up, then goes on with tests/tools/demo.ts under the project's Node
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

import { ensureBrowser } from "./browser.mjs";
import { fetchSchema } from "./schema.mjs";
import { environment, root, run, step, Stop } from "./steps.mjs";

const [next, ...wishes] = process.argv.slice(2);

try {
  await setUp();
  if (next) process.exitCode = await goOn(next, wishes);
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  console.error(`\n${error.message}\n`);
  process.exitCode = 1;
}

async function setUp() {
  checkMachine();
  await installPackages();
  await fetchSchema();
  await generatePrisma();
  await generateTypes();
  const journeys = next === "test" && (!wishes[0] || wishes[0] === "journeys");
  if (journeys) process.env.CHROMIUM_PATH = await ensureBrowser();
}

function checkMachine() {
  const [major = 0] = process.versions.node.split(".").map(Number);
  if (major < 18) throw new Stop(`Node ${process.versions.node} is too old. Install Node 20 or newer.`);
  for (const tool of ["npm", "git"])
    if (spawnSync(tool, ["--version"]).status !== 0)
      throw new Stop(`\`${tool}\` is missing. Install it and start again.`);
  const need = fs.existsSync(path.join(root, "node_modules")) ? 500 : 2500;
  const { bavail, bsize } = fs.statfsSync(root);
  const free = Math.floor((bavail * bsize) / 1e6);
  if (free < need)
    throw new Stop(
      `The disk has ${free} MB left under ${root}, and ${need} MB are needed. Free some and start again.`,
    );
}

async function installPackages() {
  if (isInstalled()) return;
  await step("Installing packages (a minute or two)", () =>
    run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"]),
  );
  if (!fs.existsSync(path.join(root, "node_modules/.bin/node")))
    throw new Stop("npm did not install the project's own Node. Run `npm ci` by hand and read what it says.");
}

/** npm notes at the very end what it installed: the same versions as the lockfile names, or it is to be done again. */
function isInstalled() {
  const note = path.join(root, "node_modules/.package-lock.json");
  if (!fs.existsSync(note) || !fs.existsSync(path.join(root, "node_modules/.bin/node"))) return false;
  const installed = packagesIn(note);
  return Object.entries(packagesIn(path.join(root, "package-lock.json"))).every(
    ([place, wanted]) =>
      place === "" ||
      (installed[place]
        ? installed[place].version === wanted.version
        : wanted.optional || wanted.devOptional),
  );
}

/** @returns {Record<string, { version?: string, optional?: boolean, devOptional?: boolean }>} */
function packagesIn(file) {
  return JSON.parse(fs.readFileSync(file, "utf8")).packages;
}

function generatePrisma() {
  const schema = fs.readFileSync(path.join(root, "prisma/schema.prisma"));
  return whenChanged("node_modules/.prisma/made-from", [schema], () =>
    step("Generating the database client", () => run(["prisma", "generate", "--no-hints"])),
  );
}

function generateTypes() {
  const documents = sourceFiles(path.join(root, "app")).flatMap(
    (file) => fs.readFileSync(file, "utf8").match(/`#graphql[^`]*`/g) ?? [],
  );
  return whenChanged(
    ".cache/types/made-from",
    [fs.readFileSync(path.join(root, ".graphqlrc.ts")), ...documents],
    () => step("Generating Shopify types", () => run(["graphql-codegen"])),
  );
}

function sourceFiles(folder) {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const place = path.join(folder, entry.name);
      return entry.isDirectory() ? sourceFiles(place) : /\.tsx?$/.test(entry.name) ? [place] : [];
    })
    .sort();
}

/** Does `work` unless the note in `file` says that it was done for the same `parts`. */
async function whenChanged(file, parts, work) {
  const note = path.join(root, file);
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  const now = hash.digest("hex");
  if (fs.existsSync(note) && fs.readFileSync(note, "utf8") === now) return;
  await work();
  fs.mkdirSync(path.dirname(note), { recursive: true });
  fs.writeFileSync(note, now);
}

/** Goes on under the project's own Node; signals reach it through the terminal, or are handed down. */
function goOn(tool, args) {
  const node = path.join(root, "node_modules/.bin/node");
  const child = spawn(node, [path.join(root, `tests/tools/${tool}.ts`), ...args], {
    cwd: root,
    stdio: "inherit",
    env: environment(),
  });
  process.on("SIGINT", () => {});
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  return new Promise((done) => child.on("exit", (code) => done(code ?? 1)));
}
