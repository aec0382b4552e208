import { describe, expect, test } from "vitest";

import type { Message } from "~/conversations/message";
import { fold, marked } from "~/routes/admin/inbox.$conversationId/fold";
import type { Pending } from "~/routes/admin/inbox/outbox";

const at = (time: string) => new Date(`2026-11-22T${time}:00Z`);
const message = (seq: number, more: Partial<Message> = {}): Message => ({
  id: `m${seq}`,
  seq,
  visibleSeq: seq,
  kind: "message",
  author: "shopper",
  agentId: null,
  name: null,
  text: "Hello",
  card: null,
  clientId: null,
  attachments: [],
  mailedAt: null,
  at: at("10:00"),
  ...more,
});
const pending = (clientId: string): Pending => ({
  conversationId: "c1",
  clientId,
  mode: "reply",
  text: "Hi",
  at: at("10:05").toISOString(),
  expectedSeq: 1,
  state: "sending",
});
const kinds = (messages: Message[], waiting: Pending[] = [], timezone = "Europe/Berlin") =>
  fold(messages, waiting, timezone).map(({ type }) => type);

describe("the thread", () => {
  test("is parted by days as the viewer's calendar has them", () => {
    const late = message(2, { at: at("23:30") });
    expect(kinds([message(1), late], [], "UTC")).toEqual(["day", "message", "message"]);
    expect(kinds([message(1), late], [], "Europe/Berlin")).toEqual(["day", "message", "day", "message"]);
  });

  test("puts what happened side by side into one place", () => {
    const happened = [2, 3, 4].map((seq) => message(seq, { kind: "event", author: "system" }));
    expect(kinds([message(1), ...happened, message(5)])).toEqual(["day", "message", "events", "message"]);
  });

  test("names a person once for what they write in one go", () => {
    const items = fold([message(1), message(2), message(3, { at: at("11:00") })], [], "UTC");
    expect(items.flatMap((item) => (item.type === "message" ? [item.isFirst] : []))).toEqual([
      true,
      false,
      true,
    ]);
  });

  test("never joins a note to a reply", () => {
    const reply = message(1, { author: "agent", name: "Iris Lindqvist" });
    const items = fold([reply, { ...reply, id: "m2", seq: 2, kind: "note" }], [], "UTC");
    expect(items.at(-1)).toMatchObject({ isFirst: true });
  });

  test("shows words on their way once: as ours until the server shows them", () => {
    expect(kinds([message(1)], [pending("x")])).toEqual(["day", "message", "pending"]);
    expect(kinds([message(1), message(2, { clientId: "x" })], [pending("x")])).toEqual([
      "day",
      "message",
      "message",
    ]);
  });
});

test("only the newest of ours says sent, and the newest that was read says seen", () => {
  const ours = [1, 2, 3].map((seq) => message(seq, { author: "agent" }));
  expect(marked(ours, 2)).toEqual({ seen: "m2", newest: "m3" });
});
