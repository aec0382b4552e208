import { NotFound } from "~/kit/failures";
import { database } from "~/platform/db.server";

/** Where jobs go that failed too often. */
export const DEAD = "dead-letters";

/** Work that was given up: a job that failed at every attempt, or a delivery that nobody could read. */
export type Dead = {
  readonly kind: "job" | "delivery";
  readonly id: string;
  /** The shop's domain. */
  readonly shop: string;
  /** The job's name, or the delivery's topic. */
  readonly what: string;
  readonly at: Date;
  readonly attempts: number;
  /** The kind of error, without anybody's words. */
  readonly because: string;
};

/** The newest of what was given up, of all shops: for whoever runs Goodturn. */
export async function listDead(limit = 100): Promise<Dead[]> {
  return database().$queryRaw<Dead[]>`
    SELECT * FROM (
      SELECT 'job' AS "kind", j."id"::text AS "id", coalesce(s."domain", '') AS "shop", coalesce(j."source_name", '') AS "what",
        j."created_on" AS "at", coalesce(j."source_retry_count", 0) + 1 AS "attempts",
        coalesce(j."source_output"->>'name', j."source_output"#>>'{value,message}', '') AS "because"
      FROM "pgboss"."job" j LEFT JOIN "shops" s ON s."id" = (j."data"->>'shopId')::uuid
      WHERE j."name" = ${DEAD} AND j."state" = 'created'
      UNION ALL
      SELECT 'delivery', d."id"::text, d."shop", d."topic", d."handledAt" AT TIME ZONE 'UTC', 1, 'unreadable'
      FROM "webhook_deliveries" d WHERE d."result" = 'unreadable'
    ) AS gone ORDER BY "at" DESC LIMIT ${limit}`;
}

/** How much of one shop's work was given up. */
export async function countDead(shop: { readonly shopId: string; readonly domain: string }): Promise<number> {
  const [row] = await database().$queryRaw<{ count: number }[]>`
    SELECT (SELECT count(*) FROM "pgboss"."job" WHERE "name" = ${DEAD} AND "state" = 'created' AND "group_id" = ${shop.shopId})::int
      + (SELECT count(*) FROM "webhook_deliveries" WHERE "result" = 'unreadable' AND "shop" = ${shop.domain})::int AS "count"`;
  return row?.count ?? 0;
}

/**
 * Has it done again from the start, with all its attempts. Two who press at once have it done once.
 * @throws NotFound when it is not among the dead any more
 */
export async function replayDead({ kind, id }: Pick<Dead, "kind" | "id">): Promise<void> {
  const count = await (kind === "job" ? replayJob(id) : readAgain(id));
  if (count === 0) throw new NotFound("No such dead letter");
}

function replayJob(id: string): Promise<number> {
  return database().$executeRaw`
    WITH risen AS (
      DELETE FROM "pgboss"."job" WHERE "name" = ${DEAD} AND "id" = ${id}::uuid AND "state" = 'created' RETURNING "data", "source_name"
    )
    INSERT INTO "outbox" ("shopId", "kind", "name", "data", "createdAt")
    SELECT ("data"->>'shopId')::uuid, 'job', "source_name", "data"->'data', now() AT TIME ZONE 'UTC' FROM risen`;
}

function readAgain(id: string): Promise<number> {
  return database().$executeRaw`
    UPDATE "webhook_deliveries" SET "handledAt" = NULL, "result" = NULL
    WHERE "id" = ${id}::bigint AND "result" = 'unreadable'`;
}
