import { randomUUID } from "node:crypto";

import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { action as draft } from "~/routes/admin/inbox.$conversationId.draft";
import { action as move } from "~/routes/admin/inbox.$conversationId.move";
import { action as presence } from "~/routes/admin/inbox.$conversationId.presence";
import { action as send } from "~/routes/admin/inbox.$conversationId.send";
import { loader as conversation } from "~/routes/admin/inbox.$conversationId/route";
import { loader as inbox } from "~/routes/admin/inbox/route";

import { deskFor, type TestDesk } from "../support/desk.ts";
import { answerOf, deliver, knock, type Staff } from "../support/knock.ts";
import { say } from "../support/talk.ts";

const iris: Staff = { id: "101", firstName: "Iris", accountOwner: true };
const vera: Staff = { id: "102", firstName: "Vera" };

let shop: TestDesk;
let other: TestDesk;
let id: string;

beforeAll(async () => {
  [shop, other] = [await deskFor(), await deskFor()];
  id = (await say(await shop.asShopper(), "Where is my parcel?")).conversationId;
  // Whoever comes first is made an agent; a viewer may look and nothing else.
  await see(vera);
  await shop.desk.db.agent.updateMany({ where: { shopifyUserId: vera.id }, data: { role: "viewer" } });
});
afterAll(() => Promise.all([shop.close(), other.close()]));

const args = (request: Request, conversationId = id) =>
  ({ request, params: { conversationId }, context: {} }) as LoaderFunctionArgs & ActionFunctionArgs;
const see = async (staff: Staff, path = "/app/inbox") =>
  answerOf(inbox(args(await knock(shop, staff, path))));
const opened = async (staff: Staff, at = shop) => {
  const answer = await answerOf(conversation(args(await knock(at, staff, `/app/inbox/${id}`))));
  return answer as { status: number; value: Awaited<ReturnType<typeof conversation>> };
};
const words = (text: string, clientId: string = randomUUID()) => ({ mode: "reply", clientId, text });

describe("the inbox's door", () => {
  test("shows the list with its counts to whoever may see it", async () => {
    const { value } = await see(iris, "/app/inbox?view=unassigned");
    expect(value).toMatchObject({ view: "unassigned", counts: { open: 1, unassigned: 1 }, rows: [{ id }] });
  });

  test("answers an address it does not understand with what is open", async () => {
    expect((await see(iris, "/app/inbox?view=nonsense&pages=-5")).value).toMatchObject({
      view: "open",
      pages: 1,
    });
  });

  test("is shut to whoever has no token", async () => {
    const request = new Request("http://localhost:4404/app/inbox", {
      headers: { authorization: "Bearer x" },
    });
    expect((await answerOf(inbox(args(request)))).status).toBe(401);
  });
});

describe("a conversation's door", () => {
  test("shows another shop's conversation to nobody", async () => {
    expect((await opened(iris, other)).status).toBe(404);
    const reply = args(await deliver(other, iris, words("Hello")));
    expect((await answerOf(send(reply))).status).toBe(404);
  });

  test("sends a reply once, however often it is posted", async () => {
    const twice = words("Hello Noor");
    const first = await answerOf(send(args(await deliver(shop, iris, twice))));
    const second = await answerOf(send(args(await deliver(shop, iris, twice))));
    expect(first.value).toMatchObject({ sent: true });
    expect(second.value).toEqual(first.value);
  });

  test("gives a draft back to the person who wrote it", async () => {
    await draft(args(await deliver(shop, iris, { mode: "note", text: "Ask the carrier" })));
    expect((await opened(iris)).value.conversation.draft).toMatchObject({
      mode: "note",
      text: "Ask the carrier",
    });
    expect((await opened(vera)).value.conversation.draft).toBeNull();
  });

  test("closes and opens again, and says so when told to be read", async () => {
    await move(args(await deliver(shop, iris, { kind: "close" })));
    expect((await opened(iris)).value.conversation.status).toBe("closed");
    await move(args(await deliver(shop, iris, { kind: "reopen" })));
    const { lastSeq } = (await opened(iris)).value.conversation;
    await presence(args(await deliver(shop, iris, { read: lastSeq })));
    expect((await opened(iris)).value.conversation.readSeq).toBe(lastSeq);
  });

  test("says that an order nobody knows cannot be laid beside it", async () => {
    const link = args(await deliver(shop, iris, { kind: "link", name: "#999999" }));
    expect((await answerOf(move(link))).value).toEqual({ linked: false });
  });

  test("lets a viewer look, and nothing else", async () => {
    expect((await opened(vera)).status).toBe(200);
    expect((await answerOf(send(args(await deliver(shop, vera, words("Hi")))))).status).toBe(403);
    expect((await answerOf(move(args(await deliver(shop, vera, { kind: "close" }))))).status).toBe(403);
  });

  test("refuses what has not the right shape, and names it", async () => {
    const wrong = await answerOf(
      send(args(await deliver(shop, iris, { mode: "shout", clientId: "1", text: "" }))),
    );
    expect(wrong.status).toBe(400);
  });
});
