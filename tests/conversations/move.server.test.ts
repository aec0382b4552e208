import { afterAll, beforeAll, expect, test } from "vitest";

import { assign } from "~/conversations/assign.server";
import { findConversation } from "~/conversations/find.server";
import { close, reopen, snooze, unsnooze, wakeDue, wakeWhenDue } from "~/conversations/move.server";
import { addDays, after, HOUR } from "~/kit/days";
import { NotFound } from "~/kit/failures";
import type { Desk } from "~/platform/desk.server";

import { deskFor, type TestDesk } from "../support/desk.ts";
import { say } from "../support/talk.ts";

let shop: TestDesk;
let iris: Desk;
let paolo: Desk;
beforeAll(async () => {
  shop = await deskFor();
  iris = await shop.asAgent("Iris Lindqvist", "lead");
  paolo = await shop.asAgent("Paolo Ferri");
});
afterAll(() => shop.close());

async function begun() {
  const noor = await shop.asShopper();
  const { conversationId } = await say(noor, "Where is my parcel?");
  return { noor, id: conversationId };
}

const cards = async (id: string) =>
  (await findConversation(iris, id)).messages.flatMap(({ card }) => card?.type ?? []);
const outbox = (name: string, conversationId: string) =>
  shop.desk.db.outbox.findMany({
    where: { name, data: { path: ["conversationId"], equals: conversationId } },
  });
const agentId = ({ actor }: Desk) => (actor.kind === "agent" ? actor.id : "");

test("what is given to a colleague shows whose it is, and giving it again writes nothing", async () => {
  const { id } = await begun();
  await assign(iris, id, agentId(paolo));
  await assign(iris, id, agentId(paolo));
  expect(await findConversation(iris, id)).toMatchObject({ assignee: { name: "Paolo Ferri" }, lastSeq: 2 });
  expect(await outbox("conversation.assigned", id)).toHaveLength(1);
  await assign(iris, id, null);
  expect((await findConversation(iris, id)).assignee).toBeNull();
});

test("nothing is given to somebody who is not on the team", async () => {
  const { id } = await begun();
  await expect(assign(iris, id, crypto.randomUUID())).rejects.toThrow(NotFound);
  await expect(assign(iris, id, "nobody")).rejects.toThrow(NotFound);
});

test("a snoozed conversation sleeps until its time and is woken by the clock", async () => {
  const { id } = await begun();
  const until = after(iris.now, 4 * HOUR);
  expect(await snooze(iris, id, until)).toEqual({ snoozed: true });
  expect(await findConversation(iris, id)).toMatchObject({ status: "snoozed", snoozedUntil: until });
  expect((await outbox("conversations.wake", id)).map(({ runAt }) => runAt)).toEqual([until]);
  await wakeWhenDue(shop.later(shop.desk, after(until, -1)), { conversationId: id });
  expect((await findConversation(iris, id)).status).toBe("snoozed");
  await wakeWhenDue(shop.later(shop.desk, until), { conversationId: id });
  expect(await findConversation(iris, id)).toMatchObject({ status: "open", snoozedUntil: null });
});

test("a snooze into the past, or of what is closed, is refused in words", async () => {
  const { id } = await begun();
  expect(await snooze(iris, id, iris.now)).toEqual({ snoozed: false, because: "past" });
  await close(iris, id);
  expect(await snooze(iris, id, addDays(iris.now, 1))).toEqual({ snoozed: false, because: "closed" });
});

test("the shopper's words wake what is snoozed, and the old alarm then does nothing", async () => {
  const { noor, id } = await begun();
  const until = after(iris.now, HOUR);
  await snooze(iris, id, until);
  await say(noor, "It came!");
  await wakeWhenDue(shop.later(shop.desk, until), { conversationId: id });
  expect(await cards(id)).toEqual(["snoozed"]);
});

test("a lost alarm, or a clock that was moved, wakes what is due and nothing else", async () => {
  const [{ id: due }, { id: later }] = [await begun(), await begun()];
  await snooze(iris, due, after(iris.now, HOUR));
  await snooze(iris, later, after(iris.now, 5 * HOUR));
  await wakeDue(shop.later(shop.desk, after(iris.now, 2 * HOUR)));
  expect((await findConversation(iris, due)).status).toBe("open");
  expect((await findConversation(iris, later)).status).toBe("snoozed");
});

test("an agent may wake what they put away", async () => {
  const { id } = await begun();
  await snooze(iris, id, after(iris.now, HOUR));
  await unsnooze(iris, id);
  expect((await findConversation(iris, id)).status).toBe("open");
  expect(await cards(id)).toEqual(["snoozed", "woke"]);
});

test("closing twice closes once and asks for feedback once", async () => {
  const { id } = await begun();
  await Promise.all([close(iris, id), close(paolo, id)]);
  expect(await findConversation(iris, id)).toMatchObject({
    status: "closed",
    waitingSince: null,
    closedAt: iris.now,
  });
  expect(await outbox("conversation.closed", id)).toHaveLength(1);
  expect(await cards(id)).toEqual(["closed"]);
});

test("a closed conversation opens again unless the shopper has begun another", async () => {
  const { noor, id } = await begun();
  await close(iris, id);
  expect(await reopen(iris, id)).toEqual({ reopened: true });
  await close(iris, id);
  const { conversationId } = await say(shop.later(noor, addDays(noor.now, 30)), "Another thing");
  expect(await reopen(iris, id)).toEqual({ reopened: false, because: "moved-on", conversationId });
});

test("no grey line of the team's reaches the shopper", async () => {
  const { id } = await begun();
  await assign(iris, id, agentId(iris));
  await close(iris, id);
  const { messages } = await findConversation(iris, id);
  expect(messages.filter(({ kind }) => kind === "event").every(({ visibleSeq }) => visibleSeq === null)).toBe(
    true,
  );
});
