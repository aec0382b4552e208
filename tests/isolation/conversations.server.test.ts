import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, expect, test } from "vitest";

import { assign } from "~/conversations/assign.server";
import { saveDraft } from "~/conversations/draft.server";
import { findConversation } from "~/conversations/find.server";
import { identify, linkOrder, unlinkOrder } from "~/conversations/link.server";
import { markRead } from "~/conversations/mark.server";
import { close, reopen, snooze, unsnooze, wakeWhenDue } from "~/conversations/move.server";
import { agentTyping, agentViewing } from "~/conversations/presence.server";
import { receiveMessage } from "~/conversations/receive.server";
import { recordEvent } from "~/conversations/record.server";
import { note, reply } from "~/conversations/reply.server";
import { findPicture } from "~/conversations/upload.server";
import { addDays } from "~/kit/days";
import { NotFound } from "~/kit/failures";
import type { Desk } from "~/platform/desk.server";

import { deskFor, type TestDesk } from "../support/desk.ts";
import { anOrder } from "../support/rows.ts";
import { draft, say } from "../support/talk.ts";

let a: TestDesk;
let b: TestDesk;
let iris: Desk;
let noor: Desk;
let theirs: string;

beforeAll(async () => {
  [a, b] = [await deskFor(), await deskFor()];
  iris = await a.asAgent("Iris Lindqvist", "owner");
  noor = await b.asShopper();
  theirs = (await say(noor, "Only for shop B")).conversationId;
});
afterAll(() => Promise.all([a.close(), b.close()]));

const asked: [string, (desk: Desk, id: string) => Promise<unknown>][] = [
  ["read", (desk, id) => findConversation(desk, id)],
  ["answer", (desk, id) => reply(desk, id, draft("hi"))],
  ["note", (desk, id) => note(desk, id, draft("hi"))],
  ["assign", (desk, id) => assign(desk, id, null)],
  ["snooze", (desk, id) => snooze(desk, id, addDays(desk.now, 1))],
  ["unsnooze", (desk, id) => unsnooze(desk, id)],
  ["wake", (desk, id) => wakeWhenDue(desk, { conversationId: id })],
  ["close", (desk, id) => close(desk, id)],
  ["reopen", (desk, id) => reopen(desk, id)],
  ["keep a draft in", (desk, id) => saveDraft(desk, id, { mode: "reply", text: "hi" })],
  ["mark as read", (desk, id) => markRead(desk, id, 1)],
  ["write an event into", (desk, id) => recordEvent(desk, id, { card: { type: "x" }, visible: true })],
  ["identify", (desk, id) => identify(desk, { conversationId: id }, { name: "Eve", proven: true })],
  ["unlink from", (desk, id) => unlinkOrder(desk, id, "gid://shopify/Order/1")],
  ["look at", (desk, id) => agentViewing(desk, id, true)],
  ["type in", (desk, id) => agentTyping(desk, id, { typing: true, mode: "reply" })],
];

test.each(asked)("shop A cannot %s a conversation of shop B: it does not exist", async (_what, ask) => {
  const before = await stateOfB();
  const answers = await Promise.all(
    [theirs, randomUUID(), "no-id"].map((id) => ask(iris, id).catch((error: unknown) => error)),
  );
  expect(answers.every((error) => error instanceof NotFound)).toBe(true);
  expect(new Set(answers.map(String)).size).toBe(1);
  expect(await stateOfB()).toEqual(before);
});

test("an order of shop B cannot be laid beside a conversation of shop A, nor the other way round", async () => {
  const ours = (await say(await a.asShopper(), "Hello")).conversationId;
  const orderOfB = await anOrder(b.desk);
  await expect(linkOrder(iris, ours, orderOfB)).rejects.toThrow(NotFound);
  await expect(linkOrder(iris, theirs, await anOrder(a.desk))).rejects.toThrow(NotFound);
});

test("an agent of shop B is not given a conversation of shop A", async () => {
  const ours = (await say(await a.asShopper(), "Hello")).conversationId;
  const { actor } = await b.asAgent("Bea");
  await expect(assign(iris, ours, actor.kind === "agent" ? actor.id : "")).rejects.toThrow(NotFound);
});

test("a visitor of shop B writes nothing at shop A", async () => {
  const visitorId = noor.actor.kind === "shopper" ? noor.actor.visitorId : "";
  const incoming = { visitorId, clientId: randomUUID(), text: "Hello" };
  await expect(receiveMessage(a.desk, incoming)).rejects.toThrow(NotFound);
});

test("a picture of shop B is not shown at shop A", async () => {
  const row = {
    shopId: b.desk.shopId,
    id: randomUUID(),
    name: "a",
    mime: "image/jpeg",
    bytes: 1,
    width: 1,
    height: 1,
    storageKey: "y".repeat(20),
    createdAt: b.desk.now,
  };
  await b.desk.db.attachment.create({ data: row });
  await expect(findPicture(a.desk, row.id)).rejects.toThrow(NotFound);
});

async function stateOfB() {
  const { db } = b.desk;
  const rows = await Promise.all([
    db.conversation.findMany(),
    db.message.findMany(),
    db.draft.findMany(),
    db.readMark.findMany(),
    db.visitor.findMany(),
    db.conversationOrder.findMany(),
  ]);
  return JSON.stringify(rows);
}
