import { acrossShops } from "~/platform/walls.server";
import { database } from "~/platform/db.server";
import { gauge } from "~/platform/watch/metrics.server";

type Row = { label: string; value: number };

/** What the database knows of the whole, by what: numbers of work, payments and mail, and no shop's name. */
const readings: readonly { name: string; help: string; label: string; sql: string }[] = [
  {
    name: "queue_depth",
    help: "Work that waits or runs; the same in every process: take one, not the sum",
    label: "job",
    sql: `SELECT "name" AS "label", count(*)::float8 AS "value" FROM "pgboss"."job" WHERE "state" <= 'active' AND "name" NOT LIKE '\\_\\_%' GROUP BY 1
      UNION ALL SELECT 'outbox', count(*)::float8 FROM "outbox"
      UNION ALL SELECT 'deliveries', count(*)::float8 FROM "webhook_deliveries" WHERE "handledAt" IS NULL`,
  },
  {
    name: "queue_oldest_seconds",
    help: "How long the oldest of what is due has waited",
    label: "job",
    sql: `SELECT "name" AS "label", extract(epoch FROM now() - min("start_after"))::float8 AS "value" FROM "pgboss"."job"
      WHERE "state" < 'active' AND "start_after" <= now() AND "name" NOT LIKE '\\_\\_%' GROUP BY 1`,
  },
  {
    name: "dead_letters",
    help: "Work that was given up and waits for an operator",
    label: "kind",
    sql: `SELECT 'job' AS "label", count(*)::float8 AS "value" FROM "pgboss"."job" WHERE "name" = 'dead-letters' AND "state" = 'created'
      UNION ALL SELECT 'delivery', count(*)::float8 FROM "webhook_deliveries" WHERE "result" = 'unreadable'`,
  },
  {
    name: "refund_intents",
    help: "Payments by their state",
    label: "state",
    sql: `SELECT "state" AS "label", count(*)::float8 AS "value" FROM "money_intents" GROUP BY 1`,
  },
  {
    name: "refund_unknown_oldest_seconds",
    help: "Since when nobody knows whether a payment was made; alarm above 900",
    label: "state",
    sql: `SELECT 'unknown' AS "label", coalesce(extract(epoch FROM now() AT TIME ZONE 'UTC' - min("sentAt")), 0)::float8 AS "value"
      FROM "money_intents" WHERE "state" = 'unknown'`,
  },
  {
    name: "mail_out",
    help: "Mail of the last seven days by its state",
    label: "state",
    sql: `SELECT "state" AS "label", count(*)::float8 AS "value" FROM "mails" WHERE "createdAt" > now() AT TIME ZONE 'UTC' - interval '7 days' GROUP BY 1`,
  },
  {
    name: "reconcile_found",
    help: "Orders of the last day whose change no webhook had told",
    label: "kind",
    sql: `SELECT 'missed' AS "label", coalesce(sum("missed"), 0)::float8 AS "value" FROM "reconciliations"
      WHERE "startedAt" > now() AT TIME ZONE 'UTC' - interval '1 day'`,
  },
];

/** Has the metrics of this process tell what the database knows as well. Once per process. */
export function tellOfTheWhole(): void {
  for (const { sql, ...what } of readings) {
    gauge({
      ...what,
      read: async () => {
        const rows = await acrossShops(() => database().$queryRawUnsafe<Row[]>(sql));
        return Object.fromEntries(rows.map(({ label, value }) => [label, value]));
      },
    });
  }
}
