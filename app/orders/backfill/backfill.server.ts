import { newId } from "~/platform/id.server";
import { enqueue } from "~/platform/jobs.server";
import { publish } from "~/platform/live.server";
import { transaction, type Desk } from "~/platform/desk.server";
import { after } from "~/kit/days";

import { askForBulk, lookAtBulk } from "./shopify.server";
import { takeBackfillJob } from "~/orders/jobs";
import { isUnfinished, kinds, progressOf, type BackfillKind, type Progress } from "./progress";
import { takeFile } from "./take-file.server";

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
 * Goes on: asks, looks, takes in what is ready, and comes back in a moment while anything is unfinished. May
 * run twice at once or be killed at any point: what was taken in is counted with the rows themselves.
 */
export async function takeBackfill(desk: Desk): Promise<void> {
  for (const row of await newestRows(desk)) {
    if (isUnfinished(row.status)) await goOn(desk, row);
  }
  const left = await desk.db.backfill.count({ where: { status: { in: UNFINISHED } } });
  if (left === 0) return;
  await enqueue(desk, takeBackfillJob, {
    data: {},
    once: "backfill-again",
    at: after(desk.now, COME_BACK_MS),
  });
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

async function goOn(desk: Desk, row: Backfill): Promise<void> {
  const bulkId = row.bulkId ?? (await ask(desk, row));
  if (bulkId === null) return;
  const bulk = await lookAtBulk(desk.shopify, bulkId);
  if (bulk.state === "failed") return fail(desk, row, bulk.because);
  const isReady = bulk.state === "ready";
  const seen = { found: bulk.found, total: isReady ? bulk.found : null, updatedAt: desk.now };
  await desk.db.backfill.updateMany({ where: { id: row.id }, data: seen });
  await publish(desk, "team", { type: "backfill" });
  if (isReady) await takeFile(desk, { ...row, total: bulk.found }, bulk.url);
}

async function ask(desk: Desk, row: Backfill): Promise<string | null> {
  const asked = await askForBulk(desk.shopify, row.kind as BackfillKind);
  if (asked.id === null) {
    if (asked.because === "refused") await fail(desk, row, asked.message);
    return null;
  }
  const data = { bulkId: asked.id, status: "running", updatedAt: desk.now };
  await desk.db.backfill.updateMany({ where: { id: row.id, bulkId: null }, data });
  return asked.id;
}

async function fail(desk: Desk, row: Backfill, error: string): Promise<void> {
  const data = { status: "failed", error, updatedAt: desk.now, finishedAt: desk.now };
  await desk.db.backfill.updateMany({ where: { id: row.id }, data });
  await publish(desk, "team", { type: "backfill" });
}
