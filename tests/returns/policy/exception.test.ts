import { expect, test } from "vitest";

import { addDays } from "~/kit/days";
import { exceptionFor, isActive } from "~/returns/policy/exception";

import { came, exceptionOf, factsOf } from "./cases";

const once = exceptionOf({ id: "once", kind: "once", approver: "Paolo" });

test("a one-time exception needs an approver and is used up by one return", () => {
  expect(isActive(once, came)).toBe(true);
  expect(isActive({ ...once, approver: null }, came)).toBe(false);
  expect(isActive({ ...once, usedAt: came }, came)).toBe(false);
});

test("an exception ends at its moment", () => {
  const until = exceptionOf({ expiresAt: came });
  expect(isActive(until, addDays(came, -1))).toBe(true);
  expect(isActive(until, came)).toBe(false);
});

test("it counts for its customer, order or product, and for nobody else", () => {
  const of = (subject: string) => factsOf({}, { exceptions: [exceptionOf({ subject })] });
  expect(exceptionFor(of("gid://shopify/Product/1"), came)).not.toBeNull();
  expect(exceptionFor(of("gid://shopify/Order/1001"), came)).not.toBeNull();
  expect(exceptionFor(of("gid://shopify/Customer/2"), came)).toBeNull();
});

test("an approved one-time exception comes before a block, a block before a permission", () => {
  const allow = exceptionOf({ id: "allow" });
  const block = exceptionOf({ id: "block", kind: "block" });
  expect(exceptionFor(factsOf({}, { exceptions: [allow, block] }), came)?.id).toBe("block");
  expect(exceptionFor(factsOf({}, { exceptions: [allow, block, once] }), came)?.id).toBe("once");
});
