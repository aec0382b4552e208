import { expect, test } from "vitest";

import { gidTail, idOf } from "~/kit/id";

test("a gid ends in its number", () => {
  expect(gidTail("gid://shopify/Order/820982911946154508")).toBe("820982911946154508");
  expect(gidTail("gid://shopify/CalculatedOrder/7?version=2")).toBe("7");
});

test("an id is the text it was made of", () =>
  expect(idOf<"Order">("gid://shopify/Order/1")).toBe("gid://shopify/Order/1"));
