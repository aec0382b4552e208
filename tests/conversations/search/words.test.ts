import { expect, test } from "vitest";

import { isWithoutSpaces, wordsOf } from "~/conversations/search/words";

test("signs that mean something to the database are not words", () => {
  expect(wordsOf("linen & (shirt) | !'; --")).toEqual(["linen", "shirt"]);
});

test("at most eight words are searched for", () => {
  expect(wordsOf("a b c d e f g h i j")).toHaveLength(8);
});

test("Chinese is searched letter by letter, because it has no spaces", () => {
  expect(isWithoutSpaces("包裹在哪里")).toBe(true);
  expect(isWithoutSpaces("où est mon colis")).toBe(false);
});
