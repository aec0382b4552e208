import { Redis } from "ioredis";

import { count } from "~/platform/counters.server";
import { env } from "~/platform/env.server";
import { log } from "~/platform/log.server";

import { sayOverPostgres, type Ears } from "./postgres.server";

const CHANNEL = "goodturn:live";
/** So long a process that starts waits for Redis; without it PostgreSQL carries what is said. */
const PATIENCE_MS = 2_000;

let speaker: Redis | undefined;

/** Hears what is said over Redis; the line is renewed when it breaks. Call the answer to end it. */
export async function listenToRedis({ hear, missed }: Ears): Promise<() => Promise<void>> {
  const listener = open();
  let wasReady = false;
  const first = new Promise<void>((resolve) => {
    listener.on("ready", () => {
      void listener.subscribe(CHANNEL).then(() => {
        if (wasReady) missed();
        wasReady = true;
        resolve();
      }, ignored);
    });
  });
  listener.on("message", (_channel, notice) => hear(notice));
  const late = new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MS).unref());
  await Promise.race([first, late]);
  // Whoever comes late may have missed something.
  wasReady = true;
  return () => Promise.resolve(listener.disconnect());
}

/** Says it to every process. When Redis does not take it, PostgreSQL carries it: everybody listens to both. */
export async function sayOverRedis(notices: readonly string[]): Promise<void> {
  speaker ??= open();
  const line = speaker.pipeline();
  for (const notice of notices) line.publish(CHANNEL, notice);
  try {
    const answers = (await line.exec()) ?? [];
    if (answers.some(([error]) => error)) throw new Error("Redis did not take it");
    count("live.redis");
  } catch (error) {
    log.warn("Redis does not answer; PostgreSQL carries what is said", { error });
    count("live.fallback");
    await sayOverPostgres(notices);
  }
}

export function closeRedis(): void {
  speaker?.disconnect();
  speaker = undefined;
}

function open(): Redis {
  const redis = new Redis(env().REDIS_URL ?? "", {
    maxRetriesPerRequest: 0,
    enableOfflineQueue: true,
    autoResubscribe: false,
    connectTimeout: 2_000,
    commandTimeout: 1_000,
    retryStrategy: (attempt) => Math.min(100 * 2 ** attempt, 4_000),
  });
  redis.on("error", (error) => log.debug("The connection to Redis broke", { error }));
  return redis;
}

function ignored(): void {
  // The next "ready" subscribes again.
}
