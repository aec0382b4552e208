import { expect, test } from "vitest";

import {
  fingerprint,
  freshCode,
  freshToken,
  isSignedByShopify,
  sameSecret,
  seal,
  sign,
  unseal,
  verified,
} from "~/platform/secrets.server";

import { signature } from "../support/shopify-calls";

const now = new Date("2026-11-22T10:00:00Z");
const later = (seconds: number) => new Date(now.getTime() + seconds * 1_000);

test("what is sealed opens again, and never looks the same twice", () => {
  const token = "shpat_0123456789 张伟 🌿";
  expect(unseal(seal(token))).toBe(token);
  expect(seal(token)).not.toBe(seal(token));
  expect(seal(token)).not.toContain("shpat");
});

test("one changed character and it does not open", () => {
  const sealed = seal("a token");
  const last = sealed.at(-2) === "A" ? "B" : "A";
  expect(() => unseal(sealed.slice(0, -2) + last + sealed.slice(-1))).toThrow();
  expect(() => unseal("v1.AAAA")).toThrow();
  expect(() => unseal("a token")).toThrow("Not sealed by us");
});

test("a statement holds for its purpose and its time only", async () => {
  const token = await sign("visitor", { visitorId: "v1" }, { now, seconds: 900 });
  expect(await verified("visitor", token, later(899))).toMatchObject({ visitorId: "v1" });
  expect(await verified("visitor", token, later(901))).toBeNull();
  expect(await verified("case", token, now)).toBeNull();
});

test.each([
  ["nothing", ""],
  ["an unsigned statement", "eyJhbGciOiJub25lIn0.eyJhdWQiOiJ2aXNpdG9yIiwiaXNzIjoiZ29vZHR1cm4ifQ."],
  ["text", "a.b.c"],
])("%s is no statement of ours", async (_what, token) => {
  expect(await verified("visitor", token, now)).toBeNull();
});

test("Shopify's signature is over the bytes as they came", () => {
  const body = Buffer.from('{"note":"é\u2028"}\n');
  expect(isSignedByShopify(body, signature(body))).toBe(true);
  expect(isSignedByShopify(Buffer.from(body.toString().trim()), signature(body))).toBe(false);
  expect(isSignedByShopify(body, "")).toBe(false);
});

test("secrets are compared whole, whatever their length", () => {
  expect(sameSecret("abc", "abc")).toBe(true);
  expect(sameSecret("abc", "abcd")).toBe(false);
  expect(fingerprint("a")).toBe(fingerprint("a"));
  expect(fingerprint("a")).not.toBe(fingerprint("b"));
});

test("codes have six digits and tokens do not repeat", () => {
  for (let turn = 0; turn < 200; turn += 1) expect(freshCode()).toMatch(/^\d{6}$/);
  expect(new Set(Array.from({ length: 500 }, freshToken)).size).toBe(500);
});
