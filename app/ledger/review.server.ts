import { after } from "~/kit/days";
import type { Desk } from "~/platform/desk.server";
import { actorKey, transaction } from "~/platform/desk.server";
import { publish } from "~/platform/live.server";

import { writeAudit } from "./audit.server";
import { PATIENCE_MS, type Intent } from "./intent";
import { causeOf, findIntent, intentOf } from "./intents.server";

/** A payment that a person should look at, and on which order. */
export type Doubtful = Intent & { readonly orderName: string };

/** Not settled within our patience; or ended without Shopify's books saying so clearly, and nobody has looked yet. */
function doubtful(desk: Desk) {
  const old = { lte: after(desk.now, -PATIENCE_MS) };
  const unclear = ["no-trace", "processed-elsewhere", "cancelled-elsewhere"];
  return {
    reviewedAt: null,
    OR: [
      { state: { in: ["prepared", "sent", "unknown", "pending"] }, createdAt: old },
      { state: "failed", failure: { in: unclear } },
      { state: "failed", failure: { startsWith: "refused:gateway" } },
    ],
  };
}

const SHOWN = 100;

/** Money that needs a look, oldest first. */
export async function listDoubtful(desk: Desk): Promise<Doubtful[]> {
  const rows = await desk.db.moneyIntent.findMany({
    where: doubtful(desk),
    include: { order: { select: { name: true } } },
    orderBy: { createdAt: "asc" },
    take: SHOWN,
  });
  return rows.map((row) => ({ ...intentOf(row), orderName: row.order.name }));
}

export async function countDoubtful(desk: Desk): Promise<number> {
  return desk.db.moneyIntent.count({ where: doubtful(desk) });
}

/** A person has looked into it: it leaves the list, and the audit says who. @throws NotFound */
export async function markReviewed(desk: Desk, id: Intent["id"]): Promise<void> {
  const intent = await findIntent(desk, id);
  await transaction(desk, async (inside) => {
    const { count } = await inside.db.moneyIntent.updateMany({
      where: { id, reviewedAt: null },
      data: { reviewedAt: desk.now, reviewedBy: actorKey(desk.actor) },
    });
    if (count === 0) return;
    await writeAudit(inside, {
      action: "money.reviewed",
      subject: intent.orderId,
      amount: intent.amount,
      after: { state: intent.state, intent: id, failure: intent.failure },
      cause: causeOf(intent),
    });
    await publish(inside, "team", { type: "approval", id });
  });
}
