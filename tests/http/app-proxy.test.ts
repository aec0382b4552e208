import { createHmac } from "node:crypto";

import fc from "fast-check";
import { expect, test } from "vitest";

import { isProxied, readProxyQuery } from "~/http/app-proxy";
import { figure } from "../trust/figure.ts";

const genuine = {
  logged_in_customer_id: "",
  path_prefix: "/apps/goodturn",
  shop: "fern-and-flax.myshopify.com",
  timestamp: "1795341600",
};
const hmac = (text: string) => createHmac("sha256", "secret").update(text).digest("hex");

/** As Shopify builds it: pairs sorted, joined without a delimiter. */
function signed(parameters: Record<string, string>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join("");
}

function query(pairs: readonly (readonly [string, string])[]): URLSearchParams {
  return new URLSearchParams(pairs.map(([name, value]) => [name, value]));
}

function signedQuery(parameters: Record<string, string> = genuine): URLSearchParams {
  return query([...Object.entries(parameters), ["signature", hmac(signed(parameters))]]);
}

test("Shopify's parameters are read as Shopify signed them", () => {
  const read = readProxyQuery(signedQuery({ ...genuine, logged_in_customer_id: "7" }));
  expect(read).toMatchObject({
    shop: genuine.shop,
    customerId: "7",
    signedAt: new Date("2026-11-22T10:00:00Z"),
  });
  expect(hmac(read?.signed ?? "")).toBe(read?.signature);
});

test("nobody signed in is nobody, not an empty customer", () => {
  expect(readProxyQuery(signedQuery())?.customerId).toBeNull();
});

test("SH-3: harmless parameters of a theme may repeat", () => {
  const pairs: [string, string][] = [...Object.entries(genuine), ["tag", "1"], ["tag", "2"]];
  const read = readProxyQuery(query([...pairs, ["signature", hmac(signed({ ...genuine, tag: "1,2" }))]]));
  expect(hmac(read?.signed ?? "")).toBe(read?.signature);
});

test.each(["shop", "logged_in_customer_id", "path_prefix", "timestamp", "signature"])(
  "SH-3: %s must be there exactly once",
  (name) => {
    const twice = signedQuery();
    twice.append(name, twice.get(name) ?? "");
    const missing = signedQuery();
    missing.delete(name);
    expect([readProxyQuery(twice), readProxyQuery(missing)]).toEqual([null, null]);
  },
);

test("SH-3: a name written in percent signs counts as the name it is", () => {
  expect(readProxyQuery(new URLSearchParams(`${signedQuery()}&%73hop=other.myshopify.com`))).toBeNull();
  figure("SH-3", {
    reached: "each parameter refused when not exactly once; tag=1&tag=2 accepted",
    asked: "exactly 1; repeats of others accepted",
  });
});

test.each([
  ["shop", "fern.myshopify.com.evil.test"],
  ["shop", "https://fern.myshopify.com"],
  ["shop", "FERN.myshopify.com"],
  ["logged_in_customer_id", "7 "],
  ["logged_in_customer_id", "gid://shopify/Customer/7"],
  ["timestamp", "1795341600.5"],
  ["path_prefix", "/apps/good_turn"],
  ["__proto__", "x"],
  ["note", "has spaces"],
  ["mlogged_in_customer_id", "1"],
])("SH-4: %s=%s is refused although it is signed", (name, value) => {
  expect(readProxyQuery(signedQuery({ ...genuine, [name]: value }))).toBeNull();
});

test("a request with any of the parameters counts as proxied, one without as direct", () => {
  expect([isProxied(new URLSearchParams("shop=a")), isProxied(new URLSearchParams("tag=a"))]).toEqual([
    true,
    false,
  ]);
});

const names = ["foo", "a", "mm", "sz", "zz", "logged_in_x", "rest"] as const;
const scraps = [
  "1",
  "logged_in_customer_id=",
  "logged_in_customer_id=999",
  "path_prefix=/apps/goodturn",
  "shop=evil.myshopify.com",
  "timestamp=1999999999",
  "timestamp=",
  "m",
  "x",
  "omer_id=",
  "logged_in_cust",
  "=",
  "shop=",
] as const;

/** Cuts a signed text into parameters anew, at places that a forger would choose. */
function cut(text: string, starts: readonly number[]): [string, string][] {
  const places = [...new Set([0, ...starts, text.length])].sort((a, b) => a - b);
  return places.slice(1).map((end, n) => {
    const part = text.slice(places[n] ?? 0, end);
    const equals = part.indexOf("=");
    return equals < 0 ? [part, ""] : [part.slice(0, equals), part.slice(equals + 1)];
  });
}

test("SH-4: no text moved from one parameter into another says anything else than what was signed", () => {
  const value = fc.array(fc.constantFrom(...scraps), { maxLength: 5 }).map((parts) => parts.join(""));
  const own = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 2 });
  const places = fc.array(fc.nat(400), { maxLength: 9 });
  fc.assert(
    fc.property(own, places, fc.boolean(), (extra, at, atNames) => {
      const text = signed({ ...genuine, ...extra });
      const begins = [
        ...text.matchAll(/(logged_in_customer_id|path_prefix|shop|timestamp|mm?logged|omer_id|[a-z]{1,3})=/g),
      ];
      const starts = atNames
        ? at.flatMap((n) => begins[n % begins.length]?.index ?? [])
        : at.map((n) => n % text.length);
      const read = readProxyQuery(query([...cut(text, starts), ["signature", hmac(text)]]));
      if (!read || read.signed !== text) return;
      expect([read.shop, read.customerId, read.signedAt]).toEqual([
        genuine.shop,
        null,
        new Date("2026-11-22T10:00:00Z"),
      ]);
    }),
    { numRuns: 10_000 },
  );
});
