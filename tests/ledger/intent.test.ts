import { expect, test } from "vitest";

import { idOf } from "~/kit/id";
import {
  isAged,
  isForsaken,
  isStale,
  isUnderWay,
  markedNote,
  markOf,
  mayMove,
  nextLook,
  type Intent,
  type IntentState,
} from "~/ledger/intent";

const began = new Date("2026-11-22T10:00:00Z");
const at = (seconds: number) => new Date(began.getTime() + seconds * 1_000);
const intent = (state: IntentState, sentAt: Date | null = began): Intent => ({
  id: idOf<"MoneyIntent">("019aa0c0-0000-7000-8000-1234567890ab"),
  kind: "refund",
  orderId: "gid://shopify/Order/1001",
  returnId: null,
  conversationId: null,
  approvalId: null,
  clientId: "c",
  key: "k",
  amount: { minor: 4_500, currency: "EUR" },
  booked: null,
  state,
  request: {},
  refundId: null,
  failure: null,
  actorName: "Iris Lindqvist",
  createdAt: began,
  sentAt,
  settledAt: null,
});

test("what was paid never becomes anything else", () => {
  for (const to of ["prepared", "sent", "unknown", "failed"] as const)
    expect(mayMove("succeeded", to)).toBe(false);
});

test("nothing is sent that was not written down first", () => {
  expect(mayMove("prepared", "sent")).toBe(true);
  expect(mayMove("failed", "sent")).toBe(false);
  expect(mayMove("prepared", "succeeded")).toBe(false);
});

test("a sender is given time to report; a lost request is asked about sooner", () => {
  expect(isForsaken(intent("sent"), at(120))).toBe(false);
  expect(isForsaken(intent("sent"), at(300))).toBe(true);
  expect(isForsaken(intent("unknown"), at(59))).toBe(false);
  expect(isForsaken(intent("unknown"), at(60))).toBe(true);
  expect(isForsaken(intent("prepared", null), at(60))).toBe(true);
});

test("after a quarter of an hour a person decides", () => {
  expect(isAged(intent("unknown"), at(15 * 60))).toBe(false);
  expect(isAged(intent("unknown"), at(15 * 60 + 1))).toBe(true);
});

test("only what has not ended is under way", () => {
  const states = ["prepared", "sent", "unknown", "pending", "succeeded", "failed"] as const;
  expect(states.filter(isUnderWay)).toEqual(["prepared", "sent", "unknown", "pending"]);
});

test("a wish of yesterday is not paid today without being wished again", () => {
  expect(isStale(intent("prepared", null), at(24 * 3_600))).toBe(false);
  expect(isStale(intent("prepared", null), at(24 * 3_600 + 1))).toBe(true);
});

test("what waits for the payment provider is looked at with less haste", () => {
  expect(nextLook("pending")).toBeGreaterThan(nextLook("unknown"));
  expect(mayMove("pending", "succeeded") && mayMove("pending", "failed")).toBe(true);
  expect(mayMove("pending", "sent")).toBe(false);
});

test("the mark stands in the note that goes to Shopify", () => {
  expect(markOf(intent("sent"))).toBe("Goodturn 1234567890ab");
  expect(markedNote(intent("sent"), "Torn seam")).toBe("Torn seam (Goodturn 1234567890ab)");
  expect(markedNote(intent("sent"), null)).toBe("Goodturn 1234567890ab");
});
