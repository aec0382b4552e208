import { expect, test } from "vitest";

import { networkOf, whyNotTry } from "~/portal/lookup";

const now = new Date("2026-11-22T12:00:00Z");
const code = { usedAt: null, expiresAt: new Date(now.getTime() + 60_000), tries: 0 };

test("a code can be tried three times, for ten minutes, and used once", () => {
  expect(whyNotTry(code, now)).toBeNull();
  expect(whyNotTry({ ...code, tries: 3 }, now)).toBe("locked");
  expect(whyNotTry({ ...code, expiresAt: now }, now)).toBe("expired");
  expect(whyNotTry({ ...code, usedAt: now }, now)).toBe("expired");
  expect(whyNotTry(null, now)).toBe("expired");
});

test("DO-3: all addresses of an IPv6 network are one caller", () => {
  expect(networkOf("2001:db8:1:2:3:4:5:6")).toBe(networkOf("2001:DB8:1:2::1"));
  expect(networkOf("2001:db8:1:2::1")).not.toBe(networkOf("2001:db8:1:3::1"));
  expect(networkOf("::1")).toBe("0000:0000:0000:0000");
  expect(networkOf("192.0.2.7")).toBe("192.0.2.7");
});
