import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { authorityOf, exceeded, inShopMoney, mostNow, type Standing } from "~/ledger/limit";

const nothing = { ticket: 0, day: 0, customer: 0, payments: 0 };
const agent = (own: Partial<Standing> = {}): Standing => ({
  authority: "agent",
  limits: { action: 5_000, ticket: 8_000, day: 20_000, customer: 10_000 },
  pace: 60,
  spent: nothing,
  ...own,
});

describe("a limit of 50.00", () => {
  test("lets 49.99 and 50.00 through, and stops 50.01", () => {
    expect(exceeded(4_999, agent())).toEqual([]);
    expect(exceeded(5_000, agent())).toEqual([]);
    expect(exceeded(5_001, agent())).toEqual(["action"]);
  });

  test("counts what the conversation, the day and the customer have had", () => {
    expect(exceeded(3_001, agent({ spent: { ...nothing, ticket: 5_000 } }))).toEqual(["ticket"]);
    expect(exceeded(3_000, agent({ spent: { ...nothing, ticket: 5_000 } }))).toEqual([]);
    const spent = { ticket: 0, day: 19_000, customer: 9_500, payments: 60 };
    expect(exceeded(1_001, agent({ spent }))).toEqual(["day", "customer", "pace"]);
  });

  test("without a limit nothing but the pace stops anybody", () => {
    expect(exceeded(1_000_000_00, agent({ authority: "owner", limits: null }))).toEqual([]);
    expect(exceeded(1, agent({ limits: null, spent: { ...nothing, payments: 60 } }))).toEqual(["pace"]);
  });
});

test("what may still be paid is exactly what would not exceed anything", () => {
  const limit = fc.option(fc.integer({ min: 0, max: 10_000 }));
  const sum = fc.integer({ min: 0, max: 10_000 });
  const standing = fc.record({
    authority: fc.constant("agent" as const),
    pace: fc.constant(5),
    limits: fc.record({ action: limit, ticket: limit, day: limit, customer: limit }),
    spent: fc.record({ ticket: sum, day: sum, customer: sum, payments: fc.integer({ min: 0, max: 6 }) }),
  });
  fc.assert(
    fc.property(standing, (given) => {
      const most = mostNow(given);
      if (most !== 0) expect(exceeded(most ?? Number.MAX_SAFE_INTEGER / 2, given)).toEqual([]);
      if (most !== null) expect(exceeded(most + 1, given)).not.toEqual([]);
    }),
  );
});

test("people have the limits of their role, the app those of rules; a shopper and a viewer move nothing", () => {
  expect(authorityOf({ kind: "agent", role: "lead" })).toBe("lead");
  expect(authorityOf({ kind: "agent", role: "manager" })).toBe("lead");
  expect(authorityOf({ kind: "agent", role: "returns-specialist" })).toBe("agent");
  expect(authorityOf({ kind: "system" })).toBe("rules");
  expect(authorityOf({ kind: "assistant" })).toBe("assistant");
  expect(authorityOf({ kind: "shopper" })).toBeNull();
  for (const role of ["viewer", "", "toString"]) expect(authorityOf({ kind: "agent", role })).toBeNull();
});

describe("in the shop's money", () => {
  const yen = { minor: 7_201, currency: "JPY" };

  test("an amount counts at the order's own rate, and a broken cent whole", () => {
    const rate = { shop: { minor: 4_500, currency: "EUR" }, customer: { minor: 7_200, currency: "JPY" } };
    expect(inShopMoney({ ...yen, minor: 7_200 }, rate)).toEqual({ minor: 4_500, currency: "EUR" });
    expect(inShopMoney(yen, rate)).toEqual({ minor: 4_501, currency: "EUR" });
  });

  test("the same money is itself; without a rate nothing is invented", () => {
    const rate = { shop: { minor: 1, currency: "JPY" }, customer: { minor: 3, currency: "JPY" } };
    expect(inShopMoney(yen, rate)).toEqual(yen);
    const free = { shop: { minor: 0, currency: "EUR" }, customer: { minor: 0, currency: "JPY" } };
    expect(inShopMoney(yen, free)).toEqual({ minor: 7_201, currency: "EUR" });
  });
});
