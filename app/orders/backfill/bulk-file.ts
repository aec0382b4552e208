/** One root object of a bulk file with the rows that belong to it. */
export type BulkRoot = {
  readonly row: BulkRow;
  readonly children: readonly BulkRow[];
  /** Where in the file its last line ends, in bytes: whoever begins here finds the next root. */
  readonly end: number;
};
export type BulkRow = { readonly id: string; readonly __parentId?: string } & Readonly<
  Record<string, unknown>
>;

/** A line and the byte after it. */
export type Line = { readonly text: string; readonly end: number };

const NEWLINE = 0x0a;

/** Lines of a stream of bytes that begins at `from` in its file; `skip` bytes of it are passed over unread. */
export async function* linesOf(
  bytes: AsyncIterable<Uint8Array>,
  { from, skip }: { readonly from: number; readonly skip: number },
): AsyncGenerator<Line> {
  let end = from;
  let left = skip;
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of bytes) {
    const chunk = piece.subarray(Math.min(left, piece.length));
    left -= piece.length - chunk.length;
    const whole =
      rest.length > 0
        ? Buffer.concat([rest, chunk])
        : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    let begin = 0;
    for (let at = whole.indexOf(NEWLINE); at >= 0; at = whole.indexOf(NEWLINE, begin)) {
      end += at + 1 - begin;
      yield { text: whole.toString("utf8", begin, at), end };
      begin = at + 1;
    }
    rest = whole.subarray(begin);
  }
  if (rest.length > 0) yield { text: rest.toString("utf8"), end: end + rest.length };
}

/**
 * Puts the lines of a bulk file together: a root, then its children (we ask for grouped objects). One root
 * at a time is in memory. A child that stands elsewhere is left out; its root is read whole when it is opened.
 * @throws SyntaxError for a line that is not JSON, which is how a file that was cut off ends
 */
export async function* rootsOf(lines: AsyncIterable<Line>): AsyncGenerator<BulkRoot> {
  let row: BulkRow | null = null;
  let children: BulkRow[] = [];
  let end = 0;
  for await (const line of lines) {
    if (line.text === "") continue;
    const next = JSON.parse(line.text) as BulkRow;
    if (next.__parentId === undefined) {
      if (row) yield { row, children, end };
      row = next;
      children = [];
    } else if (next.__parentId === row?.id) {
      children.push(next);
    }
    end = line.end;
  }
  if (row) yield { row, children, end };
}
