import { expect, test } from "vitest";

import { pair } from "~/orders/payload-money";

const bag = (shop: string, customer: string) =>
  pair({
    shopMoney: { amount: shop, currencyCode: "EUR" },
    presentmentMoney: { amount: customer, currencyCode: "JPY" },
  });

test("both moneys become whole minor units; digits beyond the currency's own are cut off", () => {
  expect(bag("10.505", "1625.9")).toEqual({
    shop: { minor: 1_050, currency: "EUR" },
    customer: { minor: 1_625, currency: "JPY" },
  });
});

test("what is no amount is refused", () => {
  expect(() => bag("1e9", "1")).toThrow(RangeError);
});
