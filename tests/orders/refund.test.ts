import fc from "fast-check";
import { expect, test } from "vitest";

import { accountTail, restockParts, whyNotRefund, type RefundPreview } from "~/orders/refund";

const eur = (minor: number) => ({ minor, currency: "EUR" });
const preview = (own: Partial<RefundPreview> = {}): RefundPreview => ({
  lines: [],
  items: eur(4_500),
  tax: eur(0),
  taxesIncluded: true,
  shipping: eur(0),
  shippingLeft: eur(490),
  total: eur(4_500),
  alreadyRefunded: eur(0),
  stillPossible: eur(11_790),
  to: [],
  refundable: { shirt: 2 },
  ...own,
});
const wish = { lines: [{ lineId: "shirt", quantity: 1 }], shippingMinor: 0 };

test("what was seen and is still so may be paid", () => {
  expect(whyNotRefund(wish, preview(), eur(4_500))).toBeNull();
});

const changed = { minor: 4_500, currency: "JPY" };
const tooMany = { ...wish, lines: [...wish.lines, { lineId: "shirt", quantity: 2 }] };

test.each([
  { what: "another sum than was seen", now: preview({ total: eur(4_400) }), because: "changed" },
  { what: "another money", now: preview({ total: changed, stillPossible: changed }), because: "changed" },
  { what: "more units than are left", wanted: tooMany, because: "too-much" },
  {
    what: "a line of another order",
    wanted: { ...wish, lines: [{ lineId: "sofa", quantity: 1 }] },
    because: "too-much",
  },
  {
    what: "less than nothing",
    wanted: { ...wish, lines: [{ lineId: "shirt", quantity: -1 }] },
    because: "too-much",
  },
  { what: "more shipping than is left", wanted: { ...wish, shippingMinor: 491 }, because: "too-much" },
  { what: "more than was ever paid", now: preview({ total: eur(12_000) }), because: "too-much" },
  { what: "an order paid back already", now: preview({ stillPossible: eur(0) }), because: "nothing-left" },
  { what: "something worth nothing", now: preview({ total: eur(0) }), because: "nothing-left" },
])("$what is not paid", ({ wanted = wish, now = preview(), because }) => {
  expect(whyNotRefund(wanted, now, eur(4_500))).toMatchObject({ because });
});

test("whatever the numbers: what is let through is what was seen, and never beyond what is possible", () => {
  const amount = fc.integer({ min: -10_000, max: 10_000 });
  const world = fc.record({
    total: amount,
    possible: amount,
    seen: amount,
    quantity: fc.integer({ min: -5, max: 5 }),
  });
  fc.assert(
    fc.property(world, ({ total, possible, seen, quantity }) => {
      const now = preview({ total: eur(total), stillPossible: eur(possible) });
      const wanted = { lines: [{ lineId: "shirt", quantity }], shippingMinor: 0 };
      if (whyNotRefund(wanted, now, eur(seen)) !== null) return;
      expect(total).toBe(seen);
      expect(total).toBeGreaterThan(0);
      expect(total).toBeLessThanOrEqual(possible);
      expect(quantity >= 0 && quantity <= 2).toBe(true);
    }),
    { numRuns: 10_000 },
  );
});

test("units that were sent are paid back first; those beyond are not sent any more", () => {
  expect(restockParts(2, { sent: 3, unsent: 0 })).toEqual([{ quantity: 2, restockType: "NO_RESTOCK" }]);
  expect(restockParts(2, { sent: 0, unsent: 3 })).toEqual([{ quantity: 2, restockType: "CANCEL" }]);
  expect(restockParts(3, { sent: 1, unsent: 2 })).toEqual([
    { quantity: 1, restockType: "NO_RESTOCK" },
    { quantity: 2, restockType: "CANCEL" },
  ]);
});

test("of an account only its last four digits are told", () => {
  expect(accountTail("•••• •••• •••• 4242")).toBe("4242");
  expect(accountTail("noor@example.com")).toBeNull();
  expect(accountTail(null)).toBeNull();
});
