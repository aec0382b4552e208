import fc from "fast-check";
import { expect, test } from "vitest";
import {
  lastSeq,
  merged,
  missingAfter,
  noThread,
  under,
  unreadIn,
} from "../../extensions/src/chat/pure/thread";
import type { Conversation, Message } from "../../extensions/src/chat/wire";

const message = (visibleSeq: number, more: Partial<Message> = {}): Message => ({
  id: "m" + visibleSeq,
  seq: visibleSeq * 3,
  visibleSeq,
  from: "agent",
  name: "Iris",
  text: "Hello " + visibleSeq,
  at: "2026-11-22T09:00:00Z",
  attachments: [],
  ...more,
});
const conversation = (more: Partial<Conversation> = {}): Conversation => ({
  id: "c1",
  status: "open",
  lastSeq: 0,
  lastVisible: 0,
  teamSeenSeq: 0,
  reachable: false,
  ...more,
});

test("messages stand in order and once, however they arrive", () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.integer({ min: 1, max: 12 }))), (arrivals) => {
      let thread = noThread;
      for (const arrival of arrivals)
        thread = merged(
          thread,
          arrival.map((seq) => message(seq)),
        );
      const held = thread.messages.map(({ visibleSeq }) => visibleSeq);
      expect(held).toEqual([...new Set(arrivals.flat())].sort((a, b) => a - b));
    }),
  );
});

test("a hole is noticed, and the question starts right before it", () => {
  const thread = merged(noThread, [message(1), message(2), message(4)]);
  expect(missingAfter(thread)).toBe(6);
  expect(missingAfter(merged(thread, [message(3)]))).toBeNull();
});

test("a message the server has told of but nobody brought is missing too", () => {
  const thread = under(merged(noThread, [message(1)]), conversation({ lastVisible: 2 }));
  expect(missingAfter(thread)).toBe(3);
  expect(missingAfter(under(noThread, conversation({ lastVisible: 1 })))).toBe(0);
});

test("internal notes take numbers, and still leave no hole the shopper could see", () => {
  const thread = merged(noThread, [message(1, { seq: 1 }), message(2, { seq: 9 })]);
  expect(missingAfter(thread)).toBeNull();
  expect(lastSeq(thread)).toBe(9);
});

test("another conversation starts an empty thread", () => {
  const first = under(merged(noThread, [message(1)]), conversation());
  expect(under(first, conversation({ id: "c2" })).messages).toEqual([]);
  expect(under(first, conversation({ status: "closed" })).messages).toHaveLength(1);
  expect(under(first, null)).toBe(noThread);
});

test("the newer wording of a message wins, so that a card shows its present state", () => {
  const thread = merged(merged(noThread, [message(1)]), [message(1, { text: "Approved" })]);
  expect(thread.messages.map(({ text }) => text)).toEqual(["Approved"]);
});

test("what the team has seen is told in their numbers and shown in the shopper's", () => {
  const thread = merged(noThread, [message(1), message(2), message(3)]);
  expect(under(thread, conversation({ teamSeenSeq: 7 })).teamSeen).toBe(2);
});

test("only what others wrote counts as unread", () => {
  const thread = merged(noThread, [message(1), message(2, { from: "shopper" }), message(3)]);
  expect([unreadIn(thread, 0), unreadIn(thread, 1), unreadIn(thread, 3)]).toEqual([2, 1, 0]);
});
