import { expect, test } from "vitest";

import { initials } from "~/conversations/inbox";

test.each([
  ["Iris Lindqvist", "IL"],
  ["Iris", "I"],
  ["张伟", "张"],
  ["Ana Maria de la Cruz", "AC"],
  ["", "?"],
])("%s is drawn as %s", (name, drawn) => {
  expect(initials(name)).toBe(drawn);
});
