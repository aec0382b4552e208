import pg from "pg";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";

import { log } from "./log.server";
import { fingerprint } from "./secrets.server";
import { addressOf } from "./walls.server";

/** So many times in so many seconds, counted in the database: it survives restarts and holds over processes. */
export type Limit = { readonly name: string; readonly points: number; readonly seconds: number };
export type Verdict =
  { readonly allowed: true } | { readonly allowed: false; readonly retryAfterSeconds: number };

let pool: pg.Pool | undefined;
const limiters = new Map<string, RateLimiterPostgres>();

/** Counts one use under this key (name the shop in it). An address in the key is stored as a fingerprint alone. */
export async function take(limit: Limit, key: string): Promise<Verdict> {
  try {
    await limiterOf(limit).consume(fingerprint(key));
    return { allowed: true };
  } catch (reason) {
    return refused(reason);
  }
}

/** Takes back one use counted under this key: it turned out to be a right one. */
export async function giveBack(limit: Limit, key: string): Promise<void> {
  await limiterOf(limit).reward(fingerprint(key));
}

export async function closeLimits(): Promise<void> {
  limiters.clear();
  await pool?.end();
  pool = undefined;
}

function refused(reason: unknown): Verdict {
  if (!(reason instanceof RateLimiterRes)) throw reason;
  return { allowed: false, retryAfterSeconds: Math.max(1, Math.ceil(reason.msBeforeNext / 1_000)) };
}

function openPool(): pg.Pool {
  const opened = new pg.Pool({ connectionString: addressOf("no shop"), max: 2 });
  // Without a listener, a database that restarts would take the process with it.
  opened.on("error", (error) => log.warn("A database connection of the limits broke", { error }));
  return opened;
}

function limiterOf({ name, points, seconds }: Limit): RateLimiterPostgres {
  const known = limiters.get(name);
  if (known) return known;
  pool ??= openPool();
  const limiter = new RateLimiterPostgres({
    storeClient: pool,
    storeType: "pool",
    tableName: "rate_limits",
    tableCreated: true,
    keyPrefix: name,
    points,
    duration: seconds,
    clearExpiredByTimeout: false,
  });
  limiters.set(name, limiter);
  return limiter;
}
