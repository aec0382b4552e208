import { expect, test } from "vitest";

import { isSendable, LONGEST_TEXT } from "~/conversations/message";

test("a picture needs no words", () => {
  expect(isSendable({ text: "", attachments: ["one"] })).toBe(true);
});

test("white space alone is nothing to send", () => {
  expect(isSendable({ text: " \n\t" })).toBe(false);
});

test("ten thousand characters are sent, one more is not", () => {
  expect(isSendable({ text: "x".repeat(LONGEST_TEXT) })).toBe(true);
  expect(isSendable({ text: "x".repeat(LONGEST_TEXT + 1) })).toBe(false);
});
