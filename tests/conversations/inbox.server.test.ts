import { randomUUID } from "node:crypto";

import { afterAll, expect, test } from "vitest";

import { assign } from "~/conversations/assign.server";
import { saveDraft } from "~/conversations/draft.server";
import { countViews, listInbox } from "~/conversations/inbox.server";
import { identify, linkOrder } from "~/conversations/link.server";
import { markRead } from "~/conversations/mark.server";
import { close, snooze } from "~/conversations/move.server";
import { note, reply } from "~/conversations/reply.server";
import { after, DAY, MINUTE } from "~/kit/days";
import type { Desk } from "~/platform/desk.server";
import { newId } from "~/platform/id.server";

import { deskFor, type TestDesk } from "../support/desk.ts";
import { aCustomer, anOrder } from "../support/rows.ts";
import { draft, patiently, say } from "../support/talk.ts";

const shops: TestDesk[] = [];
afterAll(() => Promise.all(shops.map((shop) => shop.close())));

async function aShop() {
  const shop = await deskFor();
  shops.push(shop);
  return {
    shop,
    iris: await shop.asAgent("Iris Lindqvist", "lead"),
    paolo: await shop.asAgent("Paolo Ferri"),
  };
}

async function conversation(shop: TestDesk, text: string, minutes = 0): Promise<string> {
  const shopper = await shop.asShopper();
  const seat = shop.later(shopper, after(shopper.now, minutes * 60_000));
  const clientId = randomUUID();
  return (await patiently(() => say(seat, text, clientId))).conversationId;
}

const agentId = ({ actor }: Desk) => (actor.kind === "agent" ? actor.id : "");
const ids = async (desk: Desk, view: Parameters<typeof listInbox>[1]["view"]) =>
  (await listInbox(desk, { view })).rows.map(({ id }) => id);

test("each view shows its own, and only what is open is counted", async () => {
  const { shop, iris, paolo } = await aShop();
  const [mine, nobodys, paolos, answered, asleep, done] = await Promise.all(
    ["mine", "nobody's", "Paolo's", "answered", "asleep", "done"].map((text, n) =>
      conversation(shop, text, n),
    ),
  );
  await assign(iris, mine ?? "", agentId(iris));
  await assign(iris, paolos ?? "", agentId(paolo));
  await reply(iris, answered ?? "", draft("here"));
  await snooze(iris, asleep ?? "", after(iris.now, DAY));
  await close(iris, done ?? "");
  expect(await ids(iris, "mine")).toEqual([mine]);
  expect(await ids(iris, "unassigned")).toEqual([nobodys]);
  expect(await ids(iris, "open")).toEqual([paolos, nobodys, mine]);
  expect([await ids(iris, "waiting"), await ids(iris, "snoozed"), await ids(iris, "closed")]).toEqual([
    [answered],
    [asleep],
    [done],
  ]);
  expect(await countViews(iris)).toEqual({ mine: 1, unassigned: 1, open: 3 });
  expect(await countViews(paolo)).toEqual({ mine: 1, unassigned: 1, open: 3 });
});

/** Many conversations in one go, three minutes' worth of them at the same instants. */
async function many(shop: TestDesk, count: number): Promise<string[]> {
  const { shopId, now } = shop.desk;
  const rows = Array.from({ length: count }, (_, n) => ({
    shopId,
    id: newId(),
    number: n + 1,
    channel: "chat",
    status: "open",
    lastActivityAt: after(now, (n % 3) * MINUTE),
    createdAt: now,
  }));
  await shop.desk.db.conversation.createMany({ data: rows });
  return rows.map(({ id }) => id);
}

test("pages follow each other without a repeat or a gap, also among equals", async () => {
  const { shop, iris } = await aShop();
  const all = await many(shop, 45);
  const first = await listInbox(iris, { view: "open" });
  const second = await listInbox(iris, { view: "open", cursor: first.next });
  expect([first.rows.length, second.rows.length, second.next]).toEqual([40, 5, null]);
  expect(new Set([...first.rows, ...second.rows].map(({ id }) => id))).toEqual(new Set(all));
});

test("a cursor that was tampered with begins at the front", async () => {
  const { shop, iris } = await aShop();
  const id = await conversation(shop, "one");
  const { rows } = await listInbox(iris, { view: "open", cursor: "zzz'; DROP TABLE messages" });
  expect(rows.map((row) => row.id)).toEqual([id]);
});

test("a row says who, what, since when, which order, whose, and whether it is new", async () => {
  const { shop, iris, paolo } = await aShop();
  const id = await conversation(shop, "Where is  my\nparcel?");
  const customerId = await aCustomer(shop.desk, {
    name: "Noor Haddad",
    email: "noor@example.com",
    tags: ["vip"],
  });
  await identify(
    shop.desk,
    { conversationId: id },
    { customerId, name: "Noor Haddad", email: "noor@example.com", proven: true },
  );
  await linkOrder(iris, id, await anOrder(shop.desk, { name: "#1001" }));
  await assign(iris, id, agentId(paolo));
  await saveDraft(iris, id, { mode: "reply", text: "Dear Noor" });
  const {
    rows: [row],
  } = await listInbox(iris, { view: "open" });
  expect(row).toMatchObject({
    id,
    who: "Noor Haddad",
    vip: true,
    preview: "Where is my parcel?",
    draft: "Dear Noor",
    unread: true,
    channel: "chat",
    order: { name: "#1001", financial: "PAID", fulfillment: "FULFILLED" },
    assignee: { name: "Paolo Ferri", initials: "PF" },
    waitingSince: shop.desk.now,
  });
  await markRead(iris, id, 99);
  expect((await listInbox(iris, { view: "open" })).rows[0]?.unread).toBe(false);
  expect((await listInbox(paolo, { view: "open" })).rows[0]).toMatchObject({ unread: true, draft: null });
});

test("a note moves the conversation up but is never its preview", async () => {
  const { shop, iris } = await aShop();
  const older = await conversation(shop, "older");
  await conversation(shop, "newer", 1);
  await note(shop.later(iris, after(iris.now, 5 * 60_000)), older, draft("secret"));
  expect((await listInbox(iris, { view: "open" })).rows[0]).toMatchObject({ id: older, preview: "older" });
});
