import fc from "fast-check";
import { expect, test } from "vitest";

import { exactJson } from "~/kit/exact";

test("an id beyond 2^53 keeps every digit, as text", () => {
  expect(exactJson('{"id":820982911946154508,"nested":[{"id":-9007199254740993}]}')).toEqual({
    id: "820982911946154508",
    nested: [{ id: "-9007199254740993" }],
  });
});

test("everything else is read as ever", () => {
  const leaf = fc.oneof(
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, min: -1e9, max: 1e9 }),
    fc.string(),
    fc.constant(null),
  );
  fc.assert(
    fc.property(
      fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.array(leaf, { maxLength: 4 })),
      (value) => {
        const text = JSON.stringify(value);
        expect(exactJson(text)).toEqual(JSON.parse(text));
      },
    ),
  );
});

test("what is not JSON is refused", () => expect(() => exactJson("{id:1}")).toThrow(SyntaxError));
