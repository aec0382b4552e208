import { newId } from "~/platform/id.server";
import { enqueue } from "~/platform/jobs.server";
import { publish } from "~/platform/live.server";
import { log } from "~/platform/log.server";
import { transaction, type Desk } from "~/platform/desk.server";
import { after } from "~/kit/days";

import { askForBulk, cancelBulk, lookAtBulk, reachOf } from "./shopify.server";
import { takeBackfillJob } from "~/orders/jobs";
import { isUnfinished, kinds, progressOf, type BackfillKind, type Progress } from "./progress";
import { takeFile, type Took } from "./take-file.server";

const UNFINISHED = ["asked", "running"];

/**
 * Asks for everything that was before we came: all customers and orders. One at a time: while it runs,
 * asking again does nothing; after a failure it starts over.
 */
export async function startBackfill(desk: Desk): Promise<void> {
  await transaction(desk, async (inside) => {
    // Two who press at once take turns.
    await inside.db
      .$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${desk.shopId} backfill`}, 0))::text`;
    const running = await inside.db.backfill.count({ where: { status: { in: UNFINISHED } } });
    if (running > 0) return;
    const fresh = { shopId: desk.shopId, status: "asked", startedAt: desk.now, updatedAt: desk.now };
    await inside.db.backfill.createMany({ data: kinds.map((kind) => ({ ...fresh, id: newId(), kind })) });
    await enqueue(inside, takeBackfillJob, { data: {}, once: "backfill" });
    await publish(inside, "team", { type: "backfill" });
  });
}

/** How far it is; null when it was never begun. */
export async function backfillProgress(desk: Desk): Promise<Progress | null> {
  return progressOf(await newestRows(desk));
}

/**
 * Stops bringing things in, at Shopify too. What is here stays; starting again brings in the rest. One that is not
 * running is left as it is.
 */
export async function cancelBackfill(desk: Desk): Promise<void> {
  const stopped = await transaction(desk, async (inside) => {
    const rows = await inside.db.backfill.findMany({ where: { status: { in: UNFINISHED } } });
    const over = { status: "cancelled", updatedAt: desk.now, finishedAt: desk.now };
    await inside.db.backfill.updateMany({ where: { status: { in: UNFINISHED } }, data: over });
    await publish(inside, "team", { type: "backfill" });
    return rows;
  });
  // A file that is written in vain harms nobody: whether Shopify hears us does not change what was decided.
  for (const { bulkId, total } of stopped)
    if (bulkId && total === null) await cancelBulk(desk.shopify, bulkId).catch(toldLater);
}

function toldLater(error: unknown): void {
  log.warn("Shopify could not be told to stop writing a file", { error });
}

/**
 * Goes on: asks, looks, takes in what is ready, and comes back in a moment while anything is unfinished. May
 * run twice at once or be killed at any point: what was taken in is counted with the rows themselves.
 */
export async function takeBackfill(desk: Desk): Promise<void> {
  let isHalf = false;
  for (const row of await newestRows(desk)) {
    if (isUnfinished(row.status)) isHalf = (await goOn(desk, row)) === "part" || isHalf;
  }
  const left = await desk.db.backfill.count({ where: { status: { in: UNFINISHED } } });
  if (left === 0) return;
  const at = isHalf ? {} : { at: after(desk.now, COME_BACK_MS) };
  await enqueue(desk, takeBackfillJob, { data: {}, once: isHalf ? "backfill" : "backfill-again", ...at });
}

/** Shopify also tells us when a file is ready; this is for when that message is lost. */
const COME_BACK_MS = 2_000;

export type Backfill = Awaited<ReturnType<typeof newestRows>>[number];

async function newestRows(desk: Desk) {
  const rows = await Promise.all(
    kinds.map((kind) =>
      desk.db.backfill.findFirst({ where: { kind }, orderBy: [{ startedAt: "desc" }, { id: "desc" }] }),
    ),
  );
  return rows.filter((row) => row !== null);
}

async function goOn(desk: Desk, row: Backfill): Promise<Took | null> {
  const bulkId = row.bulkId ?? (await ask(desk, row));
  if (bulkId === null) return null;
  const bulk = await lookAtBulk(desk.shopify, bulkId);
  if (bulk.state === "failed") return fail(desk, row, bulk.because);
  const isReady = bulk.state === "ready";
  const seen = { found: bulk.found, total: isReady ? bulk.found : null };
  const ours = await desk.db.backfill.updateMany({ where: { id: row.id, status: "running" }, data: seen });
  if (ours.count === 0) return "not-ours";
  await publish(desk, "team", { type: "backfill" });
  return isReady ? takeFile(desk, { ...row, total: bulk.found }, bulk.url) : null;
}

async function ask(desk: Desk, row: Backfill): Promise<string | null> {
  const reach = await reachOf(desk.shopify);
  const asked = await askForBulk(desk.shopify, row.kind as BackfillKind);
  if (asked.id === null) return asked.because === "refused" ? fail(desk, row, asked.message) : null;
  const data = { bulkId: asked.id, reach, status: "running", updatedAt: desk.now };
  const where = { id: row.id, bulkId: null, status: "asked" };
  const ours = await desk.db.backfill.updateMany({ where, data });
  return ours.count > 0 ? asked.id : null;
}

async function fail(desk: Desk, row: Backfill, error: string): Promise<null> {
  const data = { status: "failed", error, updatedAt: desk.now, finishedAt: desk.now };
  await desk.db.backfill.updateMany({ where: { id: row.id, status: { in: UNFINISHED } }, data });
  await publish(desk, "team", { type: "backfill" });
  return null;
}
