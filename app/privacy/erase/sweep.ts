/** The columns of one table that hold text, with their types as PostgreSQL names them. */
export type Column = {
  readonly table: string;
  readonly names: readonly string[];
  readonly types: readonly string[];
};

/** What stands where somebody's address or number stood. */
const ERASED = "[erased]";

/** Finds any of the texts, whatever the case of their letters (a PostgreSQL regular expression). */
export function pattern(texts: readonly string[]): string {
  return texts.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
}

/**
 * The statement that takes a pattern ($2) out of one shop's ($1) rows between two places of the table ($3, $4).
 * Names come from the database's own catalog.
 */
export function sweepOf({ table, names, types }: Column): string {
  const columns = names.map((name, n) => ({ name: quoted(name), type: types[n] ?? "text" }));
  const changes = columns.map(({ name, type }) => `${name} = ${replaced(name, type)}`);
  const holds = columns.map(({ name }) => `${name}::text ~* $2`);
  return [
    `UPDATE ${quoted(table)} SET ${changes.join(", ")}`,
    `WHERE "shopId" = $1::uuid AND ctid >= $3::tid AND ctid < $4::tid AND (${holds.join(" OR ")})`,
  ].join(" ");
}

function replaced(name: string, type: string): string {
  const inText = (text: string) => `regexp_replace(${text}, $2, '${ERASED}', 'gi')`;
  if (type === "text[]") {
    return `CASE WHEN ${name} IS NULL THEN NULL ELSE ARRAY(SELECT ${inText("each")} FROM unnest(${name}) AS each) END`;
  }
  return type.startsWith("json") ? `${inText(`${name}::text`)}::${type}` : inText(name);
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
