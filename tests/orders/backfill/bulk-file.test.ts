import { expect, test } from "vitest";

import { linesOf, rootsOf, type Line } from "~/orders/backfill/bulk-file";

async function* feed(...lines: string[]): AsyncGenerator<Line> {
  let end = 0;
  for (const text of lines) yield { text, end: (end += Buffer.byteLength(text) + 1) };
}

async function read(...lines: string[]): Promise<[string, string[]][]> {
  const roots: [string, string[]][] = [];
  for await (const { row, children } of rootsOf(feed(...lines)))
    roots.push([row.id, children.map(({ id }) => id)]);
  return roots;
}

const root = (id: string) => `{"id":"gid:\\/\\/shopify\\/Order\\/${id}"}`;
const child = (id: string, parent: string) =>
  `{"id":"${id}","__parentId":"gid:\\/\\/shopify\\/Order\\/${parent}"}`;
const gid = (id: string) => `gid://shopify/Order/${id}`;

test("children are put under the root they follow", async () => {
  expect(
    await read(root("1"), child("a", "1"), child("b", "1"), root("2"), "", root("3"), child("c", "3")),
  ).toEqual([
    [gid("1"), ["a", "b"]],
    [gid("2"), []],
    [gid("3"), ["c"]],
  ]);
});

test("a child of another root is left out rather than put in the wrong place", async () => {
  expect(await read(root("1"), root("2"), child("a", "1"))).toEqual([
    [gid("1"), []],
    [gid("2"), []],
  ]);
});

test("an empty file has nobody in it", async () => {
  expect(await read()).toEqual([]);
});

test("a line that was cut off is an error", async () => {
  await expect(read(root("1"), '{"id":"gid:')).rejects.toThrow(SyntaxError);
});

/** The bytes of a file in pieces of this size. */
async function* inPieces(file: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.length; at += size) yield file.subarray(at, at + size);
}

test("wherever the pieces are cut, also inside a letter, the lines are the same", async () => {
  const lines = ["Größe", "", "日本", "🌿 fern", "last"];
  const file = Buffer.from(lines.join("\n"));
  for (let size = 1; size <= file.length; size += 1) {
    const found: string[] = [];
    for await (const { text } of linesOf(inPieces(file, size), { from: 0, skip: 0 })) found.push(text);
    expect(found).toEqual(lines);
  }
});

test("from the end of any root on, the file goes on with the next one", async () => {
  const text = [root("1"), child("ä", "1"), root("2"), root("3"), child("c", "3")].join("\n");
  const file = Buffer.from(`${text}\n`);
  const ids = async (from: number, skip: number) => {
    const found: [string, number][] = [];
    const bytes = inPieces(file.subarray(from - skip), 7);
    for await (const { row, end } of rootsOf(linesOf(bytes, { from, skip }))) found.push([row.id, end]);
    return found;
  };
  const all = await ids(0, 0);
  expect(all.map(([id]) => id)).toEqual([gid("1"), gid("2"), gid("3")]);
  expect(all.at(-1)?.[1]).toBe(file.length);
  for (const [position, [, end]] of all.entries()) {
    expect(await ids(end, 0)).toEqual(all.slice(position + 1));
    expect(await ids(end, end)).toEqual(all.slice(position + 1));
  }
});
