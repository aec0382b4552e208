import pg from "pg";

import { addressOf } from "~/platform/walls.server";

import type { Statement } from "../../walls/support/listening.ts";

/** How many statements were looked at, and those that read a large table through or count their way to a page. */
export type Reading = {
  readonly statements: number;
  readonly through: string[];
  readonly byOffset: string[];
};

type Node = { "Node Type": string; "Relation Name"?: string; Plans?: Node[] };
/** So many rows a table may have before nobody should read it through. */
const SMALL = 10_000;

/** Asks PostgreSQL how it goes about these statements in the app's role, at this shop. */
export async function readThrough(shopId: string, heard: readonly Statement[]): Promise<Reading> {
  const client = new pg.Client({ connectionString: addressOf("no shop") });
  await client.connect();
  await client.query("SELECT set_config('app.shop', $1, false)", [shopId]);
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT relname AS "name" FROM pg_class WHERE relkind = 'r' AND reltuples > ${SMALL}`,
  );
  const large = new Set(tables.map(({ name }) => name));
  const reads = heard.filter(({ text }) => /^\s*(WITH|SELECT)/i.test(text) && !text.includes("set_config"));
  const through: string[] = [];
  for (const { text, values } of reads) {
    const { rows } = await client.query<{ "QUERY PLAN": [{ Plan: Node }] }>(
      `EXPLAIN (FORMAT JSON) ${text}`,
      values,
    );
    const scans = rows
      .flatMap((row) => nodes(row["QUERY PLAN"][0].Plan))
      .filter((node) => node["Node Type"].endsWith("Seq Scan") && large.has(node["Relation Name"] ?? ""));
    through.push(...scans.map((scan) => `${scan["Relation Name"]}: ${text.trim().slice(0, 120)}`));
  }
  await client.end();
  return {
    statements: reads.length,
    through,
    byOffset: reads.filter(skips).map(({ text }) => text.trim().slice(0, 120)),
  };
}

const nodes = (plan: Node): Node[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];

/** Prisma writes OFFSET 0 where nothing is passed over. */
function skips({ text, values }: Statement): boolean {
  return [...text.matchAll(/\bOFFSET (?:\$(\d+)|(\d+))/gi)].some(
    ([, place, number]) => Number(place ? values[Number(place) - 1] : number) > 0,
  );
}
