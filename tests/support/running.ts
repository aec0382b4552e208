import os from "node:os";

import type { RequestHandler } from "express";

import { webhookDoor } from "~/http/webhook.server";
import { closeDeliveries } from "~/platform/webhooks/deliveries.server";
import { startIntake } from "~/platform/webhooks/intake.server";
import { startShift } from "~/platform/work.server";
import { posts } from "~/wiring/jobs.server";
import { reactionsTo } from "~/wiring/reactions.server";
import { readDelivery } from "~/wiring/webhooks.server";

import { readAppConfig } from "../dev-store/config.ts";
import { payloadOf } from "../dev-store/payloads/payload.ts";
import { Webhooks } from "../dev-store/webhooks.ts";
import type { TestDesk } from "./desk";
import { office } from "./internet";
import { serve } from "./shopify-calls";

export type Running = {
  /** Between the store and our door: duplicates, delays, losses. */
  readonly webhooks: Webhooks;
  readonly doorUrl: string;
  stop(): Promise<void>;
};

/** The app as it runs: the webhook door, the intake and a worker, with the store's webhooks coming in. */
export async function running(shop: TestDesk): Promise<Running> {
  const handler: RequestHandler = (request, response) => void webhookDoor(request, response);
  const door = await serve("/webhooks", handler);
  const webhooks = new Webhooks({
    config: readAppConfig(),
    secret: process.env["SHOPIFY_API_SECRET"] ?? "",
    office,
    clock: { now: () => new Date() },
    app: () => door.url,
    payload: payloadOf,
    retryAfter: [50, 100, 200],
  });
  webhooks.follow(shop.store);
  const endIntake = startIntake(readDelivery);
  const endShift = await startShift({ posts, reactionsTo });
  return {
    webhooks,
    doorUrl: door.url,
    stop: async () => {
      await webhooks.close();
      await endIntake();
      await endShift();
      await door.close();
      await closeDeliveries();
    },
  };
}

/** Waits until it holds; answers after how many milliseconds. Fails after `patience`, with the last trouble if any. */
export async function until(holds: () => Promise<boolean>, patience = 10_000): Promise<number> {
  const begin = performance.now();
  let trouble: unknown = new Error("It never came to pass");
  for (;;) {
    const held = await holds().catch((error: unknown) => {
      trouble = error;
      return false;
    });
    if (held) return performance.now() - begin;
    if (performance.now() - begin > patience) throw trouble;
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

/** How many times longer than on an idle machine things may take now: how many wait for each core. */
export function crowding(): number {
  return Math.max(1, (os.loadavg()[0] ?? 1) / os.availableParallelism());
}
