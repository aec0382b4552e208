import { expect, test } from "vitest";

import { policyOf, StoredPolicy, storedPolicy } from "~/returns/policy";
import { settingsFrom } from "~/shops/settings";

test("the policy is what the merchant set, and another window is another version", () => {
  const thirty = policyOf(settingsFrom({}));
  const ten = policyOf(settingsFrom({ returnWindowDays: 10 }));
  expect(thirty.windowDays).toBe(30);
  expect(ten.version).not.toBe(thirty.version);
});

test("what is kept with a return can be read again as it was", () => {
  const verdicts = [{ fulfillmentLineId: "gid://shopify/FulfillmentLineItem/1", until: null, because: null }];
  const stored = storedPolicy(policyOf(settingsFrom({})), verdicts);
  expect(StoredPolicy.parse(JSON.parse(JSON.stringify(stored)))).toEqual(stored);
});
