import type { Money } from "~/kit/money";
import { idOf } from "~/kit/id";
import type { Desk } from "~/platform/desk.server";
import { newId } from "~/platform/id.server";
import { isOff } from "~/shops/switches";
import { actorName } from "~/team/agents.server";

import { askApproval } from "./approvals.server";
import { carryOut, type Mover } from "./carry.server";
import type { Intent } from "./intent";
import type { LimitName } from "./limit";
import { prepareIntent, type MoneyWish } from "./prepare.server";
import type { Paid } from "./verdict";

type Because = { readonly because: string };

/**
 * The one way in which money moves, for people, rules and the assistant: written down under its key, measured
 * against the actor's limits, read afresh, sent once, settled by Shopify's books.
 * @throws NotAllowed, NotFound, Unavailable when nothing was done
 */
export async function pay<Refusal extends Because>(
  desk: Desk,
  mover: Mover<Refusal>,
  wish: MoneyWish,
): Promise<Paid<Refusal>> {
  if (isOff(desk, "refunds")) return { kind: "stopped" };
  const prepared = await prepareIntent(desk, wish);
  if (prepared.standing === "decided") return { kind: "decided" };
  if (prepared.standing === "above") return above(desk, { mover, wish }, prepared.exceeds);
  const { standing, intent } = prepared;
  if (standing === "same") return { kind: "known", intent };
  if (standing === "other") return { kind: "busy", intent };
  return { kind: "carried", ...(await carryOut(desk, mover, intent)) };
}

type Going<Refusal extends Because> = { readonly mover: Mover<Refusal>; readonly wish: MoneyWish };

/** What somebody else is asked to approve is looked at first: nobody approves what could not be paid. */
async function above<Refusal extends Because>(
  desk: Desk,
  { mover, wish }: Going<Refusal>,
  exceeds: readonly LimitName[],
): Promise<Paid<Refusal>> {
  if (wish.approval) return { kind: "above", exceeds };
  const refusal = await whyNotNow(desk, mover, wish);
  if (refusal) return { kind: "refused", refusal };
  return { kind: "asked", approval: await askApproval(desk, wish, exceeds) };
}

/** The same look that a payment takes before it is sent, without paying: why it could not be paid now, or null. */
export async function whyNotNow<Refusal extends Because>(
  desk: Desk,
  mover: Mover<Refusal>,
  wish: MoneyWish,
): Promise<Refusal | null> {
  const ready = await mover.ready(desk, unwritten(desk, wish));
  return ready.go ? null : ready.refusal;
}

/** A wish as if it were written down; nobody will find it anywhere. */
function unwritten(desk: Desk, wish: MoneyWish): Intent {
  const { kind, orderId, returnId, conversationId, clientId, request } = wish;
  const amount: Money = wish.amount;
  return {
    ...{ id: idOf<"MoneyIntent">(newId()), kind, orderId, conversationId, clientId, amount, request },
    returnId: returnId ?? null,
    approvalId: wish.approval?.id ?? null,
    key: "",
    booked: null,
    state: "prepared",
    refundId: null,
    failure: null,
    actorName: actorName(desk.actor),
    createdAt: desk.now,
    sentAt: null,
    settledAt: null,
  };
}
