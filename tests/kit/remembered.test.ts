import { expect, test } from "vitest";

import { after } from "~/kit/days";
import { remembered } from "~/kit/remembered";

const now = new Date("2026-11-23T10:00:00Z");
const lately = { now, forMs: 1_000 };

test("what was found is not looked for again for a while", async () => {
  let looks = 0;
  const find = () => Promise.resolve(++looks);
  await Promise.all([remembered("a", lately, find), remembered("a", lately, find)]);
  expect(await remembered("a", { ...lately, now: after(now, 999) }, find)).toBe(1);
  expect(await remembered("b", lately, find)).toBe(2);
  expect(await remembered("a", { ...lately, now: after(now, 1_000) }, find)).toBe(3);
});

test("a failure is forgotten at once", async () => {
  await expect(remembered("c", lately, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await remembered("c", lately, () => Promise.resolve("yes"))).toBe("yes");
});
