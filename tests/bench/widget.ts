import fs from "node:fs";
import path from "node:path";
import { brotliCompressSync } from "node:zlib";
import { chromium } from "@playwright/test";
import lighthouse from "lighthouse";

import { seed } from "../dev-store/seed/seed.ts";
import { startStore, type RunningStore } from "../dev-store/server.ts";
import { themeBlocks } from "../dev-store/theme/extension.ts";
import { ensureBrowser } from "../tools/browser.mjs";
import { freePort } from "../tools/ports.ts";
import { root } from "../tools/steps.mjs";
import { atMost, lineOf, type Line } from "./figures.ts";
import type { Rig } from "./rig.ts";

type Look = { readonly score: number; readonly blockedMs: number; readonly scripts: readonly string[] };

/** What the chat costs a storefront before anybody opens it: bytes, and Lighthouse's mobile score with and without. */
export async function widget(rig: Rig): Promise<Line[]> {
  const store = await startStore({ seed: seed({ orders: 12 }) });
  rig.closing(store.close);
  const port = await freePort();
  const args = [`--remote-debugging-port=${port}`, "--disable-gpu", "--disable-quic", "--no-first-run"];
  if (process.getuid?.() === 0) args.push("--no-sandbox");
  const browser = await chromium.launch({ executablePath: await ensureBrowser(), args });
  rig.closing(() => browser.close());
  const page = { with: [] as Look[], without: [] as Look[] };
  const html = { with: "", without: "" };
  for (let round = 0; round < rig.scale.rounds; round += 1) {
    for (const how of ["without", "with"] as const) {
      switchWidget(store, how === "with");
      html[how] = await (await fetch(store.storefrontUrl)).text();
      page[how].push(await looked(store.storefrontUrl, port));
    }
  }
  const of = (what: "score" | "blockedMs") => ({
    reached: page.with.map((look) => look[what]),
    floor: page.without.map((look) => look[what]),
  });
  const lost = page.with.map(({ score }, round) => (page.without[round]?.score ?? Number.NaN) - score);
  const line = (one: Parameters<typeof lineOf>[1]) => lineOf("storefront chat", one);
  return [
    line({
      what: "bytes at load, brotli",
      unit: "B",
      reached: [weight(page.with[0], html)],
      aim: atMost(4_096, "B"),
    }),
    line({ what: "Lighthouse score with it, mobile", unit: "", ...of("score") }),
    line({ what: "points of it lost", unit: "", reached: lost, aim: atMost(1, "") }),
    line({ what: "blocking time", unit: "ms", ...of("blockedMs") }),
  ];
}

function switchWidget({ themes, shops }: RunningStore, on: boolean): void {
  const blocks = Object.fromEntries(themeBlocks().map(({ key }) => [key, { on, values: {} }]));
  for (const domain of shops.keys()) themes.set(domain, { blocks });
}

async function looked(url: string, port: number): Promise<Look> {
  const found = await lighthouse(url, { port, onlyCategories: ["performance"], logLevel: "silent" });
  if (!found) throw new Error("Lighthouse looked at nothing");
  const { categories, audits, runtimeError } = found.lhr;
  const score = categories["performance"]?.score;
  if (typeof score !== "number") throw new Error(`Lighthouse gave no score: ${runtimeError?.message}`);
  const { items } = audits["network-requests"]?.details as unknown as { items: { url: string }[] };
  const scripts = items.map((item) => item.url).filter((asked) => asked.includes("chat-"));
  return {
    score: score * 100,
    blockedMs: audits["total-blocking-time"]?.numericValue ?? Number.NaN,
    scripts,
  };
}

/** The files that the page fetched for it, and what it adds to the page itself. */
function weight(look: Look | undefined, html: { with: string; without: string }): number {
  const files = new Set((look?.scripts ?? []).map((url) => path.basename(new URL(url).pathname)));
  if (files.size === 0) throw new Error("The page fetched no chat");
  const assets = path.join(root, "extensions/storefront-chat/assets");
  const shipped = [...files].map((file) => brotli(fs.readFileSync(path.join(assets, file))));
  return shipped.reduce((sum, bytes) => sum + bytes, 0) + brotli(html.with) - brotli(html.without);
}

const brotli = (content: string | Buffer) => brotliCompressSync(content).length;
