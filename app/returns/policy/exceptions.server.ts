import { NotAllowed, NotFound } from "~/kit/failures";
import { isUuid } from "~/kit/id";
import { writeAudit } from "~/ledger/audit.server";
import { actorKey, transaction, type Desk } from "~/platform/desk.server";
import { newId } from "~/platform/id.server";
import { actorName } from "~/team/agents.server";

import type { Exception } from "./facts";

export type NewException = Pick<Exception, "kind" | "subject" | "reason" | "expiresAt">;

/** Writes down that somebody decided otherwise than the policy; a one-time exception waits for an approver. */
export async function addException(desk: Desk, wish: NewException): Promise<string> {
  const { kind, subject, reason, expiresAt } = wish;
  const id = newId();
  await transaction(desk, async (inside) => {
    const author = actorKey(desk.actor);
    const data = { kind, subject, reason, expiresAt, author, authorName: actorName(desk.actor) };
    await inside.db.returnException.create({
      data: { shopId: desk.shopId, id, createdAt: desk.now, ...data },
    });
    await writeAudit(inside, { action: "exception.added", subject: id, after: { kind } });
  });
  return id;
}

/** Lets a one-time exception pass. @throws NotFound; NotAllowed for whoever asked for it. */
export async function approveException(desk: Desk, id: string): Promise<void> {
  const approver = actorKey(desk.actor);
  await transaction(desk, async (inside) => {
    const where = { id, kind: "once", usedAt: null };
    const found = isUuid(id) ? await inside.db.returnException.findFirst({ where }) : null;
    if (!found) throw new NotFound("No such exception");
    if (found.author === approver) throw new NotAllowed("Somebody else has to approve it");
    const { count } = await inside.db.returnException.updateMany({
      where: { ...where, approver: null },
      data: { approver },
    });
    if (count > 0) await writeAudit(inside, { action: "exception.approved", subject: id });
  });
}

/** What was decided for any of these customers, orders and products, oldest first. */
export async function exceptionsFor(desk: Desk, subjects: readonly string[]): Promise<Exception[]> {
  const rows = await desk.db.returnException.findMany({
    where: { subject: { in: [...subjects] } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map(({ id, kind, subject, reason, authorName, approver, expiresAt, usedAt }) => ({
    id,
    kind: kind as Exception["kind"],
    subject,
    reason,
    author: authorName,
    approver,
    expiresAt,
    usedAt,
  }));
}

/** Uses one-time exceptions up, inside the caller's transaction; false when somebody else just did. */
export async function useExceptions(desk: Desk, ids: readonly string[]): Promise<boolean> {
  if (ids.length === 0) return true;
  const { count } = await desk.db.returnException.updateMany({
    where: { id: { in: [...ids] }, usedAt: null },
    data: { usedAt: desk.now },
  });
  return count === ids.length;
}

/** Gives them back: the return they were used for did not come about. */
export async function giveExceptionsBack(desk: Desk, ids: readonly string[]): Promise<void> {
  await desk.db.returnException.updateMany({ where: { id: { in: [...ids] } }, data: { usedAt: null } });
}
