import fs from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from, to } from "pg-copy-streams";

import { seed } from "../dev-store/seed/seed.ts";
import { startStore, type RunningStore } from "../dev-store/server.ts";
import type { Ask, Told } from "./acts/backfill.ts";
import type { Ask as FileAsk } from "./acts/bulk-file.ts";
import { atLeastOfFloor, atMost, lineOf, type Line } from "./figures.ts";
import { environmentFor, type Rig } from "./rig.ts";

const DOMAIN = "fern-and-flax.myshopify.com";
const SAMPLE = 300;
const TABLES = ["customers", "orders", "order_lines", "fulfillments", "refunds"];

/** Orders from a bulk file to rows that can be asked for, beside PostgreSQL's COPY of the very same rows. */
export async function backfill(rig: Rig): Promise<Line[]> {
  const database = await rig.database();
  const owner = await rig.connection(database);
  const store = await startStore({ seed: seed({ orders: SAMPLE }) });
  rig.closing(store.close);
  // The worker's own settings: npm run start:worker.
  const own = { DEV_STORE_URL: store.url, NODE_OPTIONS: "--max-semi-space-size=4" };
  const env = await environmentFor(rig, database, own);
  await owner.query(
    `INSERT INTO "shops" ("id", "domain", "name", "currency", "timezone", "storefrontUrl", "installedAt")
     VALUES (gen_random_uuid(), $1, 'Bench', 'EUR', 'UTC', 'http://localhost', now())`,
    [DOMAIN],
  );
  const { orders } = rig.scale;
  const file = path.join(rig.folder, "bulk.jsonl");
  const token = await tokenOf(store);
  await rig.act<number>("bulk-file", env, { domain: DOMAIN, token, orders, file } satisfies FileAsk);
  const url = await served(rig, file);
  const told: Told[] = [];
  const copied: number[] = [];
  for (let round = 0; round < rig.scale.rounds; round += 1) {
    await emptied(owner);
    told.push(await rig.act<Told>("backfill", env, { domain: DOMAIN, url, orders } satisfies Ask));
    copied.push(await copy(rig, owner));
  }
  const bytes = fs.statSync(file).size;
  const size = `${orders.toLocaleString("en")} orders (${Math.round(bytes / 1e6)} MB)`;
  const line = (one: Parameters<typeof lineOf>[1]) => lineOf(`backfill of ${size}`, one);
  return [
    line({
      what: "orders taken in",
      unit: "/s",
      reached: told.map(({ seconds }) => orders / seconds),
      floor: copied.map((seconds) => orders / seconds),
      aim: atLeastOfFloor(0.7),
    }),
    line({
      what: "peak memory",
      unit: "MB",
      reached: told.map((one) => one.peakMegabytes),
      aim: atMost(300, "MB"),
    }),
  ];
}

/** An offline token of the store, as the first visit of an agent brings one. */
async function tokenOf(store: RunningStore): Promise<string> {
  const [member] = [...store.store(DOMAIN).staff.values()];
  if (!member) throw new Error("Nobody works in the store");
  const { body } = await store.office.answer(DOMAIN, {
    client_id: store.config.clientId,
    client_secret: store.secret,
    grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
    subject_token: await store.office.idToken(DOMAIN, { ...member, id: member.id.split("/").at(-1) ?? "" }),
    subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
    requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
    expiring: "1",
  });
  return String(body["access_token"]);
}

/** The file's address; whoever asks for a part of it gets all, as from a store that gives no parts. */
async function served(rig: Rig, file: string): Promise<string> {
  const server = createServer((_request, response) => fs.createReadStream(file).pipe(response));
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  rig.closing(async () => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/bulk.jsonl`;
}

async function emptied(owner: pg.Client): Promise<void> {
  await owner.query(`TRUNCATE ${[...TABLES, "backfills"].map((name) => `"${name}"`).join(", ")} CASCADE`);
  await owner.query("CHECKPOINT");
}

/** Seconds that PostgreSQL takes to copy the rows that are there into the same tables, indexes and all. */
async function copy(rig: Rig, owner: pg.Client): Promise<number> {
  const fileOf = (table: string) => path.join(rig.folder, `${table}.copy`);
  for (const table of TABLES)
    await pipeline(owner.query(to(`COPY "${table}" TO STDOUT`)), fs.createWriteStream(fileOf(table)));
  await emptied(owner);
  const since = performance.now();
  await owner.query("BEGIN");
  for (const table of TABLES)
    await pipeline(fs.createReadStream(fileOf(table)), owner.query(from(`COPY "${table}" FROM STDIN`)));
  await owner.query("COMMIT");
  return (performance.now() - since) / 1_000;
}
