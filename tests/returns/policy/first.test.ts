import { expect, test } from "vitest";

import { Policy } from "~/returns/policy/document";
import { firstPolicy } from "~/returns/policy/first";
import { problemsIn } from "~/returns/policy/problems";
import { settingsFrom } from "~/shops/settings";

test.each([30, 0])(
  "what the settings say is a policy without problems, ready to be published: %i days",
  (days) => {
    const policy = firstPolicy(settingsFrom({ returnWindowDays: days }));
    expect(Policy.safeParse(policy).success).toBe(true);
    expect(problemsIn(policy)).toEqual([]);
  },
);

test("the settings' days and reasons are its days and reasons", () => {
  const policy = firstPolicy(settingsFrom({ returnWindowDays: 14 }));
  expect(policy.rules.at(-1)?.then).toMatchObject({ windowDays: 14, outcomes: { refund: {} } });
  expect(policy.reasons.find(({ handle }) => handle === "damaged-or-defective")).toMatchObject({
    photo: "required",
    fault: "ours",
    claim: "damaged",
  });
});
