import { expect, test } from "vitest";

import { isWaiting, whyNotDecide } from "~/ledger/approval";

const open = { state: "open", requestedBy: "agent:paolo", payment: null } as const;

test("nobody decides on what they asked for themselves", () => {
  expect(whyNotDecide(open, "agent:paolo")).toBe("own");
  expect(whyNotDecide(open, "agent:iris")).toBeNull();
});

test("what is decided stays decided", () => {
  expect(whyNotDecide({ ...open, state: "declined" }, "agent:iris")).toBe("decided");
  const payment = { state: "succeeded", failure: null } as const;
  expect(whyNotDecide({ ...open, state: "approved", payment }, "agent:iris")).toBe("decided");
});

test("an approved payment that never left the house may be approved once more", () => {
  expect(isWaiting({ state: "approved", payment: null })).toBe(true);
  expect(isWaiting({ state: "declined", payment: null })).toBe(false);
});
