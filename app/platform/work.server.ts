import { PgBoss, type Job as BossJob } from "pg-boss";
import pg from "pg";

import type { Id } from "~/kit/id";
import { NotFound, Unavailable } from "~/kit/failures";

import { startOfWork } from "./clock.server";
import { database } from "./db.server";
import { openAnyDesk, openDesk, type Desk } from "./desk.server";
import { newId } from "./id.server";
import { log } from "./log.server";
import { startRounds } from "./rounds.server";
import { addressOf } from "./walls.server";
import { underRequest } from "./watch/trail.server";
import { DEAD } from "./work/dead.server";
import { underLease } from "./work/lease.server";
import { priorityAt } from "./work/turns";
import { known, moveOutbox, type Envelope } from "./work/outbox.server";
import { heedPauses } from "./work/pauses.server";

/** One kind of work as the worker runs it. `parallel` is how many at once in this process. */
export type Post = {
  readonly run: (desk: Desk, data: never) => Promise<void>;
  readonly parallel?: number;
  /** Done for a shop that has left as well: erasing its people, and itself. */
  readonly evenWhenLeft?: true;
};

export type Shift = {
  /** Work by name ("room.verb"). */
  readonly posts: Readonly<Record<string, Post>>;
  /** Names of the reactions to an event; each runs as its own job, so one that fails stops no other. */
  readonly reactionsTo: (event: string) => readonly string[];
};

/** At most eight attempts, the last one about two minutes after the first. */
const RETRIES = { retryLimit: 7, retryDelay: 1, retryBackoff: true, retryDelayMax: 300 };
/** A worker that is silent for so long has lost its job to another. */
const LIFE = { expireInSeconds: 300, heartbeatSeconds: 10 };
const WATCH = { superviseIntervalSeconds: 5, monitorIntervalSeconds: 5 };
const DEAD_KEPT = 30 * 24 * 3_600;

/** Starts working: moves the outbox into queues and runs what is in them. Call the answer to stop. */
export async function startShift(shift: Shift): Promise<() => Promise<void>> {
  const boss = new PgBoss({
    connectionString: addressOf("no shop"),
    max: 4,
    useListenNotify: true,
    ...WATCH,
    // The migrations made it, and gave it to the app's role.
    createSchema: false,
  });
  boss.on("error", (error) => log.error("The queue reports an error", { error }));
  await boss.start();
  await boss.createQueue(DEAD, { retentionSeconds: DEAD_KEPT });
  for (const name of Object.keys(shift.posts)) await openQueue(boss, name);
  const pool = new pg.Pool({ connectionString: addressOf("every shop"), max: 2 });
  pool.on("error", (error) => log.warn("A database connection broke", { error }));
  const heed = heedPauses({
    ...{ boss, pool, names: Object.keys(shift.posts) },
    sit: (name) => seatAll(boss, name, shift.posts[name]),
  });
  await heed();
  const stopMoving = startRounds({
    channel: "outbox",
    step: async () => {
      await heed();
      return (await moveOutbox(boss, pool, (row) => jobsFor(row, shift))) > 0;
    },
  });
  return async () => {
    await stopMoving();
    await boss.stop({ graceful: true, timeout: 25_000 });
    await pool.end();
  };
}

async function openQueue(boss: PgBoss, name: string): Promise<void> {
  const terms = { notify: true, ...RETRIES, ...LIFE };
  // "short": of jobs with one singleton key only one waits at a time; the next may wait while one runs.
  await boss.createQueue(name, { policy: "short", deadLetter: DEAD, ...terms });
  // A queue of an earlier version keeps its terms otherwise.
  await boss.updateQueue(name, terms);
}

async function seatAll(boss: PgBoss, name: string, post: Post | undefined): Promise<void> {
  if (!post) return;
  const seats = post.parallel ?? 2;
  for (let seat = 0; seat < seats; seat += 1) await seatWorker(boss, name, { post, seats });
}

type Seating = { readonly post: Post; readonly seats: number };

async function seatWorker(boss: PgBoss, name: string, { post, seats }: Seating): Promise<void> {
  const polling = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 5 };
  // However much one shop has to do, some seats are for the others; counted over all processes.
  const fair = { groupConcurrency: Math.ceil(seats * 0.75) };
  const worker: string = await boss.work<Envelope>(name, { ...polling, ...fair }, async ([job]) => {
    // Left alone, a worker rests after each job until the next notice; what already waits gets none.
    boss.notifyWorker(worker);
    if (job) await underRequest(job.data.requestId ?? newId(), () => runJob(boss, post, job));
  });
}

async function runJob(boss: PgBoss, post: Post, job: BossJob<Envelope>): Promise<void> {
  const attempt = (job as { retryCount?: number }).retryCount ?? 0;
  try {
    const open = post.evenWhenLeft ? openAnyDesk : openDesk;
    const desk = await open({ id: job.data.shopId as Id<"Shop"> }, { kind: "system" });
    await underLease({ queue: job.name, jobId: job.id, attempt }, () =>
      post.run(desk, job.data.data as never),
    );
  } catch (error) {
    // A shop that has left needs nothing any more.
    if (error instanceof NotFound && error.message === "No such shop") return;
    if (error instanceof Unavailable && (await putOff(boss, job, error))) return;
    log.warn("A job failed and will be tried again", { job: job.name, attempt, error });
    throw new JobFailed(error);
  }
}

/** About a day of waiting, at five minutes each; twelve days for a shop that is shut. */
const MOST_WAITS = 300;

/** Who does not answer now is asked later: that is nobody's failed attempt. False when it has waited long enough. */
async function putOff(boss: PgBoss, { name, data }: BossJob<Envelope>, error: Unavailable): Promise<boolean> {
  const waits = data.waits ?? 0;
  if (waits >= MOST_WAITS) return false;
  const seconds = Math.max(error.retryAfterMs / 1_000, Math.min(300, 2 ** Math.min(waits, 8)));
  const again: Envelope = { ...data, waits: waits + 1 };
  // Apart from what is asked for meanwhile, which need not wait.
  const priority = priorityAt(name, data.shopId, startOfWork().getTime());
  const options = { singletonKey: `later:${data.key}`, priority, group: { id: data.shopId } };
  await boss.send(name, again, { ...options, startAfter: Math.ceil(seconds) });
  return true;
}

/** What the queue keeps of a failure: its kind, and nobody's words. */
class JobFailed extends Error {
  constructor(cause: unknown) {
    super("A job failed");
    this.name = cause instanceof Error ? cause.name : "Unknown";
    delete this.stack;
  }
}

function jobsFor(row: { kind: string; name: string }, shift: Shift): readonly string[] {
  return known(row.kind === "event" ? shift.reactionsTo(row.name) : [row.name], shift.posts);
}

/** The shops that have the app, for work that goes by the clock. */
export async function installedShops(): Promise<Desk[]> {
  const shops = await database().shop.findMany({ where: { uninstalledAt: null }, select: { id: true } });
  return Promise.all(shops.map(({ id }) => openDesk({ id }, { kind: "system" })));
}
