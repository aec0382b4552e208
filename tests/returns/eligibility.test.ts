import { expect, test } from "vitest";

import { addDays, after } from "~/kit/days";
import { eligibility } from "~/returns/eligibility";

import { came, line, policy } from "./returnable";

const end = addDays(came, 30);

test("on the last moment of the window it may come back, the moment after not", () => {
  expect(eligibility(line(), policy, end)).toEqual({ open: true, until: end });
  expect(eligibility(line(), policy, after(end, 1))).toEqual({
    open: false,
    because: "window-closed",
    until: end,
  });
});

test("nobody told us of the delivery: a week of travel is added to the sending", () => {
  const until = addDays(addDays(came, -3), 37);
  expect(eligibility(line({ deliveredAt: null }), policy, came)).toEqual({ open: true, until });
});

test.each([
  ["not sent yet", { sentAt: null }, "not-sent"],
  ["all returned already", { unreturned: 0 }, "nothing-left"],
  ["final sale", { tags: ["linen", "final-sale"] }, "final-sale"],
] as const)("%s: the one reason why not", (_name, own, because) => {
  expect(eligibility(line(own), policy, came)).toEqual({ open: false, because });
});
