import { randomUUID } from "node:crypto";

import type { Prisma } from "@prisma/client";

import { after } from "~/kit/days";
import { NotFound } from "~/kit/failures";
import type { Id } from "~/kit/id";
import type { Money } from "~/kit/money";
import { actorKey, transaction, type Desk } from "~/platform/desk.server";
import { newId } from "~/platform/id.server";
import { actorName } from "~/team/agents.server";

import { takeApproval } from "./approvals.server";
import { writeAudit } from "./audit.server";
import { LOOK_MS, type Intent, type IntentKind } from "./intent";
import { causeOf, findIntent, intentOf, lookAfter, maybeIntentOfReturn, moveIntent } from "./intents.server";
import { exceeded, inShopMoney, type LimitName } from "./limit";
import { rateOf, standingOf } from "./spent.server";
import { inTurn } from "./together";

export type MoneyWish = {
  readonly kind: IntentKind;
  readonly orderId: string;
  readonly returnId?: Id<"Return">;
  readonly conversationId: string | null;
  readonly clientId: string;
  readonly amount: Money;
  readonly request: Prisma.InputJsonObject;
  /** The approval that this wish carries out; the actor is then who approves, with their word on it. */
  readonly approval?: { readonly id: string; readonly word: string | null };
};

/**
 * `mine`: this call wrote it and goes on. `same`: this very wish was written before. `other`: another is in the
 * way. `above`: the actor's limits do not reach so far, and nothing was written. `decided`: its approval was
 * declined meanwhile.
 */
export type Prepared =
  | { readonly standing: "mine" | "same" | "other"; readonly intent: Intent }
  | { readonly standing: "above"; readonly exceeds: readonly LimitName[] }
  | { readonly standing: "decided" };

/**
 * Writes a wish down with its key before anybody is called. Of any number of callers at once exactly one gets
 * "mine": the database allows one intent under way per order and one that did not fail per return. Limits are
 * counted under the shop's lock, so that many small wishes at once do not slip past together.
 * @throws NotAllowed for an actor who may move no money, NotFound for an order that is not this shop's
 */
export async function prepareIntent(desk: Desk, wish: MoneyWish): Promise<Prepared> {
  // Whoever waits for the lock holds a connection: of one process one wish at a time does.
  return inTurn(`money ${desk.shopId}`, () => transaction(desk, (inside) => underLock(inside, wish)));
}

async function underLock(desk: Desk, wish: MoneyWish): Promise<Prepared> {
  await desk.db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('money:' || ${desk.shopId}, 0))`;
  const row = await desk.db.moneyIntent.findFirst({ where: { clientId: wish.clientId } });
  const known = row && intentOf(row);
  if (known && !mayWishAgain(known, wish)) return { intent: known, standing: whose(known, wish) };
  await knowConversation(desk, wish);
  const other = await inTheWay(desk, wish);
  if (other) return { intent: other, standing: "other" };
  const exceeds = await exceededBy(desk, wish);
  if (exceeds.length > 0) return { standing: "above", exceeds };
  if (!(await isLetThrough(desk, wish))) return { standing: "decided" };
  return { intent: await (known ? wishAgain(desk, wish, known) : write(desk, wish)), standing: "mine" };
}

/** Limits count per conversation: one that is not this shop's would count for nobody. */
async function knowConversation(desk: Desk, { conversationId: id }: MoneyWish): Promise<void> {
  const known =
    id === null || (await desk.db.conversation.findFirst({ where: { id }, select: { id: true } }));
  if (!known) throw new NotFound("No such conversation");
}

/** Whether the approval that the wish rests on, if it does, is taken for it. */
async function isLetThrough(desk: Desk, { approval, amount }: MoneyWish): Promise<boolean> {
  return !approval || takeApproval(desk, approval, amount);
}

/** A wish that surely never reached Shopify may be wished again under the same clientId, with fresh numbers. */
function mayWishAgain(known: Intent, wish: MoneyWish): boolean {
  return isSame(known, wish) && known.state === "failed" && known.sentAt === null;
}

function whose(
  known: { kind: string; orderId: string; returnId: string | null },
  wish: MoneyWish,
): "same" | "other" {
  return isSame(known, wish) ? "same" : "other";
}

function isSame(known: { kind: string; orderId: string; returnId: string | null }, wish: MoneyWish): boolean {
  return (
    known.kind === wish.kind && known.orderId === wish.orderId && known.returnId === (wish.returnId ?? null)
  );
}

async function inTheWay(desk: Desk, { orderId, returnId }: MoneyWish): Promise<Intent | null> {
  const ofReturn = returnId ? await maybeIntentOfReturn(desk, returnId) : null;
  if (ofReturn) return ofReturn;
  const other = await desk.db.moneyIntent.findFirst({
    where: { orderId, state: { in: ["prepared", "sent", "unknown"] } },
  });
  return other && intentOf(other);
}

async function exceededBy(desk: Desk, wish: MoneyWish): Promise<LimitName[]> {
  const minor = await shopMinor(desk, wish);
  return exceeded(minor, await standingOf(desk, wish));
}

async function shopMinor(desk: Desk, { amount, orderId }: MoneyWish): Promise<number> {
  return inShopMoney(amount, await rateOf(desk, orderId)).minor;
}

/** Should we die once this is committed, the sweep finds the row; who wished what stands in it. */
async function write(desk: Desk, wish: MoneyWish): Promise<Intent> {
  const id = newId<"MoneyIntent">();
  const { kind, orderId, returnId, conversationId, clientId, request } = wish;
  const approvalId = wish.approval?.id ?? null;
  await desk.db.moneyIntent.create({
    data: {
      ...{ shopId: desk.shopId, id, kind, orderId, conversationId, clientId, request },
      ...{ returnId: returnId ?? null, approvalId },
      key: randomUUID(),
      ...(await amountOf(desk, wish)),
      currency: wish.amount.currency,
      state: "prepared",
      actor: actorKey(desk.actor),
      actorName: actorName(desk.actor),
      createdAt: desk.now,
    },
    select: { id: true },
  });
  const intent = await findIntent(desk, id);
  await writeAudit(desk, {
    action: "money.prepared",
    subject: orderId,
    amount: wish.amount,
    before: { state: null },
    after: { state: "prepared", intent: id, kind, key: intent.key, approval: approvalId },
    cause: causeOf(intent),
  });
  await lookAfter(desk, id, after(desk.now, LOOK_MS));
  return intent;
}

async function wishAgain(desk: Desk, wish: MoneyWish, known: Intent): Promise<Intent> {
  const change = {
    ...(await amountOf(desk, wish)),
    request: wish.request,
    failure: null,
    settledAt: null,
    createdAt: desk.now,
    ...(wish.approval ? { approvalId: wish.approval.id } : {}),
    actor: actorKey(desk.actor),
    actorName: actorName(desk.actor),
  };
  const also = (inside: Desk, moved: Intent) => lookAfter(inside, moved.id, after(desk.now, LOOK_MS));
  const again = await moveIntent(desk, known, { to: "prepared", change, also });
  if (!again) throw new Error("A wish that ended moved although its shop was locked");
  return again;
}

async function amountOf(desk: Desk, wish: MoneyWish) {
  return { amountMinor: BigInt(wish.amount.minor), shopMinor: BigInt(await shopMinor(desk, wish)) };
}
