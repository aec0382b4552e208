import { expect, test } from "vitest";

import { isScore, whyNotAsk } from "~/feedback/survey";

test("only one to five is a score", () => {
  expect([0, 1, 3, 5, 6, 2.5, NaN].map(isScore)).toEqual([false, true, true, true, false, false, false]);
});

test("nobody is asked about help they did not get, or twice in a week", () => {
  expect(whyNotAsk({ spokeWithTeam: false, askedLately: false })).toBe("nobody-answered");
  expect(whyNotAsk({ spokeWithTeam: true, askedLately: true })).toBe("asked-lately");
  expect(whyNotAsk({ spokeWithTeam: true, askedLately: false })).toBeNull();
});
