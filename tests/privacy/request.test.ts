import { expect, test } from "vitest";

import { addDays } from "~/kit/days";
import { aboutWhom, dueOn, isUrgent } from "~/privacy/request";

const asked = new Date("2026-11-01T10:00:00Z");

test("a request is due thirty days after it was made, and urgent in its last five", () => {
  const dueAt = dueOn(asked);
  expect(dueAt).toEqual(new Date("2026-12-01T10:00:00Z"));
  expect([24, 26, 31].map((days) => isUrgent({ state: "open", dueAt }, addDays(asked, days)))).toEqual([
    false,
    true,
    true,
  ]);
  expect(isUrgent({ state: "done", dueAt }, addDays(asked, 31))).toBe(false);
});

test("it is about an address, else a number, else Shopify's id; once erased about nobody", () => {
  const customerId = "gid://shopify/Customer/7";
  expect(aboutWhom({ customerId, email: "noor@example.com", phone: "+49" })).toBe("noor@example.com");
  expect(aboutWhom({ customerId, email: null, phone: "+49" })).toBe("+49");
  expect(aboutWhom({ customerId, email: null, phone: null })).toBe("#7");
  expect(aboutWhom({ customerId: null, email: null, phone: null })).toBeNull();
});
