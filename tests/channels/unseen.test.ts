import { expect, test } from "vitest";

import { course, GONE_AFTER_MS } from "~/channels/unseen";

const now = new Date("2026-11-22T12:00:00Z");
const ago = (ms: number) => new Date(now.getTime() - ms);

test("an answer that was seen is not mailed", () => {
  expect(course({ shopperHereAt: null, shopperSeen: 4, unmailed: [3, 4], now })).toBe("nothing");
});

test("while the shopper is there, we wait", () => {
  expect(course({ shopperHereAt: ago(GONE_AFTER_MS - 1), shopperSeen: 3, unmailed: [4], now })).toBe("wait");
});

test("when the shopper has left, the answer is mailed", () => {
  expect(course({ shopperHereAt: ago(GONE_AFTER_MS), shopperSeen: 3, unmailed: [4], now })).toBe("mail");
  expect(course({ shopperHereAt: null, shopperSeen: 0, unmailed: [1], now })).toBe("mail");
});
