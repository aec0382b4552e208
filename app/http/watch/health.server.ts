import type { Request, Response } from "express";

import { startOfWork } from "~/platform/clock.server";
import { counters } from "~/platform/counters.server";
import { database } from "~/platform/db.server";

type Waiting = { deliveries: number; oldest: Date | null; outbox: number };

/**
 * Whether this process can do its work: 200 with what waits and what was counted, 503 when the database does
 * not answer. It names no shop and no person.
 */
export async function health(_request: Request, response: Response): Promise<void> {
  response.setHeader("cache-control", "no-store");
  try {
    const waiting = await whatWaits();
    response.status(200).json({ ok: true, waiting, counters: counters() });
  } catch {
    response.status(503).json({ ok: false, because: "The database does not answer", counters: counters() });
  }
}

async function whatWaits() {
  const [row] = await database().$queryRaw<Waiting[]>`
    SELECT count(*)::int AS "deliveries", min("receivedAt") AS "oldest", (SELECT count(*)::int FROM "outbox") AS "outbox"
    FROM "webhook_deliveries" WHERE "handledAt" IS NULL`;
  const { deliveries = 0, oldest = null, outbox = 0 } = row ?? {};
  const lagMs = oldest ? Math.max(0, startOfWork().getTime() - oldest.getTime()) : 0;
  return { deliveries, outbox, lagMs };
}
