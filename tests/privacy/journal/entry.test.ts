import { expect, test } from "vitest";

import { markOf, marksOf, namedFrom } from "~/privacy/journal/entry";

const zelda = {
  customerIds: ["gid://shopify/Customer/7"],
  emails: ["zelda@example.com"],
  phones: ["+49151"],
  orderIds: ["gid://shopify/Order/7"],
  visitorIds: ["v"],
  conversationIds: ["c"],
  returnIds: [],
};

test("a person is remembered by what they can be found by again, each under its own kind", () => {
  expect(marksOf(zelda)).toEqual([
    markOf("customer", "gid://shopify/Customer/7"),
    markOf("email", "Zelda@Example.com"),
    markOf("phone", "+49151"),
    markOf("order", "gid://shopify/Order/7"),
  ]);
  expect(markOf("email", "7")).not.toBe(markOf("order", "7"));
});

test("what was recognised is looked for again, each by itself and orders together", () => {
  const found = {
    customer: ["gid"],
    email: ["a@example.com", "b@example.com"],
    phone: [],
    order: ["o1", "o2"],
  };
  const nobody = { customerId: null, email: null, phone: null, orderIds: [] };
  expect(namedFrom(found)).toEqual([
    { ...nobody, customerId: "gid" },
    { ...nobody, email: "a@example.com" },
    { ...nobody, email: "b@example.com" },
    { ...nobody, orderIds: ["o1", "o2"] },
  ]);
  expect(namedFrom({ customer: [], email: [], phone: [], order: [] })).toEqual([]);
});
