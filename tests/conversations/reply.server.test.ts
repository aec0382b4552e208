import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, expect, test } from "vitest";

import { findDraft, saveDraft } from "~/conversations/draft.server";
import { findConversation } from "~/conversations/find.server";
import { listVisible } from "~/conversations/messages.server";
import { close } from "~/conversations/move.server";
import { recordEvent } from "~/conversations/record.server";
import { note, reply } from "~/conversations/reply.server";
import { addDays } from "~/kit/days";
import type { Desk } from "~/platform/desk.server";

import { deskFor, type TestDesk } from "../support/desk.ts";
import { draft, patiently, say } from "../support/talk.ts";

let shop: TestDesk;
let iris: Desk;
let paolo: Desk;
beforeAll(async () => {
  shop = await deskFor();
  iris = await shop.asAgent("Iris Lindqvist", "lead");
  paolo = await shop.asAgent("Paolo Ferri");
});
afterAll(() => shop.close());

async function begun(): Promise<{ noor: Desk; id: string }> {
  const noor = await shop.asShopper();
  const { conversationId } = await say(noor, "Where is my parcel?");
  return { noor, id: conversationId };
}

const announced = (conversationId: string) =>
  shop.desk.db.outbox.findMany({ where: { data: { path: ["conversationId"], equals: conversationId } } });

test("an answer gives the turn to the shopper, ends their wait and is announced", async () => {
  const { id } = await begun();
  expect(await reply(iris, id, draft("It is late by four days."))).toMatchObject({
    sent: true,
    seq: 2,
    visibleSeq: 2,
  });
  const seen = await findConversation(iris, id);
  expect(seen).toMatchObject({ status: "waiting", waitingSince: null, readSeq: 2 });
  expect(seen.messages.at(-1)).toMatchObject({ author: "agent", name: "Iris Lindqvist", kind: "message" });
  expect((await announced(id)).map(({ name }) => name)).toEqual(["message.received", "message.written"]);
});

test("a note is numbered for the team and does not exist for the shopper", async () => {
  const { noor, id } = await begun();
  await note(paolo, id, draft("She is a VIP, be quick"));
  await reply(iris, id, draft("We are looking"));
  expect((await findConversation(iris, id)).messages.map(({ seq, visibleSeq }) => [seq, visibleSeq])).toEqual(
    [
      [1, 1],
      [2, null],
      [3, 2],
    ],
  );
  const visible = await listVisible(noor, id, { after: 0, limit: 100 });
  expect(visible.map(({ text }) => text)).toEqual(["Where is my parcel?", "We are looking"]);
});

test("fifty people writing at once get fifty numbers without a hole", async () => {
  const { noor, id } = await begun();
  await Promise.all(
    Array.from({ length: 50 }, (_, n) => {
      const { text, clientId } = draft(`entry ${n}`);
      if (n % 3 === 0) return patiently(() => note(paolo, id, { text, clientId }));
      return patiently<unknown>(() =>
        n % 3 === 1 ? reply(iris, id, { text, clientId }) : say(noor, text, clientId),
      );
    }),
  );
  const { messages, olderBefore } = await findConversation(iris, id);
  const older = await findConversation(iris, id, { before: olderBefore ?? 0 });
  const all = [...older.messages, ...messages];
  expect(all.map(({ seq }) => seq)).toEqual(Array.from({ length: 51 }, (_, n) => n + 1));
  const visible = all.flatMap(({ visibleSeq }) => visibleSeq ?? []);
  expect(visible).toEqual(visible.map((_, n) => n + 1));
});

test("the same answer sent twice is one answer", async () => {
  const { id } = await begun();
  const same = draft("Once", randomUUID());
  const [one, two] = await Promise.all([reply(iris, id, same), reply(iris, id, same)]);
  expect(one).toEqual(two);
  expect((await findConversation(iris, id)).lastSeq).toBe(2);
});

test("an answer is held back when a colleague has written meanwhile, not when oneself has", async () => {
  const { id } = await begun();
  await note(iris, id, draft("I look into it"));
  expect(await reply(iris, id, { ...draft("First"), expectedSeq: 1 })).toMatchObject({ sent: true });
  await reply(paolo, id, draft("Mine came first"));
  expect(await reply(iris, id, { ...draft("Second"), expectedSeq: 3 })).toEqual({
    sent: false,
    because: "changed",
    lastSeq: 4,
  });
});

test("an answer is held back when the shopper has written meanwhile", async () => {
  const { noor, id } = await begun();
  await say(noor, "It has come!");
  expect(await reply(iris, id, { ...draft("It is late"), expectedSeq: 1 })).toMatchObject({
    because: "changed",
  });
});

test("two agents who answer at the same moment do not answer past each other", async () => {
  const { id } = await begun();
  const both = await Promise.all([
    reply(iris, id, { ...draft("From Iris"), expectedSeq: 1 }),
    reply(paolo, id, { ...draft("From Paolo"), expectedSeq: 1 }),
  ]);
  expect(both.map(({ sent }) => sent).sort()).toEqual([false, true]);
});

test("an answer into a closed conversation says so when the shopper has begun another", async () => {
  const { noor, id } = await begun();
  await close(iris, id);
  const { conversationId } = await say(shop.later(noor, addDays(noor.now, 30)), "Something else");
  expect(await reply(iris, id, draft("Late"))).toEqual({ sent: false, because: "moved-on", conversationId });
});

test("sending takes the draft away, and only one's own", async () => {
  const { id } = await begun();
  await saveDraft(iris, id, { mode: "reply", text: "Dear Noor" });
  await saveDraft(paolo, id, { mode: "note", text: "hm" });
  await reply(iris, id, draft("Dear Noor, it is late"));
  expect(await findDraft(iris, id)).toBeNull();
  expect(await findDraft(paolo, id)).toMatchObject({ mode: "note", text: "hm" });
});

test("words that leave late leave alone the draft that was begun since", async () => {
  const { id } = await begun();
  await saveDraft(iris, id, { mode: "reply", text: "The next" });
  await reply(iris, id, draft("Sent at last"));
  await note(iris, id, draft("The next one is a note"));
  expect(await findDraft(iris, id)).toMatchObject({ mode: "reply", text: "The next" });
});

test("a draft survives, is replaced by the next and is forgotten when emptied", async () => {
  const { id } = await begun();
  await saveDraft(iris, id, { mode: "reply", text: "Dear" });
  await saveDraft(iris, id, { mode: "reply", text: "Dear Noor" });
  expect((await findConversation(iris, id)).draft).toMatchObject({ text: "Dear Noor", mode: "reply" });
  expect(await saveDraft(iris, id, { mode: "reply", text: " " })).toEqual({ savedAt: null });
  expect((await findConversation(iris, id)).draft).toBeNull();
});

test("what happened elsewhere is one grey line, however often it is told", async () => {
  const { noor, id } = await begun();
  const happened = {
    card: { type: "return", returnId: "r1" },
    visible: true,
    clientId: "return.requested:r1",
  };
  await recordEvent(shop.desk, id, happened);
  await recordEvent(shop.desk, id, happened);
  await recordEvent(shop.desk, id, { card: { type: "linked" }, visible: false });
  expect((await listVisible(noor, id, { after: 1, limit: 10 })).map(({ card }) => card)).toEqual([
    happened.card,
  ]);
  expect((await findConversation(iris, id)).lastSeq).toBe(3);
});
