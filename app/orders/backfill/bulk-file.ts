/** One root object of a bulk file with the rows that belong to it. */
export type BulkRoot = { readonly row: BulkRow; readonly children: readonly BulkRow[] };
export type BulkRow = { readonly id: string; readonly __parentId?: string } & Readonly<
  Record<string, unknown>
>;

/**
 * Puts the lines of a bulk file together: a root, then its children (we ask for grouped objects). One root
 * at a time is in memory. A child that stands elsewhere is left out; its root is read whole when it is opened.
 * @throws SyntaxError for a line that is not JSON, which is how a file that was cut off ends
 */
export async function* rootsOf(lines: AsyncIterable<string>): AsyncGenerator<BulkRoot> {
  let row: BulkRow | null = null;
  let children: BulkRow[] = [];
  for await (const line of lines) {
    if (line === "") continue;
    const next = JSON.parse(line) as BulkRow;
    if (next.__parentId === undefined) {
      if (row) yield { row, children };
      row = next;
      children = [];
    } else if (next.__parentId === row?.id) {
      children.push(next);
    }
  }
  if (row) yield { row, children };
}
