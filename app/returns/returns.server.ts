import type { Prisma } from "@prisma/client";

import { NotFound } from "~/kit/failures";
import { idOf, isUuid } from "~/kit/id";
import { money, type Money } from "~/kit/money";
import type { Desk } from "~/platform/desk.server";

import { StoredPolicy } from "./policy/stored";
import { stages, type DeclineReason, type ReturnLineView, type ReturnView, type Stage } from "./return";

const below = {
  order: { include: { customer: { select: { name: true } }, lines: true, refunds: true } },
  lines: { orderBy: { id: "asc" } },
  evidence: { orderBy: { createdAt: "asc" } },
  intents: { where: { state: { not: "failed" } } },
} satisfies Prisma.ReturnInclude;

type Row = Prisma.ReturnGetPayload<{ include: typeof below }>;

/** One return, whole. @throws NotFound */
export async function findReturn(desk: Desk, id: string): Promise<ReturnView> {
  const row = isUuid(id) ? await desk.db.return.findFirst({ where: { id }, include: below }) : null;
  if (!row) throw new NotFound("No such return");
  return viewOf(row);
}

/** The return that was asked for with this clientId; null when none was. */
export async function maybeReturnByClientId(desk: Desk, clientId: string): Promise<ReturnView | null> {
  const row = await desk.db.return.findFirst({ where: { clientId }, include: below });
  return row && viewOf(row);
}

/** All returns of an order that Shopify knows, newest first. */
export async function returnsOfOrder(desk: Desk, orderId: string): Promise<ReturnView[]> {
  const where = { orderId, shopifyId: { not: null } };
  const rows = await desk.db.return.findMany({
    where,
    include: below,
    orderBy: [{ requestedAt: "desc" }, { id: "desc" }],
  });
  return rows.map(viewOf);
}

/** Returns of many orders at once, newest first, for pages that show several orders. */
export async function returnsOfOrders(desk: Desk, orderIds: readonly string[]): Promise<ReturnView[]> {
  const where = { orderId: { in: [...orderIds] }, shopifyId: { not: null } };
  const rows = await desk.db.return.findMany({
    where,
    include: below,
    orderBy: [{ requestedAt: "desc" }, { id: "desc" }],
  });
  return rows.map(viewOf);
}

/** These returns, in the order of the ids; ids of none are left out. */
export async function returnsOf(desk: Desk, ids: readonly string[]): Promise<ReturnView[]> {
  const rows = await desk.db.return.findMany({ where: { id: { in: [...ids] } }, include: below });
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? []).map(viewOf);
}

/** How many returns are in each stage. */
export async function countReturns(desk: Desk): Promise<Record<Stage, number>> {
  const where = { shopifyId: { not: null } };
  const rows = await desk.db.return.groupBy({ by: ["stage"], where, _count: { _all: true } });
  const counts = new Map(rows.map((row) => [row.stage, row._count._all]));
  return Object.fromEntries(stages.map((stage) => [stage, counts.get(stage) ?? 0])) as Record<Stage, number>;
}

function viewOf(row: Row): ReturnView {
  const policy = StoredPolicy.safeParse(row.policy);
  return {
    id: idOf<"Return">(row.id),
    shopifyId: row.shopifyId,
    name: row.name ?? "",
    orderId: row.orderId,
    orderName: row.order.name,
    customerName: row.order.customer?.name ?? null,
    conversationId: row.conversationId,
    stage: row.stage as Stage,
    requestedBy: row.requestedBy,
    note: row.note,
    declineReason: row.declineReason as DeclineReason | null,
    declineNote: row.declineNote,
    policy: policy.success ? policy.data : null,
    requestedAt: row.requestedAt,
    decidedAt: row.decidedAt,
    receivedAt: row.receivedAt,
    settledAt: row.settledAt,
    updatedAt: row.updatedAt,
    lines: row.lines.map((line) => lineOf(line, row.order.lines)),
    photos: row.evidence.map(({ id, name, width, height }) => ({ id, name, width, height })),
    refunded: refundedFor(row),
    isPaying: row.intents.some(({ state }) => state !== "succeeded" && state !== "pending"),
  };
}

type OrderLine = Row["order"]["lines"][number];

function lineOf(line: Row["lines"][number], sold: readonly OrderLine[]): ReturnLineView {
  const { id, lineId, fulfillmentLineId, shopifyLineId, title, quantity, receivedQuantity, restock } = line;
  const of = sold.find((row) => row.id === lineId);
  return {
    id: idOf<"ReturnLine">(id),
    lineId,
    fulfillmentLineId,
    shopifyLineId,
    title,
    variant: of?.variantTitle ?? null,
    image: of?.imageUrl ?? null,
    quantity,
    receivedQuantity,
    restock,
    reason: line.reason,
    reasonLabel: line.reasonLabel,
    note: line.note,
    price: of ? unitPrice(of) : null,
  };
}

/** What one unit cost after discounts, in the customer's money; what does not divide is left out. */
function unitPrice(line: OrderLine): Money {
  const units = BigInt(Math.max(1, line.quantity));
  return money(Number(line.customerTotalMinor / units), line.customerCurrency);
}

/** What Shopify's books have for the return; right after paying, what our own ledger has. */
function refundedFor(row: Row): Money | null {
  const refunds = row.order.refunds.filter(({ returnId }) => returnId !== null && returnId === row.shopifyId);
  const [first] = refunds;
  if (first)
    return money(
      refunds.reduce((sum, refund) => sum + Number(refund.customerTotalMinor), 0),
      first.customerCurrency,
    );
  const paid = row.intents.find(({ state }) => state === "succeeded" || state === "pending");
  return paid ? money(Number(paid.amountMinor), paid.currency) : null;
}

/** Readers of one order's returns take turns until their transaction ends. */
export async function takeTurn(desk: Desk, orderId: string): Promise<void> {
  const key = `returns ${desk.shopId} ${orderId}`;
  await desk.db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))::text`;
}
