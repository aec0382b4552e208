import { expect, test } from "vitest";

import { eligibilityLine, policyLine, whyUnasked } from "~/returns/wording";

import { policy } from "./returnable";

test("the shopper reads it in their language and in the shop's day", () => {
  const late = new Date("2026-11-19T23:30:00Z");
  const berlin = { locale: "en", timezone: "Europe/Berlin" } as const;
  expect(eligibilityLine({ open: true, until: late }, berlin)).toBe("Can be returned until Nov 20, 2026.");
  const shanghai = { locale: "zh-CN", timezone: "Asia/Shanghai" } as const;
  expect(eligibilityLine({ open: false, because: "window-closed", until: late }, shanghai)).toContain(
    "2026年11月20日",
  );
  expect(policyLine(policy, "en")).toBe("You can send items back within 30 days of delivery.");
  expect(whyUnasked("final-sale", "zh-CN")).toBe("该商品为最终销售，不支持退货。");
  expect(whyUnasked("window-closed", "en")).toBe("The return window has closed.");
});
