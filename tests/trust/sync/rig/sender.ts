import { randomUUID } from "node:crypto";

import { deliver } from "../../../support/shopify-calls.ts";
import { pause } from "./programs.ts";

/** One webhook to be sent: its number for the sender, and what Shopify would say. */
export type Letter = { readonly shop: string; readonly topic: string; readonly body: string };

export type Sent = {
  readonly webhookId: string;
  /** HTTP status of the answer that counted; null when none ever came. */
  status: number | null;
  /** Milliseconds of that answer. */
  ms: number;
  /** Every answer that was no 2xx, and the codes of connections that broke. */
  readonly troubles: string[];
};

export type Manner = {
  readonly perSecond: number;
  /** The address for this attempt: another one when a balancer knows that one is down. */
  readonly to: (attempt: number) => string;
  /** Milliseconds before each further attempt, as Shopify's but compressed; none: one attempt. */
  readonly retryAfter?: readonly number[];
};

/** Sends letters at a steady rate, whatever the answers, and each again until it is taken or given up. */
export async function send(letters: readonly Letter[], manner: Manner): Promise<Sent[]> {
  const begin = performance.now();
  const under: Promise<Sent>[] = [];
  for (const [position, letter] of letters.entries()) {
    const due = begin + (position / manner.perSecond) * 1_000;
    if (due > performance.now()) await pause(due - performance.now());
    under.push(sendOne(letter, manner));
  }
  return Promise.all(under);
}

async function sendOne(letter: Letter, { to, retryAfter = [] }: Manner): Promise<Sent> {
  const sent: Sent = { webhookId: randomUUID(), status: null, ms: 0, troubles: [] };
  const headers = { "x-shopify-webhook-id": sent.webhookId, "x-shopify-event-id": randomUUID() };
  for (const [attempt, wait] of [0, ...retryAfter].entries()) {
    await pause(wait);
    const began = performance.now();
    try {
      const answer = await deliver(to(attempt), { ...letter, headers });
      await answer.arrayBuffer();
      Object.assign(sent, { status: answer.status, ms: performance.now() - began });
      if (answer.ok) return sent;
      sent.troubles.push(String(answer.status));
    } catch (error) {
      sent.troubles.push(codeOf(error));
    }
  }
  return sent;
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : String(cause);
}

/** The value that this share (0.99) of the numbers does not exceed. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/** Long runs only when asked for. */
export function times(short: number, long: number): number {
  return process.env["TRUST_LONG"] ? long : short;
}
