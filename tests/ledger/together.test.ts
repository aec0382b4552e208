import { expect, test } from "vitest";

import { together } from "~/ledger/together";

test("clicks while the first is at work share its answer; a later one is looked at anew", async () => {
  let count = 0;
  const work = async () => (count += 1);
  expect(await Promise.all([together("a", work), together("a", work), together("b", work)])).toEqual([
    1, 1, 2,
  ]);
  expect(await together("a", work)).toBe(3);
});

test("a failure is shared too, and forgotten", async () => {
  const broken = async () => Promise.reject(new Error("broken"));
  const both = await Promise.allSettled([together("c", broken), together("c", broken)]);
  expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await together("c", async () => 1)).toBe(1);
});
