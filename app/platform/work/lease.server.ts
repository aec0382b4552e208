import { AsyncLocalStorage } from "node:async_hooks";

import { Prisma } from "@prisma/client";

/** What a worker may do: one attempt at one job of a queue. */
export type Lease = { readonly queue: string; readonly jobId: string; readonly attempt: number };

/** The job is somebody else's by now: this worker was away for too long. Nothing of its transaction was written. */
class LeaseLost extends Error {
  override readonly name = "LeaseLost";
}

const leases = new AsyncLocalStorage<Lease>();

/** Whatever is done meanwhile is done under this lease. */
export function underLease<T>(lease: Lease, work: () => Promise<T>): Promise<T> {
  return leases.run(lease, work);
}

/**
 * Inside a transaction of a job: keeps the job from being given to another worker until the transaction ends.
 * Outside a job it does nothing.
 * @throws LeaseLost when another worker has it already
 */
export async function holdLease(db: { $queryRaw(query: Prisma.Sql): PromiseLike<unknown> }): Promise<void> {
  const lease = leases.getStore();
  if (!lease) return;
  // A job that is taken from a worker is deleted and written anew, which waits for this lock; a heartbeat does not.
  const held = (await db.$queryRaw(Prisma.sql`
    SELECT 1 AS "held" FROM "pgboss"."job"
    WHERE "name" = ${lease.queue} AND "id" = ${lease.jobId}::uuid AND "state" = 'active' AND "retry_count" = ${lease.attempt}
    FOR KEY SHARE`)) as unknown[];
  if (held.length === 0) throw new LeaseLost(lease.queue);
}
