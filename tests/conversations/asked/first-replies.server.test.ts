import { afterEach, beforeEach, expect, test } from "vitest";

import { firstReplies } from "~/conversations/asked/first-replies.server";
import { close } from "~/conversations/move.server";
import { note, reply } from "~/conversations/reply.server";
import { addDays, after, MINUTE } from "~/kit/days";

import { deskFor, type TestDesk } from "../../support/desk";
import { draft, say } from "../../support/talk";

let shop: TestDesk;
beforeEach(async () => void (shop = await deskFor()));
afterEach(() => shop.close());

const ago = (milliseconds: number) => after(shop.desk.now, -milliseconds);

async function asked(at: Date): Promise<string> {
  const guest = shop.later(await shop.asShopper(), at);
  return (await say(guest, "Hello?")).conversationId;
}

async function answered(id: string, at: Date): Promise<void> {
  await reply(shop.later(await shop.asAgent("Iris"), at), id, draft("Hello"));
}

test("the first answer by a person counts, not a note and not the second one", async () => {
  const id = await asked(ago(60 * MINUTE));
  await note(shop.later(await shop.asAgent("Iris"), ago(59 * MINUTE)), id, draft("Who takes this?"));
  await answered(id, ago(53 * MINUTE));
  await answered(id, ago(10 * MINUTE));
  expect(await firstReplies(shop.desk)).toEqual([{ askedAt: ago(60 * MINUTE), minutes: 7 }]);
});

test("a chat that is older than thirty days is forgotten", async () => {
  await answered(await asked(addDays(shop.desk.now, -31)), addDays(shop.desk.now, -31));
  expect(await firstReplies(shop.desk)).toEqual([]);
});

test("a chat that nobody answers counts once it has waited for a day, and never when it was closed", async () => {
  await asked(ago(60 * MINUTE));
  const closed = await asked(addDays(shop.desk.now, -2));
  await close(await shop.asAgent("Iris"), closed);
  await asked(addDays(shop.desk.now, -3));
  expect((await firstReplies(shop.desk)).map(({ minutes }) => minutes)).toEqual([3 * 1_440]);
});
