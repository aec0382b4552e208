import { randomUUID } from "node:crypto";

import { receiveMessage } from "~/conversations/receive.server";
import type { Desk } from "~/platform/desk.server";

/** A message of the shopper at this desk; fails the test when it is refused. */
export async function say(shopper: Desk, text: string, clientId: string = randomUUID()) {
  if (shopper.actor.kind !== "shopper") throw new Error("Only shoppers say");
  const received = await receiveMessage(shopper, { visitorId: shopper.actor.visitorId, clientId, text });
  if (!received.received) throw new Error(`Not received: ${received.because}`);
  return received;
}

export function draft(text: string, clientId: string = randomUUID()) {
  return { clientId, text };
}

/** Tries again, as a browser does, when every connection to the database is busy for two seconds. */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error)) throw error;
    }
  }
}

function isBusy(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    ("code" in error && error.code === "P2028") || error.message.startsWith("timeout exceeded when trying")
  );
}
