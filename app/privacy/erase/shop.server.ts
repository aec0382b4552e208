import { startOfWork } from "~/platform/clock.server";
import { database } from "~/platform/db.server";
import type { Desk } from "~/platform/desk.server";
import { removeFile } from "~/platform/files.server";
import { enqueue } from "~/platform/jobs.server";
import { log } from "~/platform/log.server";
import { forgetTokens } from "~/platform/offline-token.server";
import { forgetWork } from "~/platform/work/forget.server";
import { eraseShopJob } from "~/privacy/jobs";
import { rememberShop } from "~/privacy/journal/journal.server";
import { stillLetsUsIn } from "~/shops/close.server";

import { erasureOrder, type Reference } from "./order";

const STRETCH_MS = 60_000;

/**
 * shop/redact: forgets a shop that has left, all of it. A shop that has come back is left alone. A large one takes
 * several stretches; each goes on where the last one ended.
 */
export async function eraseShop(desk: Desk): Promise<void> {
  const shop = await desk.db.shop.findFirstOrThrow({ where: { id: desk.shopId } });
  if (shop.uninstalledAt === null && (await stillLetsUsIn(desk))) return;
  if (!(await retired(desk, { uninstalledAt: shop.uninstalledAt }))) return;
  const until = desk.now.getTime() + STRETCH_MS;
  const isOver = await eraseTables(desk, () => startOfWork().getTime() > until);
  if (!isOver) await enqueue(desk, eraseShopJob, { data: {} });
}

/** Erases a shop that a restored backup has brought back. */
export async function eraseShopAgain(desk: Desk): Promise<void> {
  await retired(desk, {});
  await eraseTables(desk, () => false);
}

/** False when time was up before the end. */
async function eraseTables(desk: Desk, isTimeUp: () => boolean): Promise<boolean> {
  if (!(await eraseFiles(desk, isTimeUp))) return false;
  for (const table of await tablesOfShops()) {
    if (!(await emptied(desk, table, isTimeUp))) return false;
  }
  await eraseAudit(desk.shopId);
  await forgetWork(desk);
  // Through the door of all shops: the shop's own wall stands on its row.
  await database().shop.deleteMany({ where: { id: desk.shopId } });
  log.info("A shop that left was erased");
  return true;
}

const RETIRED = "erased:";

/**
 * Takes its name off the shop: whoever comes back under that name is a new shop, and nothing of theirs is touched.
 * What is kept by name alone goes with it. False when the shop has come back just now.
 */
async function retired(desk: Desk, asSeen: { uninstalledAt?: Date | null }): Promise<boolean> {
  const { domain } = desk.shop;
  if (domain.startsWith(RETIRED)) return true;
  await rememberShop(desk);
  const { count } = await database().shop.updateMany({
    where: { id: desk.shopId, ...asSeen },
    data: {
      domain: RETIRED + desk.shopId,
      name: "",
      email: null,
      storefrontUrl: "",
      settings: {},
      uninstalledAt: asSeen.uninstalledAt ?? desk.now,
    },
  });
  if (count === 0) return false;
  await forgetTokens(domain);
  await eraseDeliveries(domain);
  return true;
}

const AT_ONCE = 2_000;

/** Shopify's deliveries to a name. */
export async function eraseDeliveries(domain: string): Promise<void> {
  for (;;) {
    const gone = await database().$executeRaw`
      DELETE FROM "webhook_deliveries" WHERE "id" IN (SELECT "id" FROM "webhook_deliveries" WHERE "shop" = ${domain} LIMIT ${AT_ONCE})`;
    if (gone === 0) return;
  }
}

/** The book of who did what, with its chain: the database does it, and for a shop that has left alone. */
export async function eraseAudit(shopId: string): Promise<number> {
  const [row] = await database().$queryRaw<{ gone: number }[]>`
    SELECT "erase_audit"(${shopId}::uuid)::int AS "gone"`;
  return row?.gone ?? 0;
}

async function eraseFiles(desk: Desk, isTimeUp: () => boolean): Promise<boolean> {
  const page = { take: 200, select: { id: true, storageKey: true } } as const;
  for (;;) {
    const pictures = await desk.db.attachment.findMany(page);
    const copies = await desk.db.privacyRequest.findMany({ ...page, where: { storageKey: { not: null } } });
    if (pictures.length + copies.length === 0) return true;
    if (isTimeUp()) return false;
    for (const { storageKey } of [...pictures, ...copies]) await removeFile(storageKey ?? "");
    await desk.db.attachment.deleteMany({ where: { id: { in: pictures.map(({ id }) => id) } } });
    const done = { where: { id: { in: copies.map(({ id }) => id) } }, data: { storageKey: null } };
    await desk.db.privacyRequest.updateMany(done);
  }
}

/** Every table of shops, by the database's own catalog, in an order that keys allow. The outbox comes last, by itself. */
export async function tablesOfShops(): Promise<string[]> {
  const tables = await database().$queryRaw<{ name: string }[]>`
    SELECT c.relname::text AS "name" FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'shopId'
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relname IN ('audit', 'audit_chain', 'outbox')`;
  const references = await database().$queryRaw<Reference[]>`
    SELECT k.conrelid::regclass::text AS "from", k.confrelid::regclass::text AS "to"
    FROM pg_constraint k WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace`;
  return erasureOrder(
    tables.map(({ name }) => name),
    references,
  );
}

async function emptied(desk: Desk, table: string, isTimeUp: () => boolean): Promise<boolean> {
  for (;;) {
    const gone = await desk.db.$executeRawUnsafe(
      `DELETE FROM "${table}" WHERE "shopId" = $1::uuid AND ctid = ANY(ARRAY(
         SELECT ctid FROM "${table}" WHERE "shopId" = $1::uuid LIMIT ${AT_ONCE}))`,
      desk.shopId,
    );
    if (gone === 0) return true;
    if (isTimeUp()) return false;
  }
}
