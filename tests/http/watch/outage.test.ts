import { expect, test } from "vitest";

import { isOutage } from "~/http/watch/outage";

test("a database that is away is told from a fault of ours, however deep the word for it lies", () => {
  expect(isOutage(Object.assign(new Error("x"), { code: "ECONNREFUSED" }))).toBe(true);
  expect(isOutage(new Error("x", { cause: { kind: "postgres", originalCode: "57P01" } }))).toBe(true);
  expect(isOutage(new Error("timeout exceeded when trying to connect"))).toBe(true);
  expect(isOutage(Object.assign(new Error("x"), { code: "P2002" }))).toBe(false);
  expect(isOutage(new TypeError("undefined is not a function"))).toBe(false);
  for (const odd of [null, undefined, "57P01", 5]) expect(isOutage(odd)).toBe(false);
});
