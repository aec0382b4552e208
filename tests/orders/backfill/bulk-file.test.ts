import { expect, test } from "vitest";

import { rootsOf } from "~/orders/backfill/bulk-file";

async function read(...lines: string[]): Promise<[string, string[]][]> {
  const feed = (async function* () {
    yield* lines;
  })();
  const roots: [string, string[]][] = [];
  for await (const { row, children } of rootsOf(feed)) roots.push([row.id, children.map(({ id }) => id)]);
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
