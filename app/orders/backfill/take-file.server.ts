import type { ReadableStream } from "node:stream/web";
import { setImmediate as breath } from "node:timers/promises";

import type pg from "pg";

import { rememberedFrom, type CustomerPayload } from "~/customers/profile";
import { Unavailable } from "~/kit/failures";
import { inTransaction, ownConnection } from "~/platform/bulk/connection.server";
import { transaction, type Desk } from "~/platform/desk.server";
import { announce } from "~/platform/jobs.server";
import { publish } from "~/platform/live.server";

import { linesOf, rootsOf, type BulkRoot, type Line } from "./bulk-file";
import type { OrderEvent } from "~/orders/events";
import { orderFrom, type OrderPayload, type PayloadLine } from "~/orders/payload";
import { addCustomer, addOrder, emptyBatch, makeStages, writeBatch, type Batch } from "./stage.server";

/** Roots written by one transaction. */
const BATCH = 500;
/** After so many roots whoever waits for this process gets a turn, the database's next answer first of all. */
const BREATH = 10;
/** So long one job goes on before another takes over with a fresh lease, in milliseconds. */
const SHIFT_MS = 60_000;
const TELL_EVERY_MS = 500;

export type Taking = {
  readonly id: string;
  readonly kind: string;
  /** Roots and bytes that are in. */
  readonly taken: number;
  readonly offset: bigint;
  /** Roots in the whole file. */
  readonly total: number;
};

/** "all": the file is in. "part": go on later. "not-ours": somebody else took it on, or it was cancelled. */
export type Took = "all" | "part" | "not-ours";

/**
 * Takes a bulk file in, line by line: a batch, its count and its place in the file are written together, so whoever
 * comes after a crash goes on exactly there. Memory holds one batch, whatever the file's size.
 * @throws Unavailable when the file breaks off; nothing that was taken is lost
 */
export async function takeFile(desk: Desk, row: Taking, url: string | null): Promise<Took> {
  const client = await ownConnection(desk);
  const file = new AbortController();
  try {
    await makeStages(client, desk.shopId);
    const lines = url ? await linesFrom(url, Number(row.offset), file.signal) : nothing();
    const took = await takeRoots({ desk, client, tell: teller(desk) }, row, rootsOf(lines));
    if (took === "all") await finish(desk, row);
    return took;
  } finally {
    file.abort();
    await client.end().catch(() => {});
  }
}

type Hands = { readonly desk: Desk; readonly client: pg.Client; readonly tell: () => Promise<void> };

async function takeRoots(hands: Hands, row: Taking, roots: AsyncIterable<BulkRoot>): Promise<Took> {
  const until = performance.now() + SHIFT_MS;
  let { taken } = row;
  let filling = fresh();
  // While the database writes one batch, the next one is read and made ready.
  let writing: Promise<boolean> = Promise.resolve(true);
  const write = () => {
    writing = takeBatch(hands, { ...row, taken }, filling);
    writing.catch(() => {});
    taken += filling.roots;
    filling = fresh();
  };
  try {
    for await (const root of roots) {
      add(filling, row.kind, root);
      if (filling.roots % BREATH === 0) await breath();
      if (filling.roots < BATCH) continue;
      if (!(await writing)) return "not-ours";
      if (performance.now() > until) return "part";
      write();
      await hands.tell();
    }
  } finally {
    // However the file ends, what is being written is written to its end.
    await writing.catch(() => {});
  }
  if (!(await writing)) return "not-ours";
  if (filling.roots > 0) write();
  if (!(await writing)) return "not-ours";
  if (taken < row.total) throw new Unavailable("The bulk file broke off", 1_000);
  return "all";
}

/** A batch being put together: how many roots it holds, and where in the file the last one ends. */
type Filling = { readonly batch: Batch; roots: number; end: number };
const fresh = (): Filling => ({ batch: emptyBatch(), roots: 0, end: 0 });

/** Whoever else works on this file has counted further, and a cancelled one is nobody's: then false, and nothing is written. */
function takeBatch(
  { client, desk }: Hands,
  { id, taken }: Taking,
  { batch, roots, end }: Filling,
): Promise<boolean> {
  return inTransaction(client, async () => {
    const counted = await client.query(
      `UPDATE "backfills" SET "taken" = $3, "offset" = $4, "updatedAt" = now() AT TIME ZONE 'UTC',
         "takingFrom" = coalesce("takingFrom", now() AT TIME ZONE 'UTC')
       WHERE "id" = $1 AND "taken" = $2 AND "status" = 'running'`,
      [id, taken, taken + roots, end],
    );
    if (counted.rowCount === 0) return false;
    await writeBatch(client, desk.shopId, batch);
    return true;
  });
}

type OrderRoot = Omit<OrderPayload, "lineItems" | "customer"> & {
  readonly customer?: CustomerPayload | null;
};

function add(filling: Filling, kind: string, { row, children, end }: BulkRoot): void {
  filling.roots += 1;
  filling.end = end;
  if (kind !== "orders") return addCustomer(filling.batch, rememberedFrom(row as unknown as CustomerPayload));
  const order = row as unknown as OrderRoot;
  if (order.customer) addCustomer(filling.batch, rememberedFrom(order.customer));
  const lineItems = { nodes: children as unknown as PayloadLine[] };
  addOrder(filling.batch, orderFrom({ ...order, lineItems }));
}

async function finish(desk: Desk, { id, kind }: Taking): Promise<void> {
  await transaction(desk, async (inside) => {
    const { count } = await inside.db.backfill.updateMany({
      where: { id, status: "running" },
      data: { status: "done", finishedAt: desk.now },
    });
    if (count > 0 && kind === "orders")
      await announce(inside, { type: "orders.arrived" } satisfies OrderEvent);
    await publish(inside, "team", { type: "backfill" });
  });
}

/** Says on open screens that there is more, at most twice a second. */
function teller(desk: Desk): () => Promise<void> {
  let last = -Infinity;
  return async () => {
    if (performance.now() - last < TELL_EVERY_MS) return;
    last = performance.now();
    await publish(desk, "team", { type: "backfill" });
  };
}

/** The file's lines from a byte on; a store that does not give parts is asked for all, and the beginning passed over. */
async function linesFrom(url: string, offset: number, signal: AbortSignal): Promise<AsyncIterable<Line>> {
  const headers = { "accept-encoding": "identity", ...(offset > 0 ? { range: `bytes=${offset}-` } : {}) };
  const response = await fetch(url, {
    headers,
    signal: AbortSignal.any([signal, AbortSignal.timeout(280_000)]),
  });
  // Nothing lies beyond: all of it is in.
  if (response.status === 416) return nothing();
  if (!response.ok || !response.body)
    throw new Unavailable(`The bulk file answers ${response.status}`, 5_000);
  const isPart = response.status === 206;
  return linesOf(response.body as ReadableStream<Uint8Array>, { from: offset, skip: isPart ? 0 : offset });
}

async function* nothing(): AsyncGenerator<Line> {}
