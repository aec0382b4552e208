import type { Desk } from "~/platform/desk.server";
import { traces, type Person } from "~/privacy/person";

import { pattern, sweepOf, type Column } from "./sweep";

/** Tables that are not swept, each with the reason why. */
const LEFT_ALONE = [
  // Holds ids, amounts and the team's names; nobody may change it, and tests see that no shopper gets into it.
  "audit",
  "audit_chain",
  // The team: somebody who works here and buys here stays on the team.
  "agents",
  // Found by whom they are about, and erased as a whole.
  "return_exceptions",
  // Says what is still to be done, and forgets by itself.
  "privacy_requests",
];
/** Columns in which the person is found, and which are erased as a whole when they are. */
const IDENTIFYING = ["id", "email", "shopperEmail", "phone", "to", "customerId", "orderId"];

/** Every column of every table of shops that holds free text: what the database itself knows, so none is forgotten. */
export async function textColumns(desk: Desk): Promise<Column[]> {
  return desk.db.$queryRaw<Column[]>`
    SELECT c.relname::text AS "table", array_agg(a.attname::text ORDER BY a.attnum) AS "names",
      array_agg(format_type(a.atttypid, NULL) ORDER BY a.attnum) AS "types"
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
      AND a.attgenerated = '' AND a.atttypid IN ('text'::regtype, 'varchar'::regtype, 'jsonb'::regtype, 'json'::regtype, 'text[]'::regtype)
      AND EXISTS (SELECT FROM pg_attribute k WHERE k.attrelid = c.oid AND k.attname = 'shopId')
      AND NOT c.relname = ANY(${LEFT_ALONE}::text[]) AND NOT a.attname = ANY(${IDENTIFYING}::text[])
    GROUP BY c.relname ORDER BY c.relname::text`;
}

/** So many pages of 8 KB in one statement: well within the time that a statement may take. */
const PAGES = 4_000;

/** Takes the person's addresses and numbers out of one table's texts, wherever somebody wrote them. */
export async function eraseFromTexts(desk: Desk, column: Column, person: Person): Promise<void> {
  const words = traces(person);
  if (words.length === 0) return;
  const [size] = await desk.db.$queryRaw<{ pages: number }[]>`
    SELECT (pg_relation_size(${`"${column.table}"`}::regclass) / 8192)::int AS "pages"`;
  const sweep = sweepOf(column);
  for (let page = 0; page <= (size?.pages ?? 0); page += PAGES) {
    const [from, to] = [`(${page},0)`, `(${page + PAGES},0)`];
    await desk.db.$executeRawUnsafe(sweep, desk.shopId, pattern(words), from, to);
  }
}
