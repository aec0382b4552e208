import { expect, test } from "vitest";

import { terms } from "~/privacy/retention/terms";
import { defaultRetention, Retention } from "~/shops/retention";

test("every kind of thing is listed with how long it is kept, first what the merchant decides about", () => {
  const listed = terms({ ...defaultRetention, conversations: null, mails: 30 });
  expect(listed.find(({ what }) => what === "mails")).toEqual({ what: "mails", days: 30, chosen: true });
  expect(listed.find(({ what }) => what === "conversations")?.days).toBeNull();
  expect(listed.find(({ what }) => what === "webhooks")).toEqual({
    what: "webhooks",
    days: 7,
    chosen: false,
  });
  const chosen = listed.filter((term) => term.chosen).map(({ what }) => what);
  expect(chosen.sort()).toEqual(
    Object.keys(Retention.shape)
      .filter((name) => name !== "hold")
      .sort(),
  );
});

test("less than a week, more than ten years and half days are refused", () => {
  for (const mails of [6, 3_651, 30.5, null, "30"]) {
    expect(Retention.safeParse({ ...defaultRetention, mails }).success).toBe(false);
  }
  expect(Retention.safeParse(defaultRetention).success).toBe(true);
});
