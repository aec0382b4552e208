import { expect, test } from "vitest";

import { shortcutOf } from "~/ui/shortcuts";

const press = {
  key: "J",
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  target: null,
  defaultPrevented: false,
};

test("a single key is a shortcut, whatever the shift key says", () => {
  expect(shortcutOf(press)).toBe("j");
  expect(shortcutOf({ ...press, key: "?" })).toBe("?");
});

test("the browser's own combinations stay the browser's", () => {
  expect(shortcutOf({ ...press, ctrlKey: true })).toBeNull();
  expect(shortcutOf({ ...press, metaKey: true })).toBeNull();
  expect(shortcutOf({ ...press, defaultPrevented: true })).toBeNull();
});

test("named keys are no shortcuts", () => {
  expect(shortcutOf({ ...press, key: "Enter" })).toBeNull();
});
