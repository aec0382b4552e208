import { addDays } from "~/kit/days";
import { startOfWork } from "~/platform/clock.server";
import { database } from "~/platform/db.server";
import { eraseStrays } from "~/privacy/erase/strays.server";

import { WEBHOOK_DAYS } from "./terms";

/** Erases what belongs to no desk and is past its use: deliveries, counters, and sessions that nobody can go on with. */
export async function dropAgedOfHouse(): Promise<void> {
  const now = startOfWork();
  const before = addDays(now, -WEBHOOK_DAYS);
  // The oldest have the lowest numbers: no index on their time is needed, which would cost every delivery something.
  await emptied(
    () => database().$executeRaw`
      DELETE FROM "webhook_deliveries" WHERE "id" IN (
        SELECT "id" FROM (SELECT "id", "receivedAt" FROM "webhook_deliveries" ORDER BY "id" LIMIT 2000) AS oldest
        WHERE "receivedAt" < ${before})`,
  );
  await emptied(
    () => database().$executeRaw`
      DELETE FROM "rate_limits" WHERE "key" IN (
        SELECT "key" FROM "rate_limits" WHERE "expire" < ${BigInt(now.getTime())} LIMIT 2000)`,
  );
  await database().session.deleteMany({ where: { isOnline: true, expires: { lt: before } } });
  await eraseStrays();
}

/** One round takes at most so many batches; what is left waits for the next. */
const MOST_BATCHES = 200;

async function emptied(batch: () => PromiseLike<number>): Promise<void> {
  for (let n = 0; n < MOST_BATCHES; n += 1) if ((await batch()) === 0) return;
}
