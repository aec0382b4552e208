import { randomUUID } from "node:crypto";

import { beforeAll, afterAll, expect, test } from "vitest";

import { findConversation } from "~/conversations/find.server";
import { close } from "~/conversations/move.server";
import { receiveMessage } from "~/conversations/receive.server";
import { addDays } from "~/kit/days";
import { NotFound } from "~/kit/failures";
import type { Desk } from "~/platform/desk.server";

import { deskFor, type TestDesk } from "../support/desk.ts";
import { patiently, say } from "../support/talk.ts";
import { figure } from "../trust/figure.ts";

let shop: TestDesk;
let iris: Desk;
beforeAll(async () => {
  shop = await deskFor();
  iris = await shop.asAgent("Iris Lindqvist", "lead");
});
afterAll(() => shop.close());

const visitorOf = ({ actor }: Desk) => (actor.kind === "shopper" ? actor.visitorId : "");

test("the first words of a shopper open a conversation that waits for the team", async () => {
  const noor = await shop.asShopper();
  const { conversationId } = await say(noor, "Where is my parcel?");
  const seen = await findConversation(iris, conversationId);
  expect(seen).toMatchObject({ status: "open", lastSeq: 1, shopper: { proven: false } });
  expect(seen.waitingSince).toEqual(noor.now);
  expect(seen.messages.map(({ text, author, visibleSeq }) => [text, author, visibleSeq])).toEqual([
    ["Where is my parcel?", "shopper", 1],
  ]);
});

test("SH-11: fifty first messages at once begin one conversation and lose none", async () => {
  const noor = await shop.asShopper();
  const all = await Promise.all(
    Array.from({ length: 50 }, (_, n) => {
      const id = randomUUID();
      return patiently(() => say(noor, `Message ${n}`, id));
    }),
  );
  expect(new Set(all.map(({ conversationId }) => conversationId)).size).toBe(1);
  expect(await noor.db.conversation.count({ where: { visitorId: visitorOf(noor) } })).toBe(1);
  expect(all.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 50 }, (_, n) => n + 1),
  );
  expect(all.map(({ visibleSeq }) => visibleSeq).sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual(
    Array.from({ length: 50 }, (_, n) => n + 1),
  );
  figure("SH-11", { reached: "1 conversation from 50 at once", asked: "1 open conversation" });
});

test("the same message sent again, even ten times at once, stands there once", async () => {
  const noor = await shop.asShopper();
  const clientId = randomUUID();
  const all = await Promise.all(Array.from({ length: 10 }, () => say(noor, "Once", clientId)));
  expect(new Set(all.map(({ id }) => id)).size).toBe(1);
  const [first] = all;
  expect((await findConversation(iris, first?.conversationId ?? "")).messages).toHaveLength(1);
});

test("a retry after the conversation was closed neither reopens nor repeats", async () => {
  const noor = await shop.asShopper();
  const clientId = randomUUID();
  const { conversationId } = await say(noor, "Thanks", clientId);
  await close(iris, conversationId);
  await say(noor, "Thanks", clientId);
  expect(await findConversation(iris, conversationId)).toMatchObject({ status: "closed", lastSeq: 2 });
});

test("writing again soon reopens what was closed; much later it begins a new conversation", async () => {
  const noor = await shop.asShopper();
  const { conversationId } = await say(noor, "Hello");
  await close(iris, conversationId);
  const soon = await say(shop.later(noor, addDays(noor.now, 2)), "One more thing");
  expect(soon.conversationId).toBe(conversationId);
  await close(shop.later(iris, addDays(iris.now, 2)), conversationId);
  const late = await say(shop.later(noor, addDays(noor.now, 40)), "Hello again");
  expect(late.conversationId).not.toBe(conversationId);
  expect(late.visibleSeq).toBe(1);
});

test("whatever a shopper writes is kept as they wrote it", async () => {
  const noor = await shop.asShopper();
  const odd = `<script>alert(1)</script> 张伟 مرحبا \u202Eabc 👩‍👩‍👧 {{ x }} ' " \\ \0 \uD800`;
  const { conversationId } = await say(noor, odd);
  const [message] = (await findConversation(iris, conversationId)).messages;
  expect(message?.text).toBe(odd.replace("\0", "").toWellFormed());
});

test("nothing, or far too much, is not taken", async () => {
  const noor = await shop.asShopper();
  const visitorId = visitorOf(noor);
  const empty = await receiveMessage(noor, { visitorId, clientId: randomUUID(), text: "  " });
  const long = await receiveMessage(noor, { visitorId, clientId: randomUUID(), text: "x".repeat(10_001) });
  expect([empty, long]).toEqual([
    { received: false, because: "unsendable" },
    { received: false, because: "unsendable" },
  ]);
});

test("nobody attaches another visitor's picture", async () => {
  const [noor, tomas] = [await shop.asShopper(), await shop.asShopper()];
  const row = {
    shopId: shop.desk.shopId,
    id: randomUUID(),
    visitorId: visitorOf(tomas),
    name: "a",
    mime: "image/jpeg",
    bytes: 1,
    width: 1,
    height: 1,
    storageKey: "x".repeat(20),
    createdAt: noor.now,
  };
  await shop.desk.db.attachment.create({ data: row });
  const incoming = {
    visitorId: visitorOf(noor),
    clientId: randomUUID(),
    text: "mine",
    attachments: [row.id],
  };
  await expect(receiveMessage(noor, incoming)).rejects.toThrow(NotFound);
  expect(await noor.db.conversation.count({ where: { visitorId: visitorOf(noor) } })).toBe(0);
});
