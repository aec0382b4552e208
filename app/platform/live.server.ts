import type { Desk } from "./desk.server";
import { env } from "./env.server";
import { tell } from "./live/news.server";
import { listenToPostgres } from "./live/postgres.server";
import { closeRedis, listenToRedis } from "./live/redis.server";

/** Whom a change concerns: everybody on the shop's team, one shopper, or whoever listens at the shop at all. */
export type Topic = "team" | "shop" | `visitor:${string}`;

/** What happened, in ids: readers fetch the rest, so that a lost change costs a fetch and never a message. */
export type Change = { readonly type: string } & { readonly [key: string]: string | number | boolean | null };

/** Tells open screens; inside a transaction it goes out when that commits. At most 7 KB. */
export async function publish(desk: Desk, topic: Topic, change: Change): Promise<void> {
  await publishAll(desk, [[topic, change]]);
}

/** Tells several at once, in one round trip: over Redis when there is one, else by PostgreSQL's own notices. */
export async function publishAll(desk: Desk, news: readonly (readonly [Topic, Change])[]): Promise<void> {
  const notices = news.map(([topic, change]) => JSON.stringify({ shopId: desk.shopId, topic, change }));
  if (env().REDIS_URL) return tell(notices);
  await desk.db.$executeRaw`SELECT pg_notify('live', notice) FROM unnest(${notices}::text[]) AS notice`;
}

/** Says that somebody may no longer see what they saw: every open stream of the topic asks again at once. */
export const ACCESS = "access";
export async function accessChanged(desk: Desk, topic: Topic): Promise<void> {
  await publish(desk, topic, { type: ACCESS });
}

/** Reads of a stream that may wait before the reader is told to fetch everything afresh. */
const PATIENCE = 200;
const RESYNC: Change = { type: "resync" };
/** The first change of every reader: from here on nothing is missed, so what was read before is fetched now. */
const HELLO: Change = { type: "hello" };

type Reader = { readonly queue: Change[]; wake: () => void };
const readers = new Map<string, Set<Reader>>();
let listening: Promise<(() => Promise<void>)[]> | undefined;

/** HELLO, then the changes of these topics until the signal. A slow reader or a lost database connection yields RESYNC. */
export async function* listen(
  desk: Pick<Desk, "shopId">,
  topics: readonly Topic[],
  until: AbortSignal,
): AsyncGenerator<Change> {
  const reader: Reader = { queue: [], wake: () => {} };
  const keys = topics.map((topic) => `${desk.shopId}:${topic}`);
  for (const key of keys) readersOf(key).add(reader);
  const stop = () => reader.wake();
  until.addEventListener("abort", stop, { once: true });
  try {
    await (listening ??= connect().catch(forgetConnection));
    yield HELLO;
    while (!until.aborted) {
      const change = reader.queue.shift();
      if (change) yield change;
      else await new Promise<void>((resolve) => (reader.wake = resolve));
    }
  } finally {
    until.removeEventListener("abort", stop);
    for (const key of keys) forget(key, reader);
  }
}

/** Ends the process's listening connections. */
export async function stopListening(): Promise<void> {
  const ends = await listening?.catch(() => []);
  listening = undefined;
  await Promise.all((ends ?? []).map((end) => end()));
  closeRedis();
}

function forgetConnection(error: unknown): never {
  listening = undefined;
  throw error;
}

function readersOf(key: string): Set<Reader> {
  const known = readers.get(key);
  if (known) return known;
  const fresh = new Set<Reader>();
  readers.set(key, fresh);
  return fresh;
}

function forget(key: string, reader: Reader): void {
  const set = readers.get(key);
  set?.delete(reader);
  if (set?.size === 0) readers.delete(key);
}

function give(reader: Reader, change: Change): void {
  if (reader.queue.length >= PATIENCE) reader.queue.splice(0, reader.queue.length, RESYNC);
  else reader.queue.push(change);
  reader.wake();
}

/** With Redis we hear PostgreSQL as well: it stands in when Redis is away. */
function connect(): Promise<(() => Promise<void>)[]> {
  const ears = { hear, missed };
  return Promise.all([listenToPostgres(ears), ...(env().REDIS_URL ? [listenToRedis(ears)] : [])]);
}

function hear(notice: string): void {
  const { shopId, topic, change } = JSON.parse(notice) as { shopId: string; topic: string; change: Change };
  for (const reader of readers.get(`${shopId}:${topic}`) ?? []) give(reader, change);
}

function missed(): void {
  for (const set of readers.values()) for (const reader of set) give(reader, RESYNC);
}
