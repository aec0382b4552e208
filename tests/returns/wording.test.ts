import { expect, test } from "vitest";

import { policyLine, whyUnasked } from "~/returns/wording";

import { judging } from "./returnable";
import { policyWith, published, rest } from "./policy/cases";

test("why a request was not taken, in the shopper's language", () => {
  expect(whyUnasked("final-sale", "zh-CN")).toBe("该商品为最终销售，不支持退货。");
  expect(whyUnasked("window-closed", "en")).toBe("The return window has closed.");
});

test("the terms for everything else in one sentence, by the outcome that stays open longest", () => {
  const line = (then: object) =>
    policyLine(published(policyWith({ rules: [{ ...rest, then: { ...rest.then, ...then } }] })), "en");
  expect(policyLine(judging().published, "en")).toBe("You can send items back within 30 days of delivery.");
  expect(line({ outcomes: { refund: {}, "store-credit": { ownWindow: { days: 60 } } } })).toContain(
    "60 days",
  );
  expect(line({ windowDays: null })).toBe("You can send items back at any time.");
  expect(line({ kind: "final-sale" })).toBe("This store does not take returns.");
});
