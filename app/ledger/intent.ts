import type { Id } from "~/kit/id";
import type { Money } from "~/kit/money";

export type IntentKind = "refund" | "return-refund" | "cancel";

/**
 * prepared: written down, nobody was called. sent: the request is on its way, or its sender died.
 * unknown: the answer was lost. pending: Shopify booked it, the payment provider has not confirmed it yet.
 * succeeded and failed: Shopify's books say so.
 */
export type IntentState = "prepared" | "sent" | "unknown" | "pending" | "succeeded" | "failed";

/** One wish to move money. Its key never changes, and there is never a second key for it. */
export type Intent = {
  readonly id: Id<"MoneyIntent">;
  readonly kind: IntentKind;
  readonly orderId: string;
  readonly returnId: Id<"Return"> | null;
  /** The conversation in which it was wished. */
  readonly conversationId: string | null;
  /** The approval that let it through, when it was above somebody's limit. */
  readonly approvalId: string | null;
  readonly clientId: string;
  readonly key: string;
  /** In the money the customer paid with. */
  readonly amount: Money;
  /** What Shopify's books say was paid, where that need not be the amount: a cancellation pays what is left. */
  readonly booked: Money | null;
  readonly state: IntentState;
  /** What was wished and, from "sent" on, exactly what Shopify was asked. The kind's mover knows the shape. */
  readonly request: unknown;
  readonly refundId: string | null;
  readonly failure: string | null;
  readonly actorName: string;
  readonly createdAt: Date;
  /** When Shopify was last asked; null while it surely was not. */
  readonly sentAt: Date | null;
  readonly settledAt: Date | null;
};

const moves: Record<IntentState, readonly IntentState[]> = {
  prepared: ["sent", "failed"],
  sent: ["succeeded", "pending", "failed", "unknown"],
  unknown: ["sent", "succeeded", "pending", "failed"],
  pending: ["succeeded", "failed"],
  succeeded: [],
  // Only a wish that never reached Shopify comes back to life; the shelf sees to that.
  failed: ["prepared"],
};

export function mayMove(from: IntentState, to: IntentState): boolean {
  return moves[from].includes(to);
}

export function isUnderWay(state: IntentState): boolean {
  return state !== "succeeded" && state !== "failed";
}

/** When the worker first looks after an intent. */
export const LOOK_MS = 20_000;

/** What was lost and has left no trace in this time will leave none: a request gives up after 30 s. */
const QUIET_MS = 60_000;

/** A sender who has not reported by then is dead: its client waits out throttling six times at most. */
const DEAD_MS = 5 * 60_000;

/** From then on a person, not a machine, decides about an intent without trace. */
export const PATIENCE_MS = 15 * 60_000;

/** A wish that nobody got round to for so long is not carried out any more: whoever wished it has moved on. */
const STALE_MS = 24 * 60 * 60_000;

/** Whether nobody can still be at it: no sender alive, no request on its way. */
export function isForsaken(intent: Intent, now: Date): boolean {
  const idle = now.getTime() - (intent.sentAt ?? intent.createdAt).getTime();
  return idle >= (intent.state === "sent" ? DEAD_MS : QUIET_MS);
}

export function isAged(intent: Intent, now: Date): boolean {
  return now.getTime() - intent.createdAt.getTime() > PATIENCE_MS;
}

/** Whether a prepared wish is too old to be paid without being wished again. */
export function isStale(intent: Intent, now: Date): boolean {
  return now.getTime() - intent.createdAt.getTime() > STALE_MS;
}

/** When to look again: soon, and at leisure for what only waits for the payment provider. */
export function nextLook(state: IntentState): number {
  return state === "pending" ? PATIENCE_MS : 60_000;
}

/** The mark by which an intent's refund is recognised in Shopify's books: the end of its id, all chance. */
export function markOf(intent: Pick<Intent, "id">): string {
  return `Goodturn ${intent.id.replaceAll("-", "").slice(-12)}`;
}

/** The note that goes to Shopify with the money: the person's words and the mark. */
export function markedNote(intent: Pick<Intent, "id">, note: string | null): string {
  return note ? `${note} (${markOf(intent)})` : markOf(intent);
}
