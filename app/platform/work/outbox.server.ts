import type { PgBoss } from "pg-boss";
import type pg from "pg";

import { startOfWork } from "~/platform/clock.server";
import { log } from "~/platform/log.server";
import { inOneTransaction } from "~/platform/one-transaction.server";

import { priorityAt } from "./turns";

/** What a job carries through its queue. */
export type Envelope = {
  readonly shopId: string;
  readonly data: unknown;
  /** Jobs with the same key that have not begun are one. */
  readonly key: string;
  /** How often it was put off because somebody we depend on did not answer. */
  readonly waits?: number;
  /** The request or delivery that asked for it. */
  readonly requestId?: string;
};

type OutboxRow = {
  id: string;
  shopId: string;
  kind: string;
  name: string;
  data: unknown;
  singleton: string | null;
  runAt: Date | null;
  requestId: string | null;
};

/** The queues that a row goes to: its own name, or one for each reaction to an event. */
export type Names = (row: { readonly kind: string; readonly name: string }) => readonly string[];

/** Of one shop at a time, so that a shop with much to do stands beside the others, not before them. */
const SHARE = 100;

const NEXT = `
  WITH RECURSIVE waiting("shopId") AS (
    (SELECT "shopId" FROM "outbox" ORDER BY "shopId" LIMIT 1)
    UNION ALL
    SELECT (SELECT "shopId" FROM "outbox" WHERE "shopId" > waiting."shopId" ORDER BY "shopId" LIMIT 1)
    FROM waiting WHERE waiting."shopId" IS NOT NULL
  )
  SELECT o."id"::text, o."shopId", o."kind", o."name", o."data", o."singleton", o."runAt", o."requestId"
  FROM waiting CROSS JOIN LATERAL (
    SELECT * FROM "outbox" WHERE "shopId" = waiting."shopId" ORDER BY "id" LIMIT ${SHARE} FOR UPDATE SKIP LOCKED
  ) o`;

/** Moves waiting rows into their queues; rows and jobs change hands in one transaction. Gives how many it moved. */
export async function moveOutbox(boss: PgBoss, pool: pg.Pool, namesOf: Names): Promise<number> {
  return inOneTransaction(pool, async (client) => {
    const { rows } = await client.query<OutboxRow>(NEXT);
    const db = { executeSql: (text: string, values?: unknown[]) => client.query(text, values) };
    for (const [name, jobs] of byQueue(rows, namesOf)) await boss.insert(name, jobs, { db });
    await client.query(`DELETE FROM "outbox" WHERE "id" = ANY($1::bigint[])`, [rows.map(({ id }) => id)]);
    return rows.length;
  });
}

type QueuedJob = ReturnType<typeof jobFrom>;

function byQueue(rows: readonly OutboxRow[], namesOf: Names): Map<string, QueuedJob[]> {
  const queues = new Map<string, QueuedJob[]>();
  for (const row of rows) {
    for (const name of namesOf(row)) {
      const jobs = queues.get(name) ?? [];
      jobs.push(jobFrom(row, name));
      queues.set(name, jobs);
    }
  }
  return queues;
}

function jobFrom({ id, shopId, data, singleton, runAt, requestId }: OutboxRow, queue: string) {
  // The policy treats jobs without a key as one: whatever is not to be merged gets a key of its own.
  const singletonKey = `${shopId}:${singleton ?? id}`;
  const envelope: Envelope = { shopId, data, key: singletonKey, ...(requestId ? { requestId } : {}) };
  const priority = priorityAt(queue, shopId, (runAt ?? startOfWork()).getTime());
  return {
    data: envelope,
    singletonKey,
    priority,
    group: { id: shopId },
    ...(runAt ? { startAfter: runAt } : {}),
  };
}

/** Names known to nobody are told and left out. */
export function known(names: readonly string[], posts: object): readonly string[] {
  return names.filter((name) => {
    if (Object.hasOwn(posts, name)) return true;
    log.error("Work that nobody does was asked for", { job: name });
    return false;
  });
}
