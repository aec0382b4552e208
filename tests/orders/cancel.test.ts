import { expect, test } from "vitest";

import { whyNotCancel, type CancelPreview, type CancelWish } from "~/orders/cancel";

const euros = (minor: number) => ({ minor, currency: "EUR" });
const preview: CancelPreview = { total: euros(9_490), to: [], units: 3, obstacle: null };
const wish: CancelWish = { reason: "CUSTOMER", restock: true, refund: "original" };

test("what the button said is what is paid back, or nothing is done", () => {
  expect(whyNotCancel(wish, preview, euros(9_490))).toBeNull();
  expect(whyNotCancel(wish, preview, euros(9_489))).toEqual({ because: "changed", preview });
  expect(whyNotCancel(wish, preview, { minor: 9_490, currency: "USD" })).toMatchObject({
    because: "changed",
  });
});

test("without a refund nothing is paid back", () => {
  const none: CancelWish = { ...wish, refund: "none" };
  expect(whyNotCancel(none, preview, euros(0))).toBeNull();
  expect(whyNotCancel(none, preview, euros(9_490))).toMatchObject({ because: "changed" });
});

test.each(["cancelled", "sent", "returning"] as const)("an order that is %s is left as it is", (obstacle) => {
  expect(whyNotCancel(wish, { ...preview, obstacle }, euros(9_490))).toEqual({ because: obstacle });
});
