import { parse } from "graphql";
import type { BulkOperation } from "../../state/plumbing.ts";
import type { Context } from "../field.ts";

const rowsPerPass = 1000;
type Row = Record<string, unknown>;

/**
 * Runs the query over the whole state, pass by pass, and writes it as Shopify does: one JSON object per
 * line, the rows of nested lists on lines of their own with `__parentId`. Parents come before their
 * children; directly before them only when objects are grouped.
 */
export async function runBulkQuery(
  context: Context,
  operation: BulkOperation,
): Promise<{ lines: string[]; roots: number }> {
  const document = parse(operation.query);
  const lines: string[] = [];
  let roots = 0;
  for (let skip = 0; operation.status === "RUNNING"; skip += rowsPerPass) {
    const result = await context.read(document, { skip, take: rowsPerPass });
    const [error] = result.errors ?? [];
    if (error) throw error;
    const rows = rootRows(result.data ?? {});
    roots += rows.length;
    const children: string[] = [];
    for (const row of rows) write(row, null, { lines, children: operation.groupObjects ? lines : children });
    for (const child of children) lines.push(child);
    operation.objectCount = lines.length;
    operation.rootObjectCount = roots;
    if (rows.length < rowsPerPass) break;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { lines, roots };
}

/** The rows of the one list at the top, however deep it hangs below single objects. */
function rootRows(data: Row): Row[] {
  for (const value of Object.values(data)) {
    const rows = rowsOf(value);
    if (rows) return rows;
    if (value !== null && typeof value === "object" && !Array.isArray(value)) return rootRows(value as Row);
  }
  return [];
}

function rowsOf(value: unknown): Row[] | null {
  const edges = (value as { edges?: unknown } | null)?.edges;
  return Array.isArray(edges) ? edges.map((edge: { node: Row }) => edge.node) : null;
}

type Output = { lines: string[]; children: string[] };

function write(row: Row, parentId: string | null, output: Output): void {
  const own: Row = {};
  const nested: Row[][] = [];
  for (const [key, value] of Object.entries(row)) {
    const rows = rowsOf(value);
    if (rows) nested.push(rows);
    else own[key] = value;
  }
  if (parentId !== null) own.__parentId = parentId;
  output.lines.push(JSON.stringify(own).replaceAll("/", "\\/"));
  for (const child of nested.flat())
    write(child, String(row.id), { lines: output.children, children: output.children });
}
