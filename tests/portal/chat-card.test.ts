import { expect, test } from "vitest";

import { chatCard } from "~/portal/chat-card";

const at = new Date("2026-11-22T10:00:00Z");
const step = (type: string, more = {}) =>
  chatCard(
    { at, card: { type, returnId: "r1", orderId: "gid://shopify/Order/1", by: "Iris Lindqvist", ...more } },
    "en",
  );

test("a refund tells the shopper how much, in their way of writing money", () => {
  expect(step("return.refunded", { amountMinor: 3_400, currency: "EUR" })).toEqual({
    kind: "return",
    return: {
      id: "r1",
      stage: "refunded",
      line: "€34.00 is on its way back to you.",
      total: { minor: 3_400, currency: "EUR", text: "€34.00" },
      at: at.toISOString(),
    },
  });
});

test("a decline tells the agent's reason when there is one", () => {
  expect(step("return.declined", { note: "Worn" })).toMatchObject({
    return: { line: "Your return was not accepted: Worn" },
  });
  expect(step("return.declined", { note: null })).toMatchObject({
    return: { line: "Your return was not accepted." },
  });
});

test("who of the team did it, and what else a card holds, stays with the team", () => {
  expect(JSON.stringify(step("return.approved"))).not.toMatch(/Iris|gid:/);
  expect([step("assigned"), step("closed"), step("order-proven")]).toEqual([null, null, null]);
});

test("a question how it was is a link", () => {
  expect(chatCard({ at, card: { type: "survey", url: "https://x.test/survey/1" } }, "en")).toEqual({
    kind: "survey",
    url: "https://x.test/survey/1",
  });
});
