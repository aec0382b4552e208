import { expect, test } from "vitest";

import { inTurn, together } from "~/ledger/together";

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

test("who waits for their turn gets it in the order of asking, also after a failure", async () => {
  const seen: string[] = [];
  const slow = async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    seen.push("slow");
  };
  const broken = async () => Promise.reject(new Error("broken"));
  const quick = async () => void seen.push("quick");
  const all = await Promise.allSettled([inTurn("d", slow), inTurn("d", broken), inTurn("d", quick)]);
  expect(seen).toEqual(["slow", "quick"]);
  expect(all.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
});
