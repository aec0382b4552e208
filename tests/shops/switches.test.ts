import { expect, test } from "vitest";

import { isOff, isSwitch, switches } from "~/shops/switches";

test("what an operator has stopped is off, and nothing else is", () => {
  const stopped = { shop: { off: ["mail"] } };
  expect(switches.filter((what) => isOff(stopped, what))).toEqual(["mail"]);
});

test("only what exists can be switched", () => {
  expect(switches.every(isSwitch)).toBe(true);
  expect(isSwitch("everything")).toBe(false);
});
