import { listHistory } from "~/ledger/history.server";
import { moneyText } from "~/kit/money";
import { askReconcile } from "~/orders/reconcile/reconcile.server";
import { openDesk, type Desk } from "~/platform/desk.server";
import { shopMark } from "~/platform/log.server";
import { installedShops } from "~/platform/work.server";
import { listDead, replayDead, type Dead } from "~/platform/work/dead.server";
import { isSwitch, switches } from "~/shops/switches";
import { posts } from "~/wiring/jobs.server";

import { noteAct, type Operator } from "./acts.server";
import { backUp, restore } from "./safekeeping.server";
import { listPaused, pauseWork, resumeWork } from "./pause.server";
import { throwSwitch } from "./switch.server";

/** A command that cannot be done as it was asked for, in words for whoever typed it. */
export class Misasked extends Error {
  override readonly name = "Misasked";
}

export type Command = {
  /** What stands behind the name: "<shop> <order>". */
  readonly takes: string;
  readonly does: string;
  /** Lines for the person. @throws Misasked, NotFound */
  readonly run: (operator: Operator, args: readonly string[]) => Promise<readonly string[]>;
};

/** What whoever runs Goodturn may ask of it. Each command that changes something is written down. */
export const commands: Readonly<Record<string, Command>> = {
  dead: {
    takes: "",
    does: "lists work that was given up",
    run: async () => said(await listDead(), deadLine),
  },
  replay: {
    takes: "job|delivery <id>, or all",
    does: "has given-up work done again",
    run: async (operator, [kind = "", id = ""]) => {
      const wanted =
        kind === "all" ? await listDead(10_000) : [{ kind: kindOf(kind), id: needed(id, "an id") }];
      for (const letter of wanted) {
        await noteAct(operator, "replay", `${letter.kind} ${letter.id}`);
        await replayDead(letter);
      }
      return [`${wanted.length} to be done again`];
    },
  },
  paused: {
    takes: "",
    does: "lists work that is stopped for all shops",
    run: async () =>
      said(
        await listPaused(),
        (one) => `${one.name}  since ${one.pausedAt.toISOString()} by ${one.pausedBy}`,
      ),
  },
  pause: {
    takes: "<work>",
    does: "stops one kind of work for all shops",
    run: async (operator, [name]) => {
      await pauseWork(operator, workOf(name));
      return [`${name} is paused`];
    },
  },
  resume: {
    takes: "<work>",
    does: "lets it go on",
    run: async (operator, [name]) => [
      (await resumeWork(operator, workOf(name))) ? `${name} goes on` : `${name} was not paused`,
    ],
  },
  shops: {
    takes: "",
    does: "lists the shops, how log lines name them, and what is stopped there",
    run: async () => said(await installedShops(), shopLine),
  },
  switch: {
    takes: `<shop> ${switches.join("|")} on|off`,
    does: "stops something at one shop, or lets it go on",
    run: async (operator, [domain, what = "", turn]) => {
      if (!isSwitch(what)) throw new Misasked(`There are these switches: ${switches.join(", ")}`);
      if (turn !== "on" && turn !== "off") throw new Misasked("Say on or off");
      await throwSwitch(await deskAt(domain), operator, { what, on: turn === "on" });
      return [`${what} is ${turn} at ${domain}`];
    },
  },
  reconcile: {
    takes: "<shop>, or all",
    does: "compares orders with Shopify's now",
    run: async (operator, [domain]) => {
      const desks = domain === "all" ? await installedShops() : [await deskAt(domain)];
      for (const desk of desks) {
        await noteAct(operator, "reconcile", desk.shop.domain);
        await askReconcile(desk);
      }
      return [`Asked for ${desks.length}; the health page of each shop shows what was found`];
    },
  },
  backup: {
    takes: "--to <empty folder>",
    does: "writes everything down, as of one moment, sealed",
    run: (operator, [folder]) => backUp(operator, needed(folder, "--to and a folder")),
  },
  restore: {
    takes: "--from <folder>",
    does: "brings a backup back into an empty database",
    run: (operator, [folder]) => restore(operator, needed(folder, "--from and a folder")),
  },
  explain: {
    takes: "<shop> <order, refund or payment>",
    does: "tells what happened to a payment, step by step",
    run: async (operator, [domain, about = ""]) => {
      const desk = await deskAt(domain);
      await noteAct(operator, "explain", `${desk.shop.domain} ${needed(about, "an order's name or an id")}`);
      const { rows } = await listHistory(desk, { about, cursor: null });
      return said([...rows].reverse(), storyLine);
    },
  },
};

type Story = Awaited<ReturnType<typeof listHistory>>["rows"][number];

function storyLine({ at, actorName, action, amount, before, after, cause }: Story): string {
  const money = amount ? ` ${moneyText(amount, "en")}` : "";
  const change = `${JSON.stringify(before ?? null)} -> ${JSON.stringify(after ?? null)}`;
  return `${at.toISOString()}  ${actorName}: ${action}${money}  ${change}${cause ? `  because of ${cause}` : ""}`;
}

function deadLine({ kind, id, shop, what, at, attempts, because }: Dead): string {
  return `${kind} ${id}  ${what}  ${shop}  ${at.toISOString()}  ${attempts} attempts  ${because}`;
}

function shopLine({ shop }: Desk): string {
  const stopped = shop.off.length > 0 ? `  stopped: ${shop.off.join(", ")}` : "";
  return `${shop.domain}  ${shopMark(shop.domain)}${stopped}`;
}

function said<T>(rows: readonly T[], line: (row: T) => string): readonly string[] {
  return rows.length > 0 ? rows.map(line) : ["None"];
}

function deskAt(domain: string | undefined): Promise<Desk> {
  return openDesk({ domain: needed(domain, "a shop's domain") }, { kind: "system" });
}

function workOf(name: string | undefined): string {
  if (name && Object.hasOwn(posts, name)) return name;
  throw new Misasked(`There is this work: ${Object.keys(posts).sort().join(", ")}`);
}

function kindOf(text: string): Dead["kind"] {
  if (text === "job" || text === "delivery") return text;
  throw new Misasked("Say job or delivery and its id, or all");
}

function needed(text: string | undefined, what: string): string {
  if (!text) throw new Misasked(`Say ${what}`);
  return text;
}
