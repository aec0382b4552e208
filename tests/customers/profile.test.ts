import { expect, test } from "vitest";

import { isVip, rememberedFrom } from "~/customers/profile";

const payload = {
  id: "gid://shopify/Customer/1",
  displayName: "Noor Haddad",
  tags: ["VIP"],
  numberOfOrders: "12",
  createdAt: "2025-10-01T08:00:00Z",
  updatedAt: "2026-11-01T08:00:00Z",
  note: "",
  amountSpent: { amount: "1234.5", currencyCode: "EUR" },
  defaultEmailAddress: { emailAddress: "Noor@Example.com" },
};

test("a customer is remembered with their money in minor units and their address in lower case", () => {
  expect(rememberedFrom(payload)).toMatchObject({
    name: "Noor Haddad",
    email: "noor@example.com",
    phone: null,
    note: null,
    ordersCount: 12,
    spent: { minor: 123450, currency: "EUR" },
  });
});

test("the merchant's tag makes a VIP, however it is written", () => {
  expect(isVip({ tags: ["wholesale", "vip"] })).toBe(true);
  expect(isVip({ tags: ["vip-waitlist"] })).toBe(false);
});
