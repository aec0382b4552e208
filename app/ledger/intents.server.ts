import { randomUUID } from "node:crypto";

import type { MoneyIntent, Prisma } from "@prisma/client";

import { after } from "~/kit/days";
import { NotFound } from "~/kit/failures";
import { idOf, type Id } from "~/kit/id";
import { money, type Money } from "~/kit/money";
import { actorKey, transaction, type Desk } from "~/platform/desk.server";
import { newId } from "~/platform/id.server";
import { enqueue } from "~/platform/jobs.server";
import { actorName } from "~/team/agents.server";

import { writeAudit } from "./audit.server";
import { LOOK_MS, mayMove, type Intent, type IntentKind, type IntentState } from "./intent";
import { resolveMoney } from "./jobs";

export type MoneyWish = {
  readonly kind: IntentKind;
  readonly orderId: string;
  readonly returnId?: Id<"Return">;
  readonly clientId: string;
  readonly amount: Money;
  readonly request: Prisma.InputJsonObject;
};

/** `mine`: this call wrote it and goes on. `same`: this very wish was written before. Else another is in the way. */
export type Prepared = { readonly intent: Intent; readonly standing: "mine" | "same" | "other" };

/**
 * Writes a wish down with its key before anybody is called. Of any number of callers at once exactly one
 * gets "mine": the database allows one intent under way per order and one that did not fail per return.
 */
export async function prepareIntent(desk: Desk, wish: MoneyWish): Promise<Prepared> {
  const known = await desk.db.moneyIntent.findFirst({ where: { clientId: wish.clientId } });
  if (known) return takeUpAgain(desk, wish, intentOf(known));
  const id = newId<"MoneyIntent">();
  // One statement of its own: two hundred clicks at once then wait for a row, not for two hundred transactions.
  const { count } = await desk.db.moneyIntent.createMany({
    data: [rowFor(desk, wish, id)],
    skipDuplicates: true,
  });
  if (count === 0) return inTheWay(desk, wish);
  // Should we die here, the sweep finds the row; who wished what stands in it.
  await transaction(desk, async (inside) => {
    await writeAudit(inside, {
      action: "money.prepared",
      subject: wish.orderId,
      amount: wish.amount,
      after: { intent: id, kind: wish.kind, wish: wish.request },
    });
    await lookAfter(inside, id, after(desk.now, LOOK_MS));
  });
  return { intent: await findIntent(desk, id), standing: "mine" };
}

/** Asks the worker to look at the intent at that time; it will ask again until the intent is settled. */
export async function lookAfter(desk: Desk, intentId: Id<"MoneyIntent">, at: Date): Promise<void> {
  await enqueue(desk, resolveMoney, { data: { intentId }, at });
}

/** @throws NotFound */
export async function findIntent(desk: Desk, id: Id<"MoneyIntent">): Promise<Intent> {
  const row = await desk.db.moneyIntent.findFirst({ where: { id } });
  if (!row) throw new NotFound("No such intent");
  return intentOf(row);
}

/** The return's intent that was paid or is under way; null when there is none. */
export async function maybeIntentOfReturn(desk: Desk, returnId: Id<"Return">): Promise<Intent | null> {
  const row = await desk.db.moneyIntent.findFirst({ where: { returnId, state: { not: "failed" } } });
  return row && intentOf(row);
}

/** What is not settled yet, oldest first: for a worker that starts, and for its rounds. */
export async function listUnsettled(desk: Desk): Promise<Intent[]> {
  const rows = await desk.db.moneyIntent.findMany({
    where: { state: { in: ["prepared", "sent", "unknown"] }, createdAt: { lte: after(desk.now, -LOOK_MS) } },
    orderBy: { createdAt: "asc" },
    take: 100,
  });
  return rows.map(intentOf);
}

type Step = {
  readonly to: IntentState;
  readonly change?: Prisma.MoneyIntentUncheckedUpdateManyInput;
  /** Done in the same transaction, with the moved intent. */
  readonly also?: (desk: Desk, moved: Intent) => Promise<void>;
};

/**
 * Moves the intent on, if it still stands exactly as the caller saw it: compare and set. Null when somebody
 * else was quicker. Each step leaves an audit row in its own transaction.
 */
export async function moveIntent(
  desk: Desk,
  seen: Intent,
  { to, change, also }: Step,
): Promise<Intent | null> {
  if (!mayMove(seen.state, to)) throw new Error(`An intent does not go from ${seen.state} to ${to}`);
  return transaction(desk, async (inside) => {
    const { count } = await inside.db.moneyIntent.updateMany({
      where: { id: seen.id, state: seen.state, sentAt: seen.sentAt },
      data: { state: to, ...change },
    });
    if (count === 0) return null;
    const moved = await findIntent(inside, seen.id);
    await writeAudit(inside, {
      action: `money.${to}`,
      subject: moved.orderId,
      amount: moved.amount,
      before: { state: seen.state },
      after: {
        intent: moved.id,
        wishedBy: moved.actorName,
        key: moved.key,
        refund: moved.refundId,
        failure: moved.failure,
      },
    });
    await also?.(inside, moved);
    return moved;
  });
}

/** A wish that surely never reached Shopify may be wished again under the same clientId, with fresh numbers. */
async function takeUpAgain(desk: Desk, wish: MoneyWish, known: Intent): Promise<Prepared> {
  const isSame =
    known.kind === wish.kind && known.orderId === wish.orderId && known.returnId === (wish.returnId ?? null);
  if (!isSame) return { intent: known, standing: "other" };
  if (known.state !== "failed" || known.sentAt !== null) return { intent: known, standing: "same" };
  const change = {
    amountMinor: BigInt(wish.amount.minor),
    currency: wish.amount.currency,
    request: wish.request,
    failure: null,
    settledAt: null,
    createdAt: desk.now,
  };
  const also = (inside: Desk, moved: Intent) => lookAfter(inside, moved.id, after(desk.now, LOOK_MS));
  try {
    const mine = await moveIntent(desk, known, { to: "prepared", change, also });
    return mine
      ? { intent: mine, standing: "mine" }
      : { intent: await findIntent(desk, known.id), standing: "same" };
  } catch (error) {
    if (isTaken(error)) return inTheWay(desk, wish);
    throw error;
  }
}

async function inTheWay(desk: Desk, wish: MoneyWish): Promise<Prepared> {
  const same = await desk.db.moneyIntent.findFirst({ where: { clientId: wish.clientId } });
  if (same) return { intent: intentOf(same), standing: "same" };
  const ofReturn = wish.returnId ? await maybeIntentOfReturn(desk, wish.returnId) : null;
  if (ofReturn) return { intent: ofReturn, standing: "other" };
  const other = await desk.db.moneyIntent.findFirst({
    where: { orderId: wish.orderId, state: { in: ["prepared", "sent", "unknown"] } },
  });
  // What stood in the way has been settled meanwhile: the way is free.
  return other ? { intent: intentOf(other), standing: "other" } : prepareIntent(desk, wish);
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "P2002";
}

function rowFor(desk: Desk, wish: MoneyWish, id: string): Prisma.MoneyIntentCreateManyInput {
  return {
    shopId: desk.shopId,
    id,
    kind: wish.kind,
    orderId: wish.orderId,
    returnId: wish.returnId ?? null,
    clientId: wish.clientId,
    key: randomUUID(),
    amountMinor: BigInt(wish.amount.minor),
    currency: wish.amount.currency,
    state: "prepared",
    request: wish.request,
    actor: actorKey(desk.actor),
    actorName: actorName(desk.actor),
    createdAt: desk.now,
  };
}

function intentOf(row: MoneyIntent): Intent {
  return {
    id: idOf<"MoneyIntent">(row.id),
    kind: row.kind as IntentKind,
    orderId: row.orderId,
    returnId: row.returnId === null ? null : idOf<"Return">(row.returnId),
    clientId: row.clientId,
    key: row.key,
    amount: money(Number(row.amountMinor), row.currency),
    state: row.state as IntentState,
    request: row.request,
    refundId: row.refundId,
    failure: row.failure,
    actorName: row.actorName,
    createdAt: row.createdAt,
    sentAt: row.sentAt,
    settledAt: row.settledAt,
  };
}
