import { PgBoss, type Job as BossJob } from "pg-boss";
import pg from "pg";

import type { Id } from "~/kit/id";
import { NotFound } from "~/kit/failures";

import { database } from "./db.server";
import { openDesk, type Desk } from "./desk.server";
import { log } from "./log.server";
import { startRounds } from "./rounds.server";
import { addressOf } from "./walls.server";

/** One kind of work as the worker runs it. `parallel` is how many at once in this process. */
export type Post = { readonly run: (desk: Desk, data: never) => Promise<void>; readonly parallel?: number };

export type Shift = {
  /** Work by name ("room.verb"). */
  readonly posts: Readonly<Record<string, Post>>;
  /** Names of the reactions to an event; each runs as its own job, so one that fails stops no other. */
  readonly reactionsTo: (event: string) => readonly string[];
};

type Envelope = { shopId: string; data: unknown };
type OutboxRow = {
  id: string;
  shopId: string;
  kind: string;
  name: string;
  data: unknown;
  singleton: string | null;
  runAt: Date | null;
};

const DEAD = "dead-letters";
const RETRIES = {
  retryLimit: 8,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 300,
  expireInSeconds: 300,
};

/** Starts working: moves the outbox into queues and runs what is in them. Call the answer to stop. */
export async function startShift(shift: Shift): Promise<() => Promise<void>> {
  const boss = new PgBoss({
    connectionString: addressOf("no shop"),
    max: 4,
    useListenNotify: true,
    // The migrations made it, and gave it to the app's role.
    createSchema: false,
  });
  boss.on("error", (error) => log.error("The queue reports an error", { error }));
  await boss.start();
  await boss.createQueue(DEAD);
  for (const [name, post] of Object.entries(shift.posts)) await open(boss, name, post);
  const pool = new pg.Pool({ connectionString: addressOf("every shop"), max: 2 });
  pool.on("error", (error) => log.warn("A database connection broke", { error }));
  const stopMoving = startRounds({
    channel: "outbox",
    step: async () => (await moveOutbox(boss, pool, shift)) === BATCH,
  });
  return async () => {
    await stopMoving();
    await boss.stop({ graceful: true, timeout: 25_000 });
    await pool.end();
  };
}

async function open(boss: PgBoss, name: string, post: Post): Promise<void> {
  // "short": of jobs with one singleton key only one waits at a time; the next may wait while one runs.
  await boss.createQueue(name, { policy: "short", deadLetter: DEAD, notify: true, ...RETRIES });
  for (let seat = 0; seat < (post.parallel ?? 2); seat += 1) await seatWorker(boss, name, post);
}

async function seatWorker(boss: PgBoss, name: string, post: Post): Promise<void> {
  const polling = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 5 };
  const worker: string = await boss.work<Envelope>(name, polling, async ([job]) => {
    // Left alone, a worker rests after each job until the next notice; what already waits gets none.
    boss.notifyWorker(worker);
    if (job) await runJob(post, job);
  });
}

async function runJob(post: Post, job: BossJob<Envelope>): Promise<void> {
  try {
    const desk = await openDesk({ id: job.data.shopId as Id<"Shop"> }, { kind: "system" });
    await post.run(desk, job.data.data as never);
  } catch (error) {
    // A shop that has left needs nothing any more.
    if (error instanceof NotFound && error.message === "No such shop") return;
    log.warn("A job failed and will be tried again", { job: job.name, error });
    throw error;
  }
}

const BATCH = 200;

/** Moves waiting rows into their queues; rows and jobs change hands in one transaction. Gives how many it moved. */
async function moveOutbox(boss: PgBoss, pool: pg.Pool, shift: Shift): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const { rows } = await client.query<OutboxRow>(
      `SELECT "id"::text, "shopId", "kind", "name", "data", "singleton", "runAt" FROM "outbox" ORDER BY "id" LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`,
    );
    const db = { executeSql: (text: string, values?: unknown[]) => client.query(text, values) };
    for (const row of rows) {
      for (const name of jobsFor(row, shift)) {
        const options = {
          db,
          // The policy treats jobs without a key as one: whatever is not to be merged gets a key of its own.
          singletonKey: `${row.shopId}:${row.singleton ?? row.id}`,
          ...(row.runAt ? { startAfter: row.runAt } : {}),
        };
        await boss.send(name, { shopId: row.shopId, data: row.data }, options);
      }
    }
    await client.query(`DELETE FROM "outbox" WHERE "id" = ANY($1::bigint[])`, [rows.map(({ id }) => id)]);
    await client.query("COMMIT");
    return rows.length;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

function jobsFor(row: OutboxRow, shift: Shift): readonly string[] {
  const names = row.kind === "event" ? shift.reactionsTo(row.name) : [row.name];
  return names.filter((name) => {
    if (name in shift.posts) return true;
    log.error("Work that nobody does was asked for", { job: name });
    return false;
  });
}

/** The shops that have the app, for work that goes by the clock. */
export async function installedShops(): Promise<Desk[]> {
  const shops = await database().shop.findMany({ where: { uninstalledAt: null }, select: { id: true } });
  return Promise.all(shops.map(({ id }) => openDesk({ id }, { kind: "system" })));
}
