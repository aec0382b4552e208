import { after } from "~/kit/days";
import { NotAllowed } from "~/kit/failures";
import { idOf } from "~/kit/id";
import { transaction, type Actor, type Desk } from "~/platform/desk.server";
import { enqueue } from "~/platform/jobs.server";
import { publish } from "~/platform/live.server";
import { decideReturn } from "~/returns/decide.server";
import { approveHeldJob } from "~/returns/jobs";

/** So long the approval of many can be taken back: nobody outside hears of it before. */
export const UNDO_MS = 10_000;

export type Held = { readonly held: string[]; readonly approvesAt: Date };

/**
 * Lets these requests be approved in a moment, unless that is taken back. Those that are no longer requests, or
 * that somebody else has just let be approved, are left out. @throws NotAllowed for who is no agent
 */
export async function approveSoon(desk: Desk, ids: readonly string[]): Promise<Held> {
  if (desk.actor.kind !== "agent") throw new NotAllowed("Only people approve returns");
  const { id: approvesBy } = desk.actor;
  const approvesAt = after(desk.now, UNDO_MS);
  return transaction(desk, async (inside) => {
    const rows = await inside.db.$queryRaw<Row[]>`
      UPDATE "returns" SET "approvesAt" = ${approvesAt}::timestamp(3), "approvesBy" = ${approvesBy}::uuid
      WHERE "shopId" = ${desk.shopId}::uuid AND "id" = ANY(${ids}::uuid[]) AND "stage" = 'requested'
        AND "shopifyId" IS NOT NULL AND "approvesAt" IS NULL
      RETURNING "id", "orderId"`;
    for (const { id } of rows) await enqueue(inside, approveHeldJob, { data: { id }, at: approvesAt });
    await tell(inside, rows);
    return { held: rows.map(({ id }) => id), approvesAt };
  });
}

/** Takes that back while there is time. Gives the ids that stay requests. */
export async function takeBack(desk: Desk, ids: readonly string[]): Promise<string[]> {
  return transaction(desk, async (inside) => {
    const rows = await inside.db.$queryRaw<Row[]>`
      UPDATE "returns" SET "approvesAt" = NULL, "approvesBy" = NULL
      WHERE "shopId" = ${desk.shopId}::uuid AND "id" = ANY(${ids}::uuid[]) AND "stage" = 'requested'
        AND "approvesAt" > ${desk.now}::timestamp(3)
      RETURNING "id", "orderId"`;
    await tell(inside, rows);
    return rows.map(({ id }) => id);
  });
}

/** What the agent at the desk can still take back. */
export async function listHeld({ db, actor, now }: Desk): Promise<string[]> {
  if (actor.kind !== "agent") return [];
  const where = { stage: "requested", approvesBy: actor.id, approvesAt: { gt: now } };
  return (await db.return.findMany({ where, select: { id: true } })).map(({ id }) => id);
}

/**
 * The worker's half: approves in the agent's name once the time to take it back is over. What Shopify refuses
 * stands among the requests again. @throws Unavailable, to be tried again
 */
export async function approveHeld(desk: Desk, { id }: { readonly id: string }): Promise<void> {
  const row = await desk.db.return.findFirst({
    where: { id, stage: "requested", approvesAt: { not: null } },
    select: { approvesAt: true, approvesBy: true, orderId: true },
  });
  if (!row?.approvesAt) return;
  // Taken back and let be approved anew meanwhile, or a clock that is behind.
  if (row.approvesAt > desk.now) return enqueue(desk, approveHeldJob, { data: { id }, at: row.approvesAt });
  const answer = await decideReturn({ ...desk, actor: await actorOf(desk, row.approvesBy) }, id, {
    verdict: "approve",
  });
  if (answer.decided || answer.because === "too-late") return;
  await desk.db.return.updateMany({ where: { id, stage: "requested" }, data: { approvesAt: null } });
  await tell(desk, [{ id, orderId: row.orderId }]);
}

type Row = { readonly id: string; readonly orderId: string };

async function tell(desk: Desk, rows: readonly Row[]): Promise<void> {
  for (const { id, orderId } of rows) await publish(desk, "team", { type: "return", id, orderId });
}

async function actorOf(desk: Desk, id: string | null): Promise<Actor> {
  const agent = id ? await desk.db.agent.findFirst({ where: { id } }) : null;
  if (!agent) return desk.actor;
  const { name, role, locale } = agent;
  return { kind: "agent", id: idOf<"Agent">(agent.id), name, role, locale };
}
