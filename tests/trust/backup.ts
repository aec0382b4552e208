import { asOwner } from "./owner.ts";

type Table = { name: string; columns: string };

function tables(): Promise<Table[]> {
  return asOwner<Table>(`
    SELECT c.relname::text AS "name", string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS "columns"
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    GROUP BY c.relname`);
}

/** Takes a copy of every row of this test's database. Call the answer to bring the whole database back to it. */
export async function backup(): Promise<() => Promise<void>> {
  const all = await tables();
  const kept = all.map(
    ({ name, columns }) => `CREATE TABLE "backup"."${name}" AS SELECT ${columns} FROM "public"."${name}"`,
  );
  await asOwner(["CREATE SCHEMA backup", ...kept].join(";\n"));
  // As a restore does: no trigger fires, no key is looked up.
  const back = all.flatMap(({ name, columns }) => [
    `DELETE FROM "public"."${name}"`,
    `INSERT INTO "public"."${name}" (${columns}) SELECT ${columns} FROM "backup"."${name}"`,
  ]);
  const restore = ["SET session_replication_role = replica", ...back, "DROP SCHEMA backup CASCADE"].join(
    ";\n",
  );
  return async () => void (await asOwner(restore));
}
