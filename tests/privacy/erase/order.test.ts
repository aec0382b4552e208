import { expect, test } from "vitest";

import { erasureOrder } from "~/privacy/erase/order";

test("whoever points at another goes first", () => {
  const references = [
    { from: "messages", to: "conversations" },
    { from: "attachments", to: "messages" },
    { from: "conversations", to: "customers" },
    { from: "folders", to: "folders" },
    { from: "elsewhere", to: "customers" },
  ];
  const order = erasureOrder(
    ["customers", "conversations", "messages", "attachments", "folders"],
    references,
  );
  expect(order.indexOf("attachments")).toBeLessThan(order.indexOf("messages"));
  expect(order.indexOf("messages")).toBeLessThan(order.indexOf("conversations"));
  expect(order.indexOf("conversations")).toBeLessThan(order.indexOf("customers"));
  expect(order).toHaveLength(5);
});

test("tables that point at each other cannot be put in order, and say so", () => {
  const circle = [
    { from: "a", to: "b" },
    { from: "b", to: "a" },
  ];
  expect(() => erasureOrder(["a", "b"], circle)).toThrow("point at each other: a, b");
});
