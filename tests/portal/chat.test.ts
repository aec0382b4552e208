import { expect, test } from "vitest";

import type { Message } from "~/conversations/message";
import { chatMessage } from "~/portal/chat";

const message: Message = {
  id: "m",
  seq: 4,
  visibleSeq: 2,
  kind: "message",
  author: "agent",
  agentId: "a",
  name: "Iris Lindqvist",
  text: "Hello",
  card: null,
  clientId: "c",
  attachments: [],
  mailedAt: null,
  at: new Date("2026-11-22T10:00:00Z"),
};

test("an agent goes by the first name, and nothing internal of a message leaves", () => {
  expect(chatMessage(message, "en")).toEqual({
    id: "m",
    seq: 4,
    visibleSeq: 2,
    from: "agent",
    name: "Iris",
    text: "Hello",
    at: "2026-11-22T10:00:00.000Z",
    attachments: [],
  });
});

test("a shopper recognises their own message by the id they gave it", () => {
  expect(chatMessage({ ...message, author: "shopper", name: null }, "en")).toMatchObject({
    clientId: "c",
    from: "shopper",
  });
});

test("a note is nothing to a shopper, even one that was numbered by mistake", () => {
  expect(chatMessage({ ...message, visibleSeq: null }, "en")).toBeNull();
  expect(chatMessage({ ...message, kind: "note" }, "en")).toBeNull();
});
