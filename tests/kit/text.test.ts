import fc from "fast-check";
import { expect, test } from "vitest";

import { emailKey, excerpt, orderKey, storable, storableJson } from "~/kit/text";

test("an excerpt never cuts a character in two and is never too long", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", maxLength: 300 }),
      fc.integer({ min: 1, max: 50 }),
      (text, length) => {
        const short = excerpt(text, length);
        expect([...short].length).toBeLessThanOrEqual(length);
        expect(short.isWellFormed()).toBe(true);
      },
    ),
  );
  expect(excerpt("  two\n lines ")).toBe("two lines");
  expect(excerpt("🌿🌿🌿", 2)).toBe("🌿…");
});

test("only what PostgreSQL cannot store is taken out", () => {
  expect(storable("a\0b")).toBe("ab");
  expect(storable("half \ud83c of a leaf")).toBe("half \ufffd of a leaf");
  expect(storable("<b>مرحبا</b> 🌿 \\u0000")).toBe("<b>مرحبا</b> 🌿 \\u0000");
});

test("JSON for the database holds no NUL and stays JSON", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom("a", "\0", "\ud83c", "é", "\\", "u0000", '"') })),
      (texts) => {
        const written = storableJson(texts);
        expect(JSON.parse(written)).toEqual(texts.map(storable));
        expect(storableJson(JSON.parse(written))).toBe(written);
      },
    ),
  );
  expect(JSON.parse(storableJson({ at: new Date(0), path: "c:\\u0000" }))).toEqual({
    at: "1970-01-01T00:00:00.000Z",
    path: "c:\\u0000",
  });
});

test.each([
  [" Noor@Example.COM ", "noor@example.com"],
  ["张伟@example.com", "张伟@example.com"],
  ["noor@example", null],
  ["noor @example.com", null],
  ["<noor@example.com>", null],
  ["a@b@example.com", null],
  [`${"x".repeat(250)}@example.com`, null],
  ["", null],
])("the address %j is kept as %j", (text, key) => {
  expect(emailKey(text)).toBe(key);
});

test("an order's name is found however people type it", () => {
  expect(["#1001", " 1001 ", "#FF-1001"].map(orderKey)).toEqual(["1001", "1001", "ff-1001"]);
});
