import { describe, expect, test } from "vitest";

import { minorIn, shareIn, shareText, wholeIn } from "~/ui/typed";

describe("an amount is kept in minor units of its currency", () => {
  test.each([
    ["5", "EUR", 500],
    ["5.00", "EUR", 500],
    ["5,5", "EUR", 550],
    ["500", "JPY", 500],
    ["1.250", "KWD", 1_250],
    ["", "EUR", null],
    [" ", "EUR", null],
  ])("%j in %s is %j", (text, currency, minor) => {
    expect(minorIn(text, currency)).toBe(minor);
  });

  test.each([
    ["1,000", "EUR"],
    ["5.005", "EUR"],
    ["0.5", "JPY"],
    ["-1", "EUR"],
    ["€5", "EUR"],
    ["1e3", "EUR"],
    ["five", "EUR"],
  ])("%j is no amount in %s: nothing is guessed", (text, currency) => {
    expect(minorIn(text, currency)).toBeUndefined();
  });

  test("nor is what lies above the most that may be", () => {
    expect(minorIn("10.01", "EUR", 1_000)).toBeUndefined();
    expect(minorIn("10.00", "EUR", 1_000)).toBe(1_000);
  });
});

test("a share is hundredths of a per cent, and reads back as it was typed", () => {
  expect(["12.5", "12,5 %", "0.05", "100"].map(shareIn)).toEqual([1_250, 1_250, 5, 10_000]);
  expect(["12.505", "-1", "x", "1000000"].map(shareIn)).toEqual([undefined, undefined, undefined, undefined]);
  expect([1_250, 5, 10_000, 0].map(shareText)).toEqual(["12.5", "0.05", "100", "0"]);
});

test("a whole number lies within its ends", () => {
  expect(["0", "30", "", "-1", "366", "3.5", "abc"].map((text) => wholeIn(text, [0, 365]))).toEqual([
    0,
    30,
    null,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
