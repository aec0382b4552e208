// npm run db                  brings the database (DATABASE_URL, or the running demo's) to the newest migration
// npm run db -- new <name>    writes the migration that leads from the committed prisma/schema.prisma to the one here
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import { prisma } from "./migrate.ts";
import { root } from "../steps.mjs";
import { withPostgres } from "./throwaway.ts";

const [wish, name] = process.argv.slice(2);

if (wish === "new" && name) await writeMigration(name);
else if (wish) stop("npm run db knows: nothing at all, or `new <name>`.");
else await bringUpToDate();

async function writeMigration(title: string): Promise<void> {
  const before = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "goodturn-")), "schema.prisma");
  fs.writeFileSync(before, execFileSync("git", ["show", "HEAD:prisma/schema.prisma"], { cwd: root }));
  const sides = [`--from-schema-datamodel=${before}`, `--to-schema-datamodel=${root}/prisma/schema.prisma`];
  const script = await withPostgres((url) => prisma(["migrate", "diff", ...sides, "--script"], url));
  fs.rmSync(path.dirname(before), { recursive: true });
  if (script.includes("This is an empty migration"))
    return console.log("Nothing to write: the schema is the committed one.");
  const moment = new Date().toISOString().replaceAll(/\D/g, "").slice(0, 14);
  const folder = path.join(root, "prisma/migrations", `${moment}_${title.replaceAll(/\W+/g, "_")}`);
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "migration.sql"), `${script.trim()}\n`);
  console.log(`Wrote ${path.relative(root, folder)}/migration.sql. Read it before you commit it.`);
}

async function bringUpToDate(): Promise<void> {
  const kept = path.join(root, ".data/demo/database-url");
  const url = process.env["DATABASE_URL"] ?? (fs.existsSync(kept) ? fs.readFileSync(kept, "utf8") : null);
  if (!url) return stop("Set DATABASE_URL, or start the demo first.");
  console.log(await prisma(["migrate", "deploy"], url));
}

function stop(words: string): void {
  console.error(words);
  process.exitCode = 1;
}
