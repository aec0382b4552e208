import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";

import { saveCustomers } from "~/customers/customers.server";
import { rememberedFrom, type CustomerPayload, type Profile } from "~/customers/profile";
import { Unavailable } from "~/kit/failures";
import { transaction, type Desk } from "~/platform/desk.server";
import { announce } from "~/platform/jobs.server";
import { publish } from "~/platform/live.server";

import { rootsOf, type BulkRoot } from "./bulk-file";
import type { OrderEvent } from "~/orders/events";
import { orderFrom, type OrderPayload, type PayloadLine } from "~/orders/payload";
import { saveOrders } from "~/orders/save.server";

/** Roots written by one transaction, and by one job before another goes on with a fresh lease. */
const BATCH = 500;
const SHIFT = 50_000;
const TELL_EVERY_MS = 500;

type Taking = { readonly id: string; readonly kind: string; taken: number; readonly total: number };

/**
 * Takes a bulk file in, line by line: a batch and the count of what was taken are written together, so whoever
 * comes after a crash skips exactly what is here. Memory holds one batch, whatever the file's size.
 * @throws Unavailable when the file breaks off; nothing that was taken is lost
 */
export async function takeFile(desk: Desk, row: Taking, url: string | null): Promise<void> {
  const taking = { ...row };
  const until = row.taken + SHIFT;
  const tell = teller(desk);
  let passed = 0;
  let batch: BulkRoot[] = [];
  for await (const root of rootsOf(url ? await linesOf(url) : nothing())) {
    passed += 1;
    if (passed <= row.taken) continue;
    batch.push(root);
    if (batch.length < BATCH) continue;
    if (!(await takeBatch(desk, taking, batch))) return;
    batch = [];
    await tell();
    if (taking.taken >= until) return;
  }
  if (batch.length > 0 && !(await takeBatch(desk, taking, batch))) return;
  if (passed < row.total) throw new Unavailable("The bulk file broke off", 1_000);
  await finish(desk, taking);
}

async function takeBatch(desk: Desk, taking: Taking, batch: BulkRoot[]): Promise<boolean> {
  const isOurs = await transaction(desk, async (inside) => {
    // Whoever else works on this file has counted further: then it is theirs.
    const counted = await inside.db.backfill.updateMany({
      where: { id: taking.id, taken: taking.taken },
      data: { taken: taking.taken + batch.length, updatedAt: desk.now },
    });
    if (counted.count === 0) return false;
    await (taking.kind === "orders" ? saveOrderRoots(inside, batch) : saveCustomerRoots(inside, batch));
    return true;
  });
  if (isOurs) taking.taken += batch.length;
  return isOurs;
}

type OrderRoot = Omit<OrderPayload, "lineItems" | "customer"> & {
  readonly customer?: CustomerPayload | null;
};

async function saveOrderRoots(desk: Desk, batch: readonly BulkRoot[]): Promise<void> {
  const roots = batch.map(({ row }) => row as unknown as OrderRoot);
  const people = roots.flatMap(({ customer }): Profile[] => (customer ? [rememberedFrom(customer)] : []));
  const orders = batch.map(({ row, children }) =>
    orderFrom({
      ...(row as unknown as OrderRoot),
      lineItems: { nodes: children as unknown as PayloadLine[] },
    }),
  );
  await saveCustomers(desk, people);
  await saveOrders(desk, orders, null);
}

async function saveCustomerRoots(desk: Desk, batch: readonly BulkRoot[]): Promise<void> {
  await saveCustomers(
    desk,
    batch.map(({ row }) => rememberedFrom(row as unknown as CustomerPayload)),
  );
}

async function finish(desk: Desk, { id, kind }: Taking): Promise<void> {
  await transaction(desk, async (inside) => {
    const { count } = await inside.db.backfill.updateMany({
      where: { id, status: { not: "done" } },
      data: { status: "done", updatedAt: desk.now, finishedAt: desk.now },
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

async function linesOf(url: string): Promise<AsyncIterable<string>> {
  const response = await fetch(url, { signal: AbortSignal.timeout(280_000) });
  if (!response.ok || !response.body)
    throw new Unavailable(`The bulk file answers ${response.status}`, 5_000);
  return createInterface({ input: Readable.fromWeb(response.body as ReadableStream), crlfDelay: Infinity });
}

async function* nothing(): AsyncGenerator<string> {}
