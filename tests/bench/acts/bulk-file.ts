// A bulk file of any size: what Shopify would write for a seeded store's orders, many times over with other ids.
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

import { Session } from "@shopify/shopify-api";

import { askForBulk, lookAtBulk } from "~/orders/backfill/shopify.server";
import { closeDatabase } from "~/platform/db.server";
import { openDesk } from "~/platform/desk.server";
import { SealedSessions } from "~/platform/sessions.server";

import { whenAsked } from "./tell.ts";

export type Ask = {
  readonly domain: string;
  readonly token: string;
  readonly orders: number;
  readonly file: string;
};

whenAsked(async ({ domain, token, orders, file }: Ask) => {
  const session = { id: `offline_${domain}`, shop: domain, state: "", isOnline: false, accessToken: token };
  await new SealedSessions().storeSession(
    new Session({ ...session, expires: new Date(Date.now() + 3_600_000) }),
  );
  const sample = await sampleOf(domain);
  const out = createWriteStream(file);
  let written = 0;
  for (let copy = 0; written < orders; copy += 1) {
    const roots = sample.slice(0, orders - written);
    if (!out.write(roots.map((root) => again(root, copy)).join(""))) await once(out, "drain");
    written += roots.length;
  }
  out.end();
  await once(out, "finish");
  await closeDatabase();
  return written;
});

/** Each order with its lines, as Shopify writes them. */
async function sampleOf(domain: string): Promise<string[]> {
  const { shopify } = await openDesk({ domain }, { kind: "system" });
  const asked = await askForBulk(shopify, "orders");
  if (asked.id === null) throw new Error(asked.message);
  for (;;) {
    const bulk = await lookAtBulk(shopify, asked.id);
    if (bulk.state === "failed") throw new Error(bulk.because);
    if (bulk.state === "ready") return roots(await (await fetch(bulk.url ?? "")).text());
    await pause(100);
  }
}

function roots(text: string): string[] {
  const found: string[] = [];
  for (const line of text.split("\n").filter(Boolean)) {
    if (line.includes('"__parentId"')) found[found.length - 1] += `${line}\n`;
    else found.push(`${line}\n`);
  }
  return found;
}

/** The same order under another number, with other people and parcels; products are the shop's. */
function again(root: string, copy: number): string {
  const own = String(copy).padStart(5, "0");
  return root
    .replaceAll(/(gid:\\\/\\\/shopify\\\/(?!Product)\w+\\\/)(\d+)/g, `$1$2${own}`)
    .replace(/"name":"#(\d+)"/, `"name":"#${copy + 1}$1"`);
}
