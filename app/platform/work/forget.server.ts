import { containing } from "~/kit/text";
import { database } from "~/platform/db.server";
import type { Desk } from "~/platform/desk.server";

/** Takes off a shop's work that says any of these texts, waiting, done or given up; all of it when none are named. */
export async function forgetWork(desk: Desk, texts?: readonly string[]): Promise<void> {
  const patterns = texts?.map(containing) ?? ["%"];
  await desk.db.$executeRaw`
    DELETE FROM "outbox" WHERE "shopId" = ${desk.shopId}::uuid AND "data"::text ILIKE ANY(${patterns}::text[])`;
  if (!(await hasQueue())) return;
  // What is under way is not taken from under the worker's hands, least of all this very job.
  await desk.db.$executeRaw`
    DELETE FROM "pgboss"."job" WHERE "group_id" = ${desk.shopId} AND "state" <> 'active'
      AND (coalesce("data"::text, '') ILIKE ANY(${patterns}::text[]) OR "output"::text ILIKE ANY(${patterns}::text[]))`;
}

/** Takes off the work of shops that are no more. Gives how much there was. */
export async function forgetStrayWork(): Promise<number> {
  if (!(await hasQueue())) return 0;
  return database().$executeRaw`
    DELETE FROM "pgboss"."job" j WHERE "state" <> 'active' AND "group_id" ~ '^[0-9a-f-]{36}$'
      AND NOT EXISTS (SELECT FROM "shops" WHERE "id"::text = j."group_id")`;
}

/** The queue's tables are made by the first worker that ever starts. */
async function hasQueue(): Promise<boolean> {
  const [row] = await database().$queryRaw<
    { has: boolean }[]
  >`SELECT to_regclass('pgboss.job') IS NOT NULL AS "has"`;
  return row?.has ?? false;
}
