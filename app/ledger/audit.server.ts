import type { Prisma } from "@prisma/client";

import type { Money } from "~/kit/money";
import { actorKey, type Desk } from "~/platform/desk.server";
import { newId } from "~/platform/id.server";
import { actorName } from "~/team/agents.server";

type Json = Prisma.InputJsonValue;

export type AuditEntry = {
  /** "money.sent", "return.approved" … */
  readonly action: string;
  /** What it was done to: a gid or one of our ids. */
  readonly subject: string;
  readonly amount?: Money;
  readonly before?: Json;
  readonly after?: Json;
  /** What gave rise to it, in ids alone: "conversation:…". People's words may have to be erased one day. */
  readonly cause?: string;
};

/** Writes down who did what. Part of the surrounding transaction; rows are only ever added. */
export async function writeAudit(desk: Desk, entry: AuditEntry): Promise<void> {
  const { action, subject, amount, before, after, cause } = entry;
  await desk.db.auditRow.create({
    data: {
      shopId: desk.shopId,
      id: newId(),
      at: desk.now,
      actor: actorKey(desk.actor),
      actorName: actorName(desk.actor),
      action,
      subject,
      ...(amount ? { amountMinor: BigInt(amount.minor), currency: amount.currency } : {}),
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
      cause: cause ?? null,
      requestId: desk.requestId,
    },
  });
}
