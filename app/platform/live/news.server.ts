import { AsyncLocalStorage } from "node:async_hooks";

import { env } from "~/platform/env.server";

import { sayOverRedis } from "./redis.server";

const held = new AsyncLocalStorage<string[]>();

/** What is said meanwhile goes out when the work has succeeded: around a transaction, after its commit. */
export async function holdingNews<T>(work: () => Promise<T>): Promise<T> {
  if (!env().REDIS_URL) return work();
  const news: string[] = [];
  const result = await held.run(news, work);
  if (news.length > 0) await sayOverRedis(news);
  return result;
}

/** Says it over Redis, now or after the surrounding transaction. */
export async function tell(notices: readonly string[]): Promise<void> {
  const news = held.getStore();
  if (news) news.push(...notices);
  else await sayOverRedis(notices);
}
