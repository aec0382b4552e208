import { expect, test } from "vitest";

import { reply } from "~/conversations/reply.server";
import { after, HOUR, MINUTE } from "~/kit/days";
import { presenceFor } from "~/portal/presence.server";
import { agentIsHere } from "~/team/here.server";

import { deskFor } from "../support/desk";
import { draft, say } from "../support/talk";

const wednesday = new Date("2026-11-25T11:00:00Z");

test("a shop that answered five guests in minutes says so to the sixth", async () => {
  const shop = await deskFor({ now: wednesday, shop: { timezone: "Europe/Berlin" } });
  const iris = await shop.asAgent("Iris");
  if (iris.actor.kind === "agent") await agentIsHere(iris, iris.actor.id);
  for (let count = 1; count <= 5; count += 1) {
    const guest = shop.later(await shop.asShopper(), after(wednesday, -HOUR));
    const { conversationId } = await say(guest, "Hello?");
    await reply(shop.later(iris, after(wednesday, 3 * MINUTE - HOUR)), conversationId, draft("Hello"));
  }
  expect(await presenceFor(shop.desk, "en-GB")).toEqual({
    open: true,
    line: "We answer here until 18:00, usually within a few minutes.",
  });
  await shop.close();
});
