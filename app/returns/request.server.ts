import { after, MINUTE } from "~/kit/days";
import { NotFound, Unavailable } from "~/kit/failures";
import { localeFor } from "~/kit/words";
import type { Id } from "~/kit/id";
import { writeAudit } from "~/ledger/audit.server";
import { maybeOrder } from "~/orders/orders.server";
import { OutcomeUnknown } from "~/platform/admin-client.server";
import { actorKey, transaction, type Desk } from "~/platform/desk.server";
import { newId } from "~/platform/id.server";
import { enqueue } from "~/platform/jobs.server";
import { settingsOf } from "~/shops/settings";

import type { ReturnableLine } from "./eligibility";
import { resumeRequestJob } from "./jobs";
import { keepReturn } from "./keep.server";
import { giveExceptionsBack, useExceptions } from "./policy/exceptions.server";
import type { Published } from "./policy/facts";
import { reasonOf } from "./policy/offer";
import { storedPolicy, StoredPolicy } from "./policy/stored";
import { whetherToAsk, type AskedLine, type RequestRefusal } from "./request";
import { hasLines, type ReturnView, type SeenReturn } from "./return";
import { listReturnable } from "./returnable.server";
import { findReturn, maybeReturnByClientId, takeTurn } from "./returns.server";
import { askReturn, askReturnIds, sendRequest, type ReturnInput, type Told } from "./shopify.server";

export type ReturnAsk = {
  readonly orderId: string;
  /** `id` is the fulfilled line's gid, as `listReturnable` gives it; `reason` one of the policy's handles. */
  readonly lines: readonly AskedLine[];
  readonly note: string | null;
  /** Ids of uploads that belong to whoever asks; others are left out. */
  readonly attachments: readonly string[];
  /** Made by the screen for this one wish, a UUID: the same one twice is one return. */
  readonly clientId: string;
  readonly conversationId: string | null;
};

/** "unknown": Shopify's answer was lost; it is found out within minutes, and the same clientId may ask again. */
export type Requested =
  | { readonly requested: true; readonly return: ReturnView }
  | { readonly requested: false; readonly because: RequestRefusal; readonly lineId?: string }
  | { readonly requested: false; readonly because: "in-progress" | "unknown" }
  | { readonly requested: false; readonly because: "refused"; readonly message: string };

const RESUME_MS = MINUTE;

/**
 * A shopper asks for a return, or an agent for them, by the same rules. Written down first, then asked of
 * Shopify, whose count of what can come back has the last word: no unit is ever in two returns.
 * @throws NotFound for an order that is not this shop's (nobody is asked); Unavailable when nothing was done.
 */
export async function requestReturn(desk: Desk, ask: ReturnAsk): Promise<Requested> {
  if (!(await maybeOrder(desk, ask.orderId))) throw new NotFound("No such order");
  const known = await maybeReturnByClientId(desk, ask.clientId);
  if (known) return standing(known, ask);
  const { lines, judging } = await listReturnable(desk, ask.orderId);
  const attachments = await ownUploads(desk, ask.attachments);
  const verdict = whetherToAsk(
    { lines: ask.lines, ...evidence(desk, ask, attachments) },
    { ...judging, lines },
  );
  if (!verdict.ok) {
    // The same click may have got through while this one was still counting what is left.
    const meanwhile = await maybeReturnByClientId(desk, ask.clientId);
    return meanwhile ? standing(meanwhile, ask) : { requested: false, ...withoutOk(verdict) };
  }
  const { published, order } = judging;
  const policy = storedPolicy(published, verdict.lines, order.total);
  const id = await writeDown(desk, ask, { lines, published, attachments, policy });
  return id ? send(desk, id, inputOf(ask, policy)) : { requested: false, because: "in-progress" };
}

/**
 * Finds out what became of a request whose answer was lost: looks among the order's returns, and asks again
 * only when it is not there.
 */
export async function resumeRequest(desk: Desk, { id }: { readonly id: string }): Promise<void> {
  const row = await desk.db.return.findFirst({ where: { id, shopifyId: null }, include: { lines: true } });
  if (!row || (await found(desk, row.orderId, row.lines))) return;
  const lines = row.lines.map(({ fulfillmentLineId, quantity, reason }) => ({
    fulfillmentLineId,
    quantity,
    reason,
  }));
  const { orderId, note } = row;
  const policy = StoredPolicy.safeParse(row.policy);
  const fees = policy.success ? policy.data.fees : null;
  const answer = await send(desk, row.id as Id<"Return">, { orderId, note, lines, fees });
  if (!answer.requested && answer.because === "unknown")
    throw new Unavailable("Shopify's answer was lost again");
}

/** An agent has seen and heard in the conversation what is wrong; a shopper shows and says it here. */
function evidence({ actor }: Desk, { note }: ReturnAsk, attachments: readonly string[]) {
  const isAgent = actor.kind === "agent";
  return { photos: isAgent ? 1 : attachments.length, hasComment: isAgent || Boolean(note?.trim()) };
}

function standing(known: ReturnView, ask: ReturnAsk): Requested {
  if (known.orderId !== ask.orderId) throw new NotFound("No such return");
  return known.shopifyId ? { requested: true, return: known } : { requested: false, because: "in-progress" };
}

type Facts = {
  readonly lines: readonly ReturnableLine[];
  readonly published: Published;
  readonly attachments: readonly string[];
  readonly policy: StoredPolicy;
};

/**
 * The row, before anybody is called; null when this wish was written by another click just now, or when another
 * wish for one of its lines still waits for Shopify: two that wait could not be told apart by their lines.
 */
async function writeDown(desk: Desk, ask: ReturnAsk, facts: Facts): Promise<Id<"Return"> | null> {
  const id = newId<"Return">();
  return transaction(desk, async (inside) => {
    await takeTurn(inside, ask.orderId);
    if (await isWaiting(inside, ask)) return null;
    const { policy } = facts;
    const row = {
      shopId: desk.shopId,
      id,
      orderId: ask.orderId,
      conversationId: ask.conversationId,
      stage: "requested",
      requestedBy: actorKey(desk.actor),
      clientId: ask.clientId,
      note: ask.note,
      policy,
      requestedAt: desk.now,
      updatedAt: desk.now,
    };
    const { count } = await inside.db.return.createMany({ data: [row], skipDuplicates: true });
    if (count === 0) return null;
    // Another return of the same person used it up while this one was counting: judged anew, it will hear so.
    if (!(await useExceptions(inside, usedUp(policy)))) throw new Unavailable("The exception was just used");
    await inside.db.returnLine.createMany({
      data: ask.lines.map((line) => lineRow(desk, { id, line }, facts)),
    });
    await inside.db.attachment.updateMany({
      where: { id: { in: [...facts.attachments] } },
      data: { returnId: id },
    });
    await writeAudit(inside, {
      action: "return.asked",
      subject: id,
      after: { orderId: ask.orderId, lines: ask.lines.map((line) => ({ ...line })) },
    });
    await enqueue(inside, resumeRequestJob, { data: { id }, at: after(desk.now, RESUME_MS) });
    return id;
  });
}

/** The one-time exceptions that let any of these lines through. */
function usedUp({ verdicts }: StoredPolicy): string[] {
  const once = verdicts.flatMap(({ exception }) => (exception?.kind === "once" ? [exception.id] : []));
  return [...new Set(once)];
}

async function isWaiting({ db }: Desk, { orderId, lines }: ReturnAsk): Promise<boolean> {
  const some = { fulfillmentLineId: { in: lines.map(({ id }) => id) } };
  return (await db.return.count({ where: { orderId, shopifyId: null, lines: { some } } })) > 0;
}

function lineRow(desk: Desk, { id, line }: { id: string; line: AskedLine }, { lines, published }: Facts) {
  const of = lines.find((row) => row.id === line.id);
  const reason = reasonOf(published.policy, line);
  const locale = localeFor("locale" in desk.actor ? desk.actor.locale : desk.shop.locale);
  return {
    shopId: desk.shopId,
    id: newId(),
    returnId: id,
    lineId: of?.lineId ?? "",
    fulfillmentLineId: line.id,
    title: of?.title ?? "",
    quantity: line.quantity,
    restock: settingsOf(desk).restockReturned && reason?.photo !== "required",
    reason: line.reason,
    reasonLabel: reason?.label[locale] ?? line.reason,
  };
}

async function send(desk: Desk, id: Id<"Return">, input: ReturnInput): Promise<Requested> {
  let told: Told;
  try {
    told = await sendRequest(desk, input);
  } catch (error) {
    if (error instanceof OutcomeUnknown) return lost(desk, id, input);
    await withdraw(desk, id);
    throw error;
  }
  if (!told.ok) {
    await withdraw(desk, id);
    return { requested: false, because: "refused", message: told.message };
  }
  const seen = await askReturn(desk, told.shopifyId);
  if (seen) await keepReturn(desk, seen);
  return { requested: true, return: await findReturn(desk, id) };
}

/** The answer is lost, the return perhaps not. */
async function lost(desk: Desk, id: Id<"Return">, input: ReturnInput): Promise<Requested> {
  const isThere = await found(desk, input.orderId, input.lines).catch(() => false);
  return isThere
    ? { requested: true, return: await findReturn(desk, id) }
    : { requested: false, because: "unknown" };
}

/** Whether the order has a return with these lines that none of our rows knows; it becomes the waiting row's. */
async function found(desk: Desk, orderId: string, lines: ReturnInput["lines"]): Promise<boolean> {
  const ids = await askReturnIds(desk, orderId);
  const rows = await desk.db.return.findMany({
    where: { shopifyId: { in: ids } },
    select: { shopifyId: true },
  });
  const known = new Set(rows.map(({ shopifyId }) => shopifyId));
  const fresh: SeenReturn[] = [];
  for (const id of ids.filter((one) => !known.has(one))) {
    const seen = await askReturn(desk, id);
    if (seen && hasLines(seen, lines)) fresh.push(seen);
  }
  const [first] = fresh;
  if (first) await keepReturn(desk, first);
  return first !== undefined;
}

/** Takes back what was written down: Shopify said no. The photos stay where they were uploaded. */
async function withdraw(desk: Desk, id: Id<"Return">): Promise<void> {
  await transaction(desk, async (inside) => {
    await inside.db.attachment.updateMany({ where: { returnId: id }, data: { returnId: null } });
    const row = await inside.db.return.findFirst({
      where: { id, shopifyId: null },
      select: { policy: true },
    });
    const { count } = await inside.db.return.deleteMany({ where: { id, shopifyId: null } });
    const policy = StoredPolicy.safeParse(row?.policy);
    if (policy.success) await giveExceptionsBack(inside, usedUp(policy.data));
    if (count > 0) await writeAudit(inside, { action: "return.refused", subject: id });
  });
}

async function ownUploads(desk: Desk, ids: readonly string[]): Promise<string[]> {
  const { actor } = desk;
  const whose =
    actor.kind === "shopper" ? { visitorId: actor.visitorId } : actor.kind === "agent" ? {} : null;
  if (!whose || ids.length === 0) return [];
  const rows = await desk.db.attachment.findMany({
    where: { id: { in: [...ids] }, returnId: null, ...whose },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

function inputOf({ orderId, note, lines }: ReturnAsk, { fees }: StoredPolicy): ReturnInput {
  return {
    orderId,
    note,
    fees,
    lines: lines.map(({ id, quantity, reason }) => ({ fulfillmentLineId: id, quantity, reason })),
  };
}

function withoutOk({ because, lineId }: { because: RequestRefusal; lineId?: string }) {
  return lineId === undefined ? { because } : { because, lineId };
}
