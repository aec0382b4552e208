// npm run bench: how fast the house is, beside what the bare machine does in the same run. --quick runs it small.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";

import { arrivals } from "../bench/arrivals.ts";
import { backfill } from "../bench/backfill.ts";
import { table, type Line } from "../bench/figures.ts";
import { openHouse, openRig, type House, type Part } from "../bench/rig.ts";
import { full, quick, type Scale } from "../bench/scale.ts";
import { inbox } from "../bench/inbox.ts";
import { streams } from "../bench/streams.ts";
import { widget } from "../bench/widget.ts";
import { webhooks } from "../bench/webhooks.ts";
import { build, isStale } from "./build.ts";
import { knownTrouble, root, seconds, step, Stop } from "./steps.mjs";

const parts: Record<string, Part> = { webhooks, arrivals, backfill, inbox, streams, widget };
const report = path.join(root, ".data/reports/bench.json");

try {
  const wishes = wishesFrom(process.argv.slice(2));
  if (isStale()) await step("Building (app and storefront chat)", () => build(() => {}));
  await measureAll(wishes);
} catch (error) {
  if (!(error instanceof Error)) throw error;
  console.error(
    `\n${error instanceof Stop ? error.message : (knownTrouble(error.message) ?? error.stack)}\n`,
  );
  process.exitCode = 1;
}

type Wishes = { readonly scale: Scale; readonly names: readonly string[] };

/** What the person asked for on the command line; throws Stop with what is possible. */
function wishesFrom(args: string[]): Wishes {
  const options = { quick: { type: "boolean" }, only: { type: "string" } } as const;
  try {
    const { values } = parseArgs({ args, options });
    const names = values.only?.split(",") ?? Object.keys(parts);
    if (!names.every((name) => name in parts)) throw new Error("No such part");
    return { scale: values.quick ? quick : full, names };
  } catch (error) {
    const known = `--quick, --only ${Object.keys(parts).join(",")}`;
    throw new Stop(
      `${error instanceof Error ? error.message.split(".")[0] : error}. The bench knows: ${known}.`,
    );
  }
}

/** Each part has the machine to itself; what is measured is kept even when a later part fails. */
async function measureAll({ scale, names }: Wishes): Promise<void> {
  const since = Date.now();
  const lines: Line[] = [];
  const house = await step("Starting a database", openHouse);
  try {
    for (const name of names) {
      lines.push(...(await step(`Measuring: ${name}`, () => measure(house, { name, scale }))));
      keep(lines, scale);
    }
  } finally {
    await house.close();
  }
  const machine = `${os.availableParallelism()} cores, Node ${process.versions.node}, load ${(os.loadavg()[0] ?? 0).toFixed(1)}`;
  console.log(`\n${table(lines)}\n`);
  console.log(
    `  ${scale.name} size, ${machine}, ${seconds(Date.now() - since)}. JSON: ${path.relative(root, report)}\n`,
  );
}

async function measure(house: House, { name, scale }: { name: string; scale: Scale }): Promise<Line[]> {
  const { rig, close } = openRig(house, scale);
  try {
    return (await parts[name]?.(rig)) ?? [];
  } finally {
    await close();
  }
}

function keep(lines: readonly Line[], scale: Scale): void {
  const cpu = os.cpus()[0]?.model ?? "";
  const machine = {
    cores: os.availableParallelism(),
    cpu,
    node: process.versions.node,
    platform: os.platform(),
  };
  fs.mkdirSync(path.dirname(report), { recursive: true });
  fs.writeFileSync(
    report,
    `${JSON.stringify({ size: scale.name, at: new Date().toISOString(), machine, lines }, null, 2)}\n`,
  );
}
