import pg from "pg";

import type { Id } from "~/kit/id";
import { database } from "~/platform/db.server";
import { deskOf, type Desk } from "~/platform/desk.server";
import { listEntries, readEntry } from "~/platform/files/journal.server";
import { log } from "~/platform/log.server";
import { fingerprint } from "~/platform/secrets.server";
import { addressOf } from "~/platform/walls.server";
import { eraseAgain } from "~/privacy/erase/customer.server";
import { eraseShopAgain } from "~/privacy/erase/shop.server";

import { Entry, markKinds, markOf, namedFrom, type MarkKind } from "./entry";
import { noteAsDone, shopMark } from "./journal.server";

/**
 * Before a process serves anybody: whoever was erased since the backup that this database was restored from is
 * erased again. One process does it, the others wait. Gives how many erasures were carried out.
 */
export async function eraseRestored(): Promise<number> {
  if ((await missing()).length === 0) return 0;
  const lock = new pg.Client({ connectionString: addressOf("no shop") });
  await lock.connect();
  try {
    await lock.query("SELECT pg_advisory_lock(hashtextextended('erase-restored', 0))");
    return await carryOut(await missing());
  } finally {
    await lock.end();
  }
}

/** Entries of the journal that the database has never heard of. */
async function missing(): Promise<Entry[]> {
  const kept = await listEntries();
  if (kept.length === 0) return [];
  const known = await database().redaction.findMany({ where: { id: { in: kept } }, select: { id: true } });
  const ids = new Set(known.map(({ id }) => id));
  const unknown = await Promise.all(kept.filter((id) => !ids.has(id)).map(readEntry));
  return unknown.map((entry) => Entry.parse(entry)).sort((a, b) => a.at.getTime() - b.at.getTime());
}

async function carryOut(entries: readonly Entry[]): Promise<number> {
  for (const entry of entries) {
    for (const desk of await desksOf(entry)) {
      log.warn("A restored backup brought back what had been erased; erasing it again", {
        shop: desk.shop.domain,
      });
      await (entry.kind === "shop" ? eraseShopAgain(desk) : eraseRecognised(desk, entry));
    }
    await noteAsDone(entry);
  }
  return entries.length;
}

/** The shop that an entry is about, unless it has come anew since. */
async function desksOf({ kind, shop, at }: Entry): Promise<Desk[]> {
  const shops = await database().shop.findMany();
  const theirs = shops.filter(({ domain }) => shopMark(domain) === shop);
  const old = theirs.filter(({ installedAt }) => kind === "customer" || installedAt <= at);
  return old.map((row) => deskOf({ ...row, id: row.id as Id<"Shop"> }, { kind: "system" }));
}

async function eraseRecognised(desk: Desk, { marks }: Entry): Promise<void> {
  const sought = new Set(marks);
  const found: Record<MarkKind, string[]> = { customer: [], email: [], phone: [], order: [] };
  for (const kind of markKinds) {
    for (const [table, column] of places[kind]) {
      found[kind].push(
        ...(await recognised(desk, { table, column }, (value) =>
          sought.has(fingerprint(markOf(kind, value))),
        )),
      );
    }
  }
  for (const named of namedFrom(found)) await eraseAgain(desk, named);
}

/** Where what a person is found by stands. */
const places: Record<MarkKind, readonly (readonly [table: string, column: string])[]> = {
  customer: [
    ["customers", "id"],
    ["visitors", "customerId"],
    ["conversations", "customerId"],
    ["orders", "customerId"],
  ],
  email: [
    ["customers", "email"],
    ["orders", "email"],
    ["visitors", "email"],
    ["conversations", "shopperEmail"],
    ["order_proofs", "email"],
    ["lookup_codes", "email"],
    ["mails", "to"],
  ],
  phone: [
    ["customers", "phone"],
    ["orders", "phone"],
  ],
  order: [["orders", "id"]],
};

const AT_ONCE = 10_000;

async function recognised(
  desk: Desk,
  { table, column }: { table: string; column: string },
  isSought: (value: string) => boolean,
): Promise<string[]> {
  const found: string[] = [];
  for (let after = ""; ;) {
    const page = await desk.db.$queryRawUnsafe<{ value: string }[]>(
      `SELECT DISTINCT "${column}" AS "value" FROM "${table}"
       WHERE "shopId" = $1::uuid AND "${column}" > $2 ORDER BY 1 LIMIT ${AT_ONCE}`,
      desk.shopId,
      after,
    );
    found.push(...page.map(({ value }) => value).filter(isSought));
    const last = page.at(-1)?.value;
    if (last === undefined) return found;
    after = last;
  }
}
