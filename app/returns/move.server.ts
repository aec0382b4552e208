import type { Prisma } from "@prisma/client";

import type { Money } from "~/kit/money";
import { writeAudit } from "~/ledger/audit.server";
import { transaction, type Desk } from "~/platform/desk.server";
import { announce } from "~/platform/jobs.server";
import { publish } from "~/platform/live.server";
import { actorName } from "~/team/agents.server";

import { eventOf, type ReturnEvent } from "./events";
import { stagesBefore, type Happening, type Stage } from "./return";

type Row = { readonly id: string; readonly orderId: string; readonly conversationId: string | null };

export type Move = {
  readonly to: Stage;
  /** What may lie before it; by default what the stages allow. */
  readonly from: readonly Stage[];
  readonly change?: Prisma.ReturnUncheckedUpdateManyInput;
  /** By whom, when it was not the one at the desk. */
  readonly by?: string;
  readonly paid?: { readonly refundId: string; readonly amount: Money };
};

/** From where a happening leads, for a move. */
export function from(happening: Happening): readonly Stage[] {
  return stagesBefore(happening);
}

/**
 * Moves a return on, if it still stands where the move begins: compare and set. Whoever is first writes the
 * audit row, announces it and tells open screens, all in one transaction; false for the others.
 */
export async function moveReturn(desk: Desk, row: Row, move: Move): Promise<boolean> {
  return transaction(desk, async (inside) => {
    const { count } = await inside.db.return.updateMany({
      where: { id: row.id, stage: { in: [...move.from] } },
      data: { stage: move.to, updatedAt: desk.now, ...move.change },
    });
    if (count === 0) return false;
    await tell(inside, row, move);
    return true;
  });
}

/** Says that a return has come to this stage. Part of the surrounding transaction. */
export async function tell(
  desk: Desk,
  row: Row,
  move: Pick<Move, "to" | "by" | "change" | "paid">,
): Promise<void> {
  const by = move.by ?? actorName(desk.actor);
  await writeAudit(desk, {
    action: `return.${move.to}`,
    subject: row.id,
    ...(move.paid ? { amount: move.paid.amount } : {}),
    after: {
      orderId: row.orderId,
      by,
      ...detailOf(move),
      ...(move.paid ? { refundId: move.paid.refundId } : {}),
    },
  });
  if (move.to !== "closed") {
    const about = { returnId: row.id, orderId: row.orderId, conversationId: row.conversationId, by };
    await announce(desk, {
      type: eventOf[move.to],
      ...about,
      ...detailOf(move),
      ...paidOf(move),
    } as ReturnEvent);
  }
  await publish(desk, "team", { type: "return", id: row.id, orderId: row.orderId });
}

/** Never the note: the audit is for ever, and people's words may have to be erased. */
function detailOf({ to, change }: Pick<Move, "to" | "change">): { reason?: string | null } {
  return to === "declined" ? { reason: textOf(change?.declineReason) } : {};
}

function paidOf({ to, paid }: Pick<Move, "to" | "paid">) {
  if (to !== "refunded") return {};
  return {
    refundId: paid?.refundId ?? null,
    amountMinor: paid?.amount.minor ?? null,
    currency: paid?.amount.currency ?? null,
  };
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
