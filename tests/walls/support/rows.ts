import { createHash, randomUUID } from "node:crypto";

import { Prisma } from "@prisma/client";

import { asOwner } from "../../trust/owner.ts";

export type Table = { readonly model: string; readonly name: string };
type Column = { name: string; type: string };
type Key = { columns: string[]; parent: string; of: string[] };
export type Row = Record<string, unknown>;

/** Every table that holds a shop's rows, from the schema itself, parents before their children. */
export async function shopTables(): Promise<Table[]> {
  const left = Prisma.dmmf.datamodel.models
    .filter(({ fields }) => fields.some(({ name }) => name === "shopId"))
    .map(({ name, dbName }) => ({ model: name, name: dbName ?? name }));
  const sorted: Table[] = [];
  while (left.length > 0) {
    for (const table of [...left]) {
      const parents = (await keysOf(table)).map(({ parent }) => parent);
      if (parents.some((parent) => parent !== table.name && left.some(({ name }) => name === parent)))
        continue;
      sorted.push(...left.splice(left.indexOf(table), 1));
    }
  }
  return sorted;
}

const columnsOf = ({ name }: Table) =>
  asOwner<Column>(
    `SELECT column_name AS "name", CASE WHEN data_type = 'ARRAY' THEN 'list' ELSE data_type END AS "type"
     FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER' AND NOT (column_default LIKE 'nextval%' IS TRUE)`,
    [name],
  );

const keysOf = ({ name }: Table) =>
  asOwner<Key>(
    `SELECT array(SELECT attname::text FROM unnest(k.conkey) WITH ORDINALITY u(n, o) JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.n ORDER BY o) AS "columns",
       array(SELECT attname::text FROM unnest(k.confkey) WITH ORDINALITY u(n, o) JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.n ORDER BY o) AS "of",
       c.relname::text AS "parent"
     FROM pg_constraint k JOIN pg_class c ON c.oid = k.confrelid WHERE k.contype = 'f' AND k.conrelid = to_regclass('public.' || quote_ident($1))`,
    [name],
  );

/** A policy that takes nothing back. */
const closedPolicy = JSON.stringify({
  transitDays: 7,
  reasons: [
    {
      handle: "other",
      label: { en: "Other", "zh-CN": "其他" },
      photo: "off",
      comment: "off",
      fault: "customer",
      claim: null,
    },
  ],
  rules: [{ id: "last", name: "Everything else", when: {}, then: { kind: "final-sale" } }],
});

/** What a column must hold where any text would not do. */
const VALUES: Readonly<Record<string, unknown>> = {
  "agents.role": "viewer",
  "conversations.status": "closed",
  "conversations.snoozedUntil": null,
  "returns.stage": "requested",
  "return_exceptions.kind": "allow",
  "return_policies.document": closedPolicy,
  "return_policy_drafts.document": closedPolicy,
  "money_intents.kind": "refund",
  "money_intents.state": "succeeded",
  "money_approvals.kind": "refund",
  "money_approvals.state": "open",
  "money_approvals.decidedBy": null,
  "money_approvals.decidedByName": null,
  "money_approvals.decidedAt": null,
  "privacy_requests.kind": "copy",
  "privacy_requests.state": "open",
  "outbox.kind": "job",
  "outbox.name": "nobody.does-this",
};
const LISTS = new Set(["lines", "events", "transactions"]);

/** Writes one row into this table, its parents taken from `known`, every text of it carrying the mark. */
export async function writeRow(
  table: Table,
  shop: { shopId: string; mark: string },
  known: Map<string, Row>,
): Promise<Row> {
  const keys = await keysOf(table);
  const row: Row = {};
  for (const column of await columnsOf(table)) row[column.name] = valueOf(table, column, shop);
  for (const { columns, parent, of } of keys)
    columns.forEach((column, place) => (row[column] = known.get(parent)?.[of[place] ?? ""] ?? null));
  // A return's line is a line of its order; no key of the database says so.
  if (table.name === "return_lines") row["lineId"] = known.get("order_lines")?.["id"] ?? row["lineId"];
  row["shopId"] = shop.shopId;
  const names = Object.keys(row);
  const places = names.map((_, place) => `$${place + 1}`).join(", ");
  const [written] = await asOwner<Row>(
    `INSERT INTO "${table.name}" (${names.map((name) => `"${name}"`).join(", ")}) VALUES (${places}) RETURNING *`,
    Object.values(row),
  );
  return written ?? {};
}

function valueOf(table: Table, column: Column, { mark }: { mark: string }): unknown {
  const wanted = VALUES[`${table.name}.${column.name}`];
  if (wanted !== undefined) return wanted;
  const seed = createHash("sha256").update(`${table.name}.${column.name}.${mark}`).digest("hex");
  if (column.type.startsWith("timestamp")) return new Date();
  return column.type === "text" ? textFor(table, column.name, { mark, seed }) : plainValue(column, seed);
}

function textFor({ model }: Table, name: string, { mark, seed }: { mark: string; seed: string }): string {
  // The hash of a token that nobody else was given.
  if (name === "tokenHash") return randomUUID();
  if (/currency$/i.test(name)) return "EUR";
  if (/email$/i.test(name) || name === "to") return `${mark}@example.com`;
  return /(^id|Id)$/.test(name) ? `gid://shopify/${model}/${numberFrom(seed)}` : `${mark} ${name}`;
}

function plainValue({ name, type }: Column, seed: string): unknown {
  const values: Record<string, unknown> = {
    uuid: `${seed.slice(0, 8)}-${seed.slice(8, 12)}-4${seed.slice(13, 16)}-8${seed.slice(17, 20)}-${seed.slice(20, 32)}`,
    integer: numberFrom(seed),
    bigint: numberFrom(seed),
    boolean: false,
    jsonb: LISTS.has(name) ? "[]" : "{}",
    list: [],
    bytea: Buffer.from(seed, "hex"),
  };
  return values[type] ?? null;
}

const numberFrom = (seed: string) => 1_000 + (parseInt(seed.slice(0, 6), 16) % 90_000_000);

/** One number for all rows of a shop, in every table: the same before and after when nothing was touched. */
export async function hashOf(shopId: string): Promise<string> {
  const hashes = [];
  for (const { name } of await shopTables())
    hashes.push(
      ...(await asOwner<{ h: string }>(
        `SELECT '${name} ' || count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS h FROM "${name}" t WHERE "shopId" = $1`,
        [shopId],
      )),
    );
  return hashes.map(({ h }) => h).join("\n");
}

/** The tables in which a row of this shop says this anywhere. */
export async function placesSaying(words: string, shopId: string): Promise<string[]> {
  const found: string[] = [];
  for (const { name } of await shopTables()) {
    const rows = await asOwner(`SELECT FROM "${name}" t WHERE "shopId" = $1 AND t::text LIKE $2 LIMIT 1`, [
      shopId,
      `%${words}%`,
    ]);
    if (rows.length > 0) found.push(name);
  }
  return found;
}
