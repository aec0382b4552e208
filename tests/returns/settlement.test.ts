import { expect, test } from "vitest";

import type { SeenReturn } from "~/returns/return";
import { linesToProcess, whyNotSettle, type ReturnPreview } from "~/returns/settlement";

const eur = (minor: number) => ({ minor, currency: "EUR" });
const preview = (own: Partial<ReturnPreview> = {}): ReturnPreview => ({
  items: eur(9_000),
  tax: eur(0),
  shipping: eur(0),
  shippingLeft: eur(490),
  fees: eur(0),
  total: eur(9_000),
  stillPossible: eur(11_790),
  to: [],
  ...own,
});

test("what was seen and is still so may be paid", () => {
  expect(whyNotSettle(preview(), eur(9_000))).toBeNull();
});

test.each([
  [preview({ total: eur(8_000) }), "changed"],
  [preview({ stillPossible: eur(8_999) }), "too-much"],
  [preview({ total: eur(0) }), "nothing-left"],
  [preview({ stillPossible: eur(0) }), "nothing-left"],
])("otherwise it is not (%#)", (now, because) => {
  expect(whyNotSettle(now, eur(9_000))).toMatchObject({ because });
});

test("only units that came back and were not processed yet are paid", () => {
  const line = { shopifyLineId: "a", processed: 1, processable: 2 } as SeenReturn["lines"][number];
  const seen = { lines: [line] } as unknown as SeenReturn;
  const own = (receivedQuantity: number) => [{ shopifyLineId: "a", receivedQuantity, restock: true }];
  expect(linesToProcess(own(3), seen)).toEqual([{ shopifyLineId: "a", quantity: 2, restock: true }]);
  expect(linesToProcess(own(2), seen)).toEqual([{ shopifyLineId: "a", quantity: 1, restock: true }]);
  expect(linesToProcess(own(1), seen)).toEqual([]);
});
