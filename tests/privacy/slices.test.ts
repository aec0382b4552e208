import { expect, test } from "vitest";

import { slices } from "~/privacy/slices";

test("a list is cut into pieces of a size, in order, with nothing lost", () => {
  expect(slices([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(slices([], 2)).toEqual([]);
});
