import { expect, test } from "vitest";

import { isRefused, refused } from "~/portal/refusal";

test("a refusal says why, and how long to wait when waiting helps", () => {
  expect(refused("slow-down", 30)).toEqual({ refused: "slow-down", retryAfterSeconds: 30 });
  expect(refused("not-found")).toEqual({ refused: "not-found" });
});

test("an ordinary answer is no refusal", () => {
  expect([isRefused(refused("expired")), isRefused({ message: "hi" }), isRefused(null)]).toEqual([
    true,
    false,
    false,
  ]);
});
