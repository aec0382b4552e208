import { expect, test } from "vitest";

import { exactJson } from "~/kit/exact";
import { namedIn, traces } from "~/privacy/person";

test("Shopify's words for whom to forget are read with every digit", () => {
  const body = `{"shop_id":1,"customer":{"id":820982911946154508,"email":" Noor@Example.com","phone":"+49 151 1"},
    "orders_to_redact":[820982911946154509,7]}`;
  expect(namedIn(exactJson(body))).toEqual({
    customerId: "gid://shopify/Customer/820982911946154508",
    email: "noor@example.com",
    phone: "+49 151 1",
    orderIds: ["gid://shopify/Order/820982911946154509", "gid://shopify/Order/7"],
  });
});

test("a person without address, number or orders is read as well", () => {
  const nobody = { customerId: null, email: null, phone: null, orderIds: [] };
  expect(namedIn({ customer: { id: null, email: null }, orders_requested: null })).toEqual(nobody);
  expect(namedIn({})).toEqual(nobody);
  expect(() => namedIn({ customer: { id: "1; DROP TABLE" } })).toThrow();
});

test("somebody is recognised by addresses and numbers, however the number is spelled, and by nothing that is too short", () => {
  const who = {
    customerIds: ["gid://shopify/Customer/7"],
    emails: ["noor@example.com"],
    phones: ["+49 (151) 123-45", "12345"],
  };
  expect(traces(who)).toEqual([
    "noor@example.com",
    "+49 (151) 123-45",
    "+4915112345",
    "gid://shopify/Customer/7",
  ]);
});
