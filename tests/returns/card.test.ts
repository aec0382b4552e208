import { expect, test } from "vitest";

import { idOf } from "~/kit/id";
import { returnCard } from "~/returns/card";

const day = new Date("2026-11-20T10:00:00Z");
const shown = {
  id: idOf<"Return">("019aa0c0-0000-7000-8000-1234567890ab"),
  stage: "requested",
  refunded: null,
  declineReason: null,
  declineNote: null,
  requestedAt: day,
  decidedAt: null,
  receivedAt: null,
  settledAt: null,
  updatedAt: day,
} as const;

test("the shopper reads what happens in their language", () => {
  expect(returnCard(shown, "en")).toMatchObject({
    stage: "requested",
    line: "We have your request and look at it.",
    total: null,
  });
  expect(returnCard({ ...shown, stage: "received" }, "zh-CN").line).toBe("商品已收到，接下来为您退款。");
});

test("the merchant's own words for a decline come first, else the reason's", () => {
  const declined = { ...shown, stage: "declined", declineReason: "final-sale" } as const;
  expect(returnCard(declined, "en").line).toBe("Not accepted. The item was sold as final sale.");
  expect(returnCard({ ...declined, declineNote: "Worn, sorry <b>" }, "en").line).toBe(
    "Not accepted. Worn, sorry <b>",
  );
});

test("what was paid is told with its amount", () => {
  const card = returnCard(
    { ...shown, stage: "refunded", refunded: { minor: 9_000, currency: "EUR" }, settledAt: day },
    "en",
  );
  expect(card).toMatchObject({
    line: "€90.00 is on its way back to you.",
    total: { minor: 9_000, text: "€90.00" },
    at: day.toISOString(),
  });
});
