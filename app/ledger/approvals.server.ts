import type { MoneyApproval, Prisma } from "@prisma/client";

import { NotFound } from "~/kit/failures";
import { isUuid } from "~/kit/id";
import { money, type Money } from "~/kit/money";
import { actorKey, transaction, type Desk } from "~/platform/desk.server";
import { newId } from "~/platform/id.server";
import { announce } from "~/platform/jobs.server";
import { publish } from "~/platform/live.server";
import { actorName } from "~/team/agents.server";

import { isWaiting, whyNotDecide, type Approval, type ApprovalEvent, type DecisionRefusal } from "./approval";
import { writeAudit } from "./audit.server";
import type { IntentKind, IntentState } from "./intent";
import { causeOf } from "./intents.server";
import { inShopMoney, type LimitName } from "./limit";
import type { MoneyWish } from "./prepare.server";
import { rateOf } from "./spent.server";

/**
 * Puts a payment that is above the actor's limits into the queue, once per click and once per order at a time;
 * a second wish for the same order finds the first.
 */
export async function askApproval(
  desk: Desk,
  wish: MoneyWish,
  exceeds: readonly LimitName[],
): Promise<Approval> {
  const data = await rowOf(desk, wish, exceeds);
  const made = await transaction(desk, async (inside) => {
    const { count } = await inside.db.moneyApproval.createMany({ data: [data], skipDuplicates: true });
    if (count > 0) await tell(inside, { ...data, at: "asked" });
    return count > 0;
  });
  const same = { OR: [{ clientId: wish.clientId }, { orderId: wish.orderId, state: "open" }] };
  const found = await listed(desk, made ? { id: data.id } : same);
  const [first] = found.sort(
    (a, b) => Number(b.clientId === wish.clientId) - Number(a.clientId === wish.clientId),
  );
  return first ?? askApproval(desk, wish, exceeds);
}

async function rowOf(desk: Desk, wish: MoneyWish, exceeds: readonly LimitName[]) {
  const { kind, orderId, returnId, conversationId, clientId, amount, request } = wish;
  return {
    ...{ shopId: desk.shopId, id: newId(), kind, orderId, conversationId, clientId, request },
    returnId: returnId ?? null,
    amountMinor: BigInt(amount.minor),
    currency: amount.currency,
    shopMinor: BigInt(inShopMoney(amount, await rateOf(desk, orderId)).minor),
    exceeds: [...exceeds],
    state: "open",
    requestedBy: actorKey(desk.actor),
    requestedByName: actorName(desk.actor),
    requestedAt: desk.now,
  } satisfies Prisma.MoneyApprovalCreateManyInput;
}

type Telling = Pick<
  MoneyApproval,
  "id" | "kind" | "orderId" | "returnId" | "conversationId" | "amountMinor" | "currency"
> & { readonly at: "asked" | "approved" | "declined"; readonly exceeds: readonly string[] };

/** The audit row, the event and the sign to open screens, in the transaction of what happened. */
async function tell(desk: Desk, row: Telling): Promise<void> {
  const { at, id, kind, orderId, conversationId, currency } = row;
  const amount = money(Number(row.amountMinor), currency);
  await writeAudit(desk, {
    action: `money.${at}`,
    subject: orderId,
    amount,
    before: { state: at === "asked" ? null : "open" },
    after: { state: at === "asked" ? "open" : at, approval: id, kind, exceeds: [...row.exceeds] },
    cause: causeOf({ ...row, returnId: row.returnId as never }),
  });
  const by = actorName(desk.actor);
  const told = { approvalId: id, conversationId, orderId, amountMinor: amount.minor, currency, by };
  await announce(desk, { type: `money.${at}`, ...told } as ApprovalEvent);
  await publish(desk, "team", { type: "approval", id });
}

/**
 * Takes the approval for the payment that the caller is about to write down, in the same transaction. False when
 * it was declined meanwhile, or would be the asker's own.
 */
export async function takeApproval(
  desk: Desk,
  { id, word }: { id: string; word: string | null },
  amount: Money,
): Promise<boolean> {
  const me = actorKey(desk.actor);
  const row = await desk.db.moneyApproval.findFirst({ where: { id } });
  if (!row || row.requestedBy === me || row.state === "declined") return false;
  if (row.state === "approved") return true;
  const shopMinor = BigInt(inShopMoney(amount, await rateOf(desk, row.orderId)).minor);
  const approved = { amountMinor: BigInt(amount.minor), currency: amount.currency, shopMinor };
  const decision = {
    state: "approved",
    decidedBy: me,
    decidedByName: actorName(desk.actor),
    decidedAt: desk.now,
  };
  const { count } = await desk.db.moneyApproval.updateMany({
    where: { id, state: "open" },
    data: { ...approved, ...decision, word },
  });
  if (count > 0) await tell(desk, { ...row, ...approved, at: "approved" });
  return count > 0;
}

export type Declined =
  { readonly declined: true } | { readonly declined: false; readonly because: DecisionRefusal };

/** Says no, with a word. The asker may say it too: they take their wish back. @throws NotFound */
export async function declineApproval(desk: Desk, id: string, word: string | null): Promise<Declined> {
  const approval = await findApproval(desk, id);
  const me = actorKey(desk.actor);
  if (approval.requestedBy !== me) {
    const refusal = whyNotDecide(approval, me);
    if (refusal) return { declined: false, because: refusal };
  }
  const count = await transaction(desk, async (inside) => {
    const decision = { decidedBy: me, decidedByName: actorName(desk.actor), decidedAt: desk.now, word };
    const moved = await inside.db.moneyApproval.updateMany({
      where: { id, state: "open" },
      data: { state: "declined", ...decision },
    });
    const row = await inside.db.moneyApproval.findFirst({ where: { id } });
    if (moved.count > 0 && row) await tell(inside, { ...row, at: "declined" });
    return moved.count;
  });
  return count > 0 ? { declined: true } : { declined: false, because: "decided" };
}

/** @throws NotFound for an id that is not this shop's */
export async function findApproval(desk: Desk, id: string): Promise<Approval> {
  const [found] = isUuid(id) ? await listed(desk, { id }) : [];
  if (!found) throw new NotFound("No such approval");
  return found;
}

/** The wish that was put into the queue, as it was made. @throws NotFound */
export async function wishOf(desk: Desk, id: string): Promise<Prisma.InputJsonObject> {
  const row = await desk.db.moneyApproval.findFirst({ where: { id }, select: { request: true } });
  if (!row) throw new NotFound("No such approval");
  return row.request as Prisma.InputJsonObject;
}

const SHOWN = 100;

/** The queue, newest first: what waits, or what was decided. */
export async function listApprovals(desk: Desk, which: "open" | "decided"): Promise<Approval[]> {
  if (which === "decided") return listed(desk, { state: { not: "open" } });
  return (await listed(desk, { OR: [{ state: "open" }, { id: { in: await unpaid(desk) } }] })).filter(
    isWaiting,
  );
}

/** Approved, but the payment never reached Shopify: it may be approved once more. */
async function unpaid(desk: Desk): Promise<string[]> {
  const rows = await desk.db.moneyIntent.findMany({
    where: { approvalId: { not: null }, state: "failed", sentAt: null },
    select: { approvalId: true },
    take: SHOWN,
  });
  return rows.flatMap(({ approvalId }) => approvalId ?? []);
}

/** How many payments wait for somebody, and how many of them were stopped because there were too many at once. */
export async function countApprovals(desk: Desk): Promise<{ open: number; tooFast: number }> {
  const [open, tooFast] = await Promise.all([
    desk.db.moneyApproval.count({ where: { state: "open" } }),
    desk.db.moneyApproval.count({ where: { state: "open", exceeds: { has: "pace" satisfies LimitName } } }),
  ]);
  return { open, tooFast };
}

async function listed(desk: Desk, where: Prisma.MoneyApprovalWhereInput): Promise<Approval[]> {
  const rows = await desk.db.moneyApproval.findMany({
    where,
    include: { order: { select: { name: true } } },
    orderBy: [{ requestedAt: "desc" }, { id: "desc" }],
    take: SHOWN,
  });
  const payments = await desk.db.moneyIntent.findMany({
    where: { approvalId: { in: rows.map(({ id }) => id) } },
    select: { approvalId: true, state: true, failure: true, sentAt: true },
  });
  return rows.map((row) => {
    const payment = payments.find(({ approvalId }) => approvalId === row.id);
    return approvalOf(desk, row, payment ?? null);
  });
}

type Row = MoneyApproval & { order: { name: string } };
type Payment = { state: string; failure: string | null; sentAt: Date | null };

function approvalOf(desk: Desk, row: Row, payment: Payment | null): Approval {
  // A payment that never reached Shopify is as if it had not been begun: it may be approved again.
  const isBegun = payment !== null && !(payment.state === "failed" && payment.sentAt === null);
  return {
    id: row.id,
    kind: row.kind as IntentKind,
    orderId: row.orderId,
    orderName: row.order.name,
    returnId: row.returnId,
    conversationId: row.conversationId,
    clientId: row.clientId,
    amount: money(Number(row.amountMinor), row.currency),
    shopAmount: money(Number(row.shopMinor), desk.shop.currency),
    exceeds: row.exceeds as LimitName[],
    state: row.state as Approval["state"],
    note: noteIn(row.request),
    requestedBy: row.requestedBy,
    requestedByName: row.requestedByName,
    requestedAt: row.requestedAt,
    decidedByName: row.decidedByName,
    decidedAt: row.decidedAt,
    word: row.word,
    payment: isBegun ? { state: payment.state as IntentState, failure: payment.failure } : null,
  };
}

function noteIn(request: Prisma.JsonValue): string | null {
  const { wish } = request as { wish?: { note?: string | null } };
  return wish?.note ?? null;
}
