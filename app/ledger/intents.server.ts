import type { MoneyIntent, Prisma } from "@prisma/client";

import { after } from "~/kit/days";
import { NotFound } from "~/kit/failures";
import { idOf, type Id } from "~/kit/id";
import { money, type Money } from "~/kit/money";
import { transaction, type Desk } from "~/platform/desk.server";
import { enqueue } from "~/platform/jobs.server";

import { writeAudit } from "./audit.server";
import { LOOK_MS, mayMove, type Intent, type IntentKind, type IntentState } from "./intent";
import { resolveMoney } from "./jobs";

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

/** What gave rise to an intent, in ids alone: people's words stay where they can be erased. */
export function causeOf(about: Pick<Intent, "orderId" | "returnId" | "conversationId">): string {
  const { orderId, returnId, conversationId } = about;
  if (conversationId) return `conversation:${conversationId}`;
  return returnId ? `return:${returnId}` : `order:${orderId}`;
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

/** What of an order Shopify has booked and the payment provider has not confirmed. */
export async function listPending(desk: Desk, orderId: string): Promise<Intent[]> {
  const rows = await desk.db.moneyIntent.findMany({ where: { orderId, state: "pending" } });
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
        state: to,
        intent: moved.id,
        kind: moved.kind,
        wishedBy: moved.actorName,
        key: moved.key,
        approval: moved.approvalId,
        refund: moved.refundId,
        ...(moved.booked ? { bookedMinor: moved.booked.minor } : {}),
        failure: moved.failure,
      },
      cause: causeOf(moved),
    });
    await also?.(inside, moved);
    return moved;
  });
}

/** The intent that a row holds. */
export function intentOf(row: MoneyIntent): Intent {
  return {
    id: idOf<"MoneyIntent">(row.id),
    kind: row.kind as IntentKind,
    orderId: row.orderId,
    returnId: row.returnId === null ? null : idOf<"Return">(row.returnId),
    conversationId: row.conversationId,
    approvalId: row.approvalId,
    clientId: row.clientId,
    key: row.key,
    amount: money(Number(row.amountMinor), row.currency),
    booked: bookedIn(row.request),
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

function bookedIn(request: Prisma.JsonValue): Money | null {
  return (request as { booked?: Money } | null)?.booked ?? null;
}
