import type { Prisma } from "@prisma/client";

import { DAY } from "~/kit/days";
import { idOf } from "~/kit/id";
import { sum } from "~/kit/money";
import { maybeIntentOfReturn } from "~/ledger/intents.server";
import { transaction, type Desk } from "~/platform/desk.server";
import { newId } from "~/platform/id.server";
import { publish } from "~/platform/live.server";
import { actorName } from "~/team/agents.server";

import { moveReturn, tell } from "./move.server";
import { hasLines, stages, stageSeen, type SeenLine, type SeenReturn, type Stage } from "./return";
import { takeTurn } from "./returns.server";

const SHOPIFY = "Shopify";

const below = { lines: true } satisfies Prisma.ReturnInclude;
type Row = Prisma.ReturnGetPayload<{ include: typeof below }>;

/**
 * Writes down what Shopify says of a return, in whatever order and however often it is heard: one row per
 * return, each stage announced once. A request of ours that is still waiting for its answer is recognised by
 * its lines, so that our own write and the webhook about it meet in one row.
 */
export async function keepReturn(desk: Desk, seen: SeenReturn): Promise<string> {
  return transaction(desk, async (inside) => {
    await takeTurn(inside, seen.orderId);
    const known = await inside.db.return.findFirst({ where: { shopifyId: seen.shopifyId }, include: below });
    const row = known ?? (await adopt(inside, seen));
    if (!row) return create(inside, seen);
    await refreshLines(inside, row, seen);
    await catchUp(inside, row, seen);
    return row.id;
  });
}

/** Gives a waiting request its Shopify id. Null when none of ours has these lines. */
async function adopt(desk: Desk, seen: SeenReturn): Promise<Row | null> {
  const waiting = await desk.db.return.findMany({
    where: { orderId: seen.orderId, shopifyId: null },
    include: below,
    orderBy: { requestedAt: "asc" },
  });
  const row = waiting.find(({ lines }) => hasLines(seen, lines));
  if (!row) return null;
  const data = { shopifyId: seen.shopifyId, name: seen.name, updatedAt: desk.now };
  await desk.db.return.updateMany({ where: { id: row.id }, data });
  await tell(desk, row, { to: "requested", by: await askerOf(desk, row) });
  return { ...row, ...data };
}

async function create(desk: Desk, seen: SeenReturn): Promise<string> {
  const id = newId<"Return">();
  const stage = stageSeen(seen, null) ?? "requested";
  const row = { id, orderId: seen.orderId, conversationId: null };
  await desk.db.return.create({
    data: {
      ...row,
      shopId: desk.shopId,
      shopifyId: seen.shopifyId,
      name: seen.name,
      stage,
      requestedBy: "shopify",
      policy: {},
      requestedAt: seen.createdAt,
      updatedAt: desk.now,
      ...movedBy(seen, stage, desk.now).change,
    },
  });
  await desk.db.returnLine.createMany({ data: seen.lines.map((line) => lineRow(desk, id, line)) });
  if (isHistory(seen, desk.now)) await publish(desk, "team", { type: "return", id, orderId: seen.orderId });
  else await tell(desk, row, { to: stage, by: SHOPIFY, ...movedBy(seen, stage, desk.now) });
  return id;
}

/**
 * A return that is older than a day when we first hear of it was before us, or came in with the order: nobody
 * is mailed about it. Webhooks may be a day late, not more.
 */
function isHistory({ createdAt }: SeenReturn, now: Date): boolean {
  return now.getTime() - createdAt.getTime() > DAY;
}

/** Takes over Shopify's line ids, and units that were taken out of the return there. */
async function refreshLines(desk: Desk, row: Row, seen: SeenReturn): Promise<void> {
  let hasChanged = false;
  for (const line of seen.lines) hasChanged = (await refreshLine(desk, row, line)) || hasChanged;
  const left = seen.lines.map(({ shopifyLineId }) => shopifyLineId);
  const gone = await desk.db.returnLine.deleteMany({
    where: { returnId: row.id, shopifyLineId: { notIn: left } },
  });
  if (hasChanged || gone.count > 0) {
    await publish(desk, "team", { type: "return", id: row.id, orderId: row.orderId });
  }
}

/** Whether something was other than we knew it. */
async function refreshLine(desk: Desk, row: Row, line: SeenLine): Promise<boolean> {
  const ours = row.lines.find((own) => own.shopifyLineId === line.shopifyLineId) ?? unnamed(row, line);
  if (!ours) {
    await desk.db.returnLine.create({ data: lineRow(desk, row.id, line) });
    return true;
  }
  const { shopifyLineId, quantity } = line;
  const receivedQuantity = Math.min(Math.max(ours.receivedQuantity, line.processed), quantity);
  const data = { shopifyLineId, quantity, receivedQuantity };
  if (isSame(ours, data)) return false;
  await desk.db.returnLine.updateMany({ where: { id: ours.id }, data });
  return true;
}

/** Our line for this one of Shopify's, while it has no Shopify id yet. */
function unnamed(row: Row, line: SeenLine): Row["lines"][number] | undefined {
  return row.lines.find(
    (own) =>
      own.shopifyLineId === null &&
      own.fulfillmentLineId === line.fulfillmentLineId &&
      own.quantity === line.quantity,
  );
}

type Kept = { shopifyLineId: string | null; quantity: number; receivedQuantity: number };

function isSame(a: Kept, b: Kept): boolean {
  return (
    a.shopifyLineId === b.shopifyLineId &&
    a.quantity === b.quantity &&
    a.receivedQuantity === b.receivedQuantity
  );
}

/** Moves the row to the stage that Shopify shows. Our own acts may have been quicker: then nothing happens. */
async function catchUp(desk: Desk, row: Row, seen: SeenReturn): Promise<void> {
  const stage = stageSeen(seen, row.stage as Stage);
  if (!stage) return;
  const intent = stage === "refunded" ? await maybeIntentOfReturn(desk, idOf<"Return">(row.id)) : null;
  await moveReturn(desk, row, {
    to: stage,
    from: stages.filter((other) => other === row.stage),
    by: intent?.actorName ?? SHOPIFY,
    ...movedBy(seen, stage, desk.now),
  });
}

function movedBy(seen: SeenReturn, stage: Stage, now: Date) {
  const { decline } = seen;
  const change = {
    ...(stage === "approved" ? { decidedAt: seen.approvedAt ?? seen.createdAt } : {}),
    ...(stage === "declined" ? { decidedAt: now } : {}),
    ...(stage === "declined" && decline ? { declineReason: decline.reason, declineNote: decline.note } : {}),
    ...(stage === "received" ? { receivedAt: now } : {}),
    ...(stage === "refunded" ? { settledAt: now } : {}),
  };
  const [first] = seen.refunds;
  if (stage !== "refunded" || !first) return { change };
  const amount = sum(
    seen.refunds.map((refund) => refund.amount),
    first.amount.currency,
  );
  return { change, paid: { refundId: first.id, amount } };
}

function lineRow(desk: Desk, returnId: string, line: SeenLine): Prisma.ReturnLineCreateManyInput {
  return {
    shopId: desk.shopId,
    id: newId(),
    returnId,
    lineId: line.lineId,
    fulfillmentLineId: line.fulfillmentLineId,
    shopifyLineId: line.shopifyLineId,
    title: line.title,
    quantity: line.quantity,
    receivedQuantity: line.processed,
    reason: line.reason,
    reasonLabel: line.reasonLabel,
    note: line.note,
  };
}

/** Who asked, by name: the webhook about it may come before our own act is done. */
async function askerOf(desk: Desk, { requestedBy }: Row): Promise<string> {
  if (requestedBy.startsWith("shopper:"))
    return actorName({ kind: "shopper", visitorId: idOf("-"), locale: "en" });
  const id = requestedBy.replace(/^agent:/, "");
  const agent = await desk.db.agent.findFirst({ where: { id }, select: { name: true } });
  return agent?.name ?? SHOPIFY;
}
