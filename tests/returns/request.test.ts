import { expect, test } from "vitest";

import { whetherToAsk } from "~/returns/request";

import { judging, line } from "./returnable";
import { policyWith, published, reason } from "./policy/cases";

const ask = (own: object = {}, photos = 0) =>
  whetherToAsk(
    { lines: [{ id: line().id, quantity: 1, reason: "too-small", ...own }], photos, hasComment: false },
    { ...judging(), lines: [line()] },
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
  const wish = { lines: [row, row], photos: 0, hasComment: false };
  const answer = whetherToAsk(wish, { ...judging(), lines: [line()] });
  expect(answer).toMatchObject({ ok: false, because: "too-many" });
});

test("where the policy asks for words, there is no return without", () => {
  const policy = policyWith({ reasons: [reason("too-small", { comment: "required" })] });
  const facts = { ...judging({ published: published(policy) }), lines: [line()] };
  const wish = { lines: [{ id: line().id, quantity: 1, reason: "too-small" }], photos: 0 };
  expect(whetherToAsk({ ...wish, hasComment: false }, facts)).toMatchObject({ because: "comment-missing" });
  expect(whetherToAsk({ ...wish, hasComment: true }, facts)).toMatchObject({
    ok: true,
    lines: [{ judgement: { version: 3, rule: { id: "rest" } } }],
  });
});
