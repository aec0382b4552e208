import type { Prisma } from "@prisma/client";

import { after } from "~/kit/days";
import { Unavailable } from "~/kit/failures";
import type { Id } from "~/kit/id";
import type { Money } from "~/kit/money";
import { OutcomeUnknown } from "~/platform/admin-client.server";
import { startOfWork } from "~/platform/clock.server";
import type { Desk } from "~/platform/desk.server";
import { log } from "~/platform/log.server";
import { isOff } from "~/shops/switches";

import { isAged, isForsaken, isStale, isUnderWay, nextLook, type Intent } from "./intent";
import { findIntent, lookAfter, moveIntent } from "./intents.server";

type Because = { readonly because: string };

/** What Shopify's books say of an intent; "pending" while the payment provider has not confirmed it. */
export type Booked =
  | {
      readonly paid: true | "pending";
      readonly refundId: string | null;
      /** How much, where it need not be what was wished. */
      readonly amount?: Money;
    }
  | { readonly paid: false; readonly because: string };

/** The last look before sending: the exact request, or why not (with what the person should see instead). */
export type Ready<Refusal> =
  | { readonly go: true; readonly request: Prisma.InputJsonObject }
  | { readonly go: false; readonly refusal: Refusal };

/** How one kind of intent is carried out; the order of the steps and their safety are the ledger's. */
export type Mover<Refusal extends Because> = {
  /** Reads afresh and decides. Nothing may be changed here. */
  ready(desk: Desk, intent: Intent): Promise<Ready<Refusal>>;
  /** Asks Shopify, once. @throws when the answer is lost. */
  send(desk: Desk, intent: Intent): Promise<Booked>;
  /** Looks the intent up in Shopify's books; null when they do not know it. */
  trace(desk: Desk, intent: Intent): Promise<Booked | null>;
  /** Shopify pays this request once however often it is sent (an idempotency key goes with it). */
  readonly isSafeToRepeat: boolean;
  /** What else is true once money moved; written in the same transaction. */
  record(desk: Desk, intent: Intent): Promise<void>;
};

export type Carried<Refusal> = { readonly intent: Intent; readonly refusal: Refusal | null };

/** Takes a prepared intent to its end, or as far as the answers go. Only one caller gets past "prepared". */
export async function carryOut<Refusal extends Because>(
  desk: Desk,
  mover: Mover<Refusal>,
  prepared: Intent,
): Promise<Carried<Refusal>> {
  if (isOff(desk, "refunds")) return { intent: await giveUp(desk, prepared, "stopped"), refusal: null };
  let ready: Ready<Refusal>;
  try {
    ready = await mover.ready(desk, prepared);
  } catch (error) {
    await giveUp(desk, prepared, "unavailable");
    throw error;
  }
  if (!ready.go)
    return { intent: await giveUp(desk, prepared, ready.refusal.because), refusal: ready.refusal };
  const change = { request: ready.request, sentAt: startOfWork() };
  const sent = await moveIntent(desk, prepared, { to: "sent", change });
  if (!sent) return { intent: await findIntent(desk, prepared.id), refusal: null };
  const asked = await submit(desk, { mover, intent: sent }, "first");
  return { intent: asked.state === "unknown" ? await look(desk, mover, asked) : asked, refusal: null };
}

/**
 * Finds out what became of an intent, by Shopify's own books, and finishes it. May be called at any time and
 * any number of times; while somebody may still be waiting for an answer it does nothing but come back later.
 */
export async function resolveIntent<Refusal extends Because>(
  desk: Desk,
  mover: Mover<Refusal>,
  id: Id<"MoneyIntent">,
): Promise<Intent> {
  const seen = await findIntent(desk, id);
  const settled = await step(desk, mover, seen);
  if (isUnderWay(settled.state)) await lookAfter(desk, id, after(desk.now, nextLook(settled.state)));
  return settled;
}

async function step<Refusal extends Because>(
  desk: Desk,
  mover: Mover<Refusal>,
  seen: Intent,
): Promise<Intent> {
  if (!isUnderWay(seen.state)) return seen;
  if (seen.state === "prepared") {
    if (isStale(seen, desk.now)) return giveUp(desk, seen, "too-late");
    return isForsaken(seen, desk.now) ? (await carryOut(desk, mover, seen)).intent : seen;
  }
  return look(desk, mover, seen);
}

/** Reads Shopify's books; asks again only when they do not know the intent and asking again cannot pay twice. */
async function look<Refusal extends Because>(
  desk: Desk,
  mover: Mover<Refusal>,
  seen: Intent,
): Promise<Intent> {
  let booked: Booked | null;
  try {
    booked = await mover.trace(desk, seen);
  } catch (error) {
    if (error instanceof Unavailable) return seen;
    throw error;
  }
  if (booked) return settle(desk, { mover, intent: seen }, booked);
  if (seen.state === "pending") return seen;
  const mayRepeat = isForsaken(seen, desk.now) || (seen.state === "unknown" && mover.isSafeToRepeat);
  return mayRepeat ? askAgain(desk, mover, seen) : seen;
}

/** The same request once more, with the same key, or the end of patience. */
async function askAgain<Refusal extends Because>(
  desk: Desk,
  mover: Mover<Refusal>,
  seen: Intent,
): Promise<Intent> {
  if (isOff(desk, "refunds")) return seen;
  const unknown = seen.state === "unknown" ? seen : await moveIntent(desk, seen, { to: "unknown" });
  if (!unknown) return findIntent(desk, seen.id);
  if (isAged(unknown, desk.now))
    return settle(desk, { mover, intent: unknown }, { paid: false, because: "no-trace" });
  const sent = await moveIntent(desk, unknown, { to: "sent", change: { sentAt: startOfWork() } });
  return sent ? submit(desk, { mover, intent: sent }, "again") : findIntent(desk, seen.id);
}

type Going<Refusal extends Because> = { readonly mover: Mover<Refusal>; readonly intent: Intent };

async function submit<Refusal extends Because>(
  desk: Desk,
  going: Going<Refusal>,
  turn: "first" | "again",
): Promise<Intent> {
  const { mover, intent } = going;
  try {
    const booked = await mover.send(desk, intent);
    // Refused because the first request, thought lost, was carried out after all? The books know.
    const standing = booked.paid || turn === "first" ? booked : ((await mover.trace(desk, intent)) ?? booked);
    return await settle(desk, going, standing);
  } catch (error) {
    // Shopify said that it did nothing (throttled, signed out): the same as never asked.
    if (error instanceof Unavailable && turn === "first") return giveUp(desk, intent, "unavailable");
    if (!isLost(error)) log.error("Shopify's answer to a refund was not understood", { error });
    const unknown = await moveIntent(desk, intent, { to: "unknown", change: { sentAt: startOfWork() } });
    return unknown ?? findIntent(desk, intent.id);
  }
}

/** Writes the end down: the intent, what follows from it and the audit row in one transaction. */
async function settle<Refusal extends Because>(
  desk: Desk,
  { mover, intent }: Going<Refusal>,
  booked: Booked,
): Promise<Intent> {
  if (booked.paid === "pending" && intent.state === "pending") return intent;
  const moved = booked.paid
    ? await moveIntent(desk, intent, {
        to: booked.paid === "pending" ? "pending" : "succeeded",
        change: {
          refundId: booked.refundId,
          ...(booked.paid === "pending" ? {} : { settledAt: desk.now }),
          ...(booked.amount ? { request: { ...(intent.request as object), booked: booked.amount } } : {}),
        },
        // What follows from a booked refund has followed when the provider's word comes.
        also: (inside, now) => (intent.state === "pending" ? Promise.resolve() : mover.record(inside, now)),
      })
    : await moveIntent(desk, intent, {
        to: "failed",
        change: { failure: booked.because, settledAt: desk.now },
      });
  return moved ?? findIntent(desk, intent.id);
}

/** The wish ends before anything was moved; the same clientId may wish again. */
async function giveUp(desk: Desk, intent: Intent, failure: string): Promise<Intent> {
  const change = { failure, settledAt: desk.now, sentAt: null };
  return (await moveIntent(desk, intent, { to: "failed", change })) ?? findIntent(desk, intent.id);
}

function isLost(error: unknown): boolean {
  return error instanceof OutcomeUnknown || error instanceof Unavailable;
}
