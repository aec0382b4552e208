import { expect, test } from "vitest";

import { addDays, after } from "~/kit/days";
import { eligibility, type ReturnableLine } from "~/returns/eligibility";
import { policyOf } from "~/returns/policy";
import { whetherToAsk } from "~/returns/request";
import { eligibilityLine, policyLine, verdictLine, whyUnasked } from "~/returns/wording";
import { settingsFrom } from "~/shops/settings";

const policy = policyOf(settingsFrom({}));
const came = new Date("2026-10-20T10:00:00Z");
const line = (own: Partial<ReturnableLine> = {}): ReturnableLine => ({
  id: "gid://shopify/FulfillmentLineItem/1",
  lineId: "gid://shopify/LineItem/1",
  title: "Linen shirt",
  variant: "S",
  image: null,
  price: { minor: 4_500, currency: "EUR" },
  unreturned: 2,
  tags: [],
  sentAt: addDays(came, -3),
  deliveredAt: came,
  ...own,
});
const end = addDays(came, 30);

test("on the last moment of the window it may come back, the moment after not", () => {
  expect(eligibility(line(), policy, end)).toEqual({ open: true, until: end });
  expect(eligibility(line(), policy, after(end, 1))).toEqual({
    open: false,
    because: "window-closed",
    until: end,
  });
});

test("nobody told us of the delivery: a week of travel is added to the sending", () => {
  const until = addDays(addDays(came, -3), 37);
  expect(eligibility(line({ deliveredAt: null }), policy, came)).toEqual({ open: true, until });
});

test.each([
  ["not sent yet", { sentAt: null }, "not-sent"],
  ["all returned already", { unreturned: 0 }, "nothing-left"],
  ["final sale", { tags: ["linen", "final-sale"] }, "final-sale"],
] as const)("%s: the one reason why not", (_name, own, because) => {
  expect(eligibility(line(own), policy, came)).toEqual({ open: false, because });
});

const ask = (own: object = {}, photos = 0) =>
  whetherToAsk(
    { lines: [{ id: line().id, quantity: 1, reason: "too-small", ...own }], photos },
    { lines: [line()], policy, now: came },
  );

test("what was damaged needs a picture; what is too small does not", () => {
  expect(ask()).toMatchObject({ ok: true });
  expect(ask({ reason: "damaged-or-defective" })).toMatchObject({ ok: false, because: "photo-missing" });
  expect(ask({ reason: "damaged-or-defective" }, 1)).toMatchObject({ ok: true });
});

test.each([
  [{ quantity: 3 }, "too-many"],
  [{ quantity: 0 }, "too-many"],
  [{ quantity: 0.5 }, "too-many"],
  [{ reason: "because" }, "no-such-reason"],
  [{ id: "gid://shopify/FulfillmentLineItem/2" }, "no-such-line"],
])("%o is refused as %s", (own, because) => {
  expect(ask(own)).toMatchObject({ ok: false, because });
});

test("two rows of one line do not add up to more than there is", () => {
  const row = { id: line().id, quantity: 2, reason: "too-small" };
  const answer = whetherToAsk({ lines: [row, row], photos: 0 }, { lines: [line()], policy, now: came });
  expect(answer).toMatchObject({ ok: false, because: "too-many" });
});

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

test("the page where it is decided says what the policy said, also of a return made in Shopify", () => {
  const speaker = { locale: "en", timezone: "Europe/Berlin" } as const;
  const verdicts = [{ fulfillmentLineId: line().id, until: end.toISOString(), because: null }];
  const stored = {
    version: policy.version,
    windowDays: 30,
    transitDays: 7,
    finalSaleTag: "final-sale",
    verdicts,
  };
  expect(verdictLine({ policy: stored }, speaker)).toBe(
    "Within the policy of 30 days: could come back until Nov 19, 2026.",
  );
  expect(verdictLine({ policy: null }, speaker)).toContain("made in Shopify");
});
