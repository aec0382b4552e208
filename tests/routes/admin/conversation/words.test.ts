import { describe, expect, test } from "vitest";

import { words } from "~/kit/words";
import { StoredPolicy } from "~/returns/policy/stored";
import { eventText } from "~/routes/admin/inbox.$conversationId/event-text";
import { targetText } from "~/routes/admin/inbox.$conversationId/refund/target";
import { verdictText } from "~/routes/admin/inbox.$conversationId/returning/verdict";
import { snoozeChoices } from "~/routes/admin/inbox.$conversationId/snooze";

const say = words("en");

describe("what happened, in a line", () => {
  const line = (card: Record<string, string | number | null> & { type: string }) =>
    eventText({ card, text: "" }, say, "en");

  test("says who did it, with the money", () => {
    expect(line({ type: "order.refunded", by: "Iris", amountMinor: 3400, currency: "EUR" })).toBe(
      "Iris refunded €34.00",
    );
  });

  test("tells taking from giving and from giving up", () => {
    expect(line({ type: "assigned", agentId: "a", name: "Iris", by: "Iris" })).toBe("Iris took this");
    expect(line({ type: "assigned", agentId: "a", name: "Paolo", by: "Iris" })).toBe(
      "Iris assigned this to Paolo",
    );
    expect(line({ type: "assigned", agentId: null, name: null, by: "Iris" })).toBe(
      "Iris took the assignment away",
    );
  });

  test("of a kind that we have no words for shows its own", () => {
    expect(eventText({ card: { type: "new.kind" }, text: "Something new" }, say, "en")).toBe("Something new");
  });
});

describe("where the money goes", () => {
  test("is the card's name and its last four digits", () => {
    expect(targetText([{ gateway: "Visa", account: "•••• •••• •••• 4242" }])).toBe("Visa 4242");
    const paid = { gateway: "shopify_payments", card: "Visa", account: "•••• •••• •••• 4242" };
    expect(targetText([paid])).toBe("Visa 4242");
    expect(targetText([{ gateway: "shopify_payments", account: null }])).toBe("Shopify Payments");
  });
});

test("a conversation comes back in the morning, and on Monday only when that is another day", () => {
  const words = (at: string) => snoozeChoices(new Date(at)).map(({ word }) => word);
  expect(words("2026-11-22T10:00:00")).not.toContain("inbox.snoozeMonday");
  expect(words("2026-11-24T10:00:00")).toContain("inbox.snoozeMonday");
  expect(words("2026-11-24T22:30:00")).not.toContain("inbox.snoozeHours");
});

test("the policy's verdict names the day, and the rule where somebody named it", () => {
  const verdict = { fulfillmentLineId: "f", until: "2026-12-12T12:00:00.000Z", because: null };
  const stored = (own: object, more: object = {}) =>
    StoredPolicy.parse({
      version: 4,
      windowDays: 30,
      transitDays: 7,
      verdicts: [{ ...verdict, ...own }],
      ...more,
    });
  const said = (policy: StoredPolicy) => verdictText({ policy }, say, "en");
  // As it was stored before there were rules.
  expect(said(stored({}, { version: "1" }))).toBe("Within the 30-day window, until Dec 12");
  const rule = { id: "shoes", name: "Shoes" };
  expect(said(stored({ rule }))).toBe("Shoes: Within the 30-day window, until Dec 12");
  expect(said(stored({ rule, until: null }, { windowDays: null }))).toContain("at any time");
  expect(said(stored({ exception: { id: "e", kind: "once" } }))).toBe("By an exception from the policy");
});
