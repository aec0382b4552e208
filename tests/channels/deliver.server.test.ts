import { afterEach, beforeEach, expect, test } from "vitest";

import { mailAnswers, watchAnswer } from "~/channels/deliver.server";
import { newId } from "~/platform/id.server";

import { deskFor, type TestDesk } from "../support/desk";

let shop: TestDesk;
beforeEach(async () => void (shop = await deskFor()));
afterEach(() => shop.close());

const minutesAgo = (minutes: number) => new Date(shop.desk.now.getTime() - minutes * 60_000);

async function conversation(own: {
  shopperEmail?: string | null;
  shopperHereAt?: Date;
  shopperSeen?: number;
}) {
  const { shopId, now, db } = shop.desk;
  const id = newId<"Conversation">();
  await db.conversation.create({
    data: {
      shopId,
      id,
      number: 1,
      channel: "chat",
      status: "waiting",
      shopperEmail: "noor@example.com",
      shopperName: "Noor",
      lastActivityAt: now,
      createdAt: now,
      ...own,
    },
  });
  return id;
}

async function said(conversationId: string, texts: readonly string[], kind = "message") {
  const { shopId, now, db } = shop.desk;
  for (const [index, text] of texts.entries()) {
    const seq = (await db.message.count({ where: { conversationId } })) + 1;
    const visibleSeq = kind === "note" ? null : index + 1;
    await db.message.create({
      data: {
        shopId,
        id: newId(),
        conversationId,
        seq,
        visibleSeq,
        kind,
        author: "agent",
        text,
        createdAt: now,
      },
    });
  }
}

test("answers that the shopper left without seeing go out in one mail, once", async () => {
  const id = await conversation({ shopperHereAt: minutesAgo(5), shopperSeen: 1 });
  await said(id, ["seen already", "It is on its way.", "It comes tomorrow."]);
  await mailAnswers(shop.desk, id);
  await mailAnswers(shop.desk, id);
  const mails = await shop.desk.db.mail.findMany({});
  expect(mails).toHaveLength(1);
  expect(mails[0]?.text).toContain("It is on its way.\n\nIt comes tomorrow.");
  expect(mails[0]?.text).not.toContain("seen already");
});

test("OM-6: an internal note is in no mail", async () => {
  const id = await conversation({ shopperHereAt: minutesAgo(5) });
  await said(id, ["NOTE-MARKER customer is difficult"], "note");
  await mailAnswers(shop.desk, id);
  expect(await shop.desk.db.mail.count({})).toBe(0);
});

test("while the shopper is there, we look again later, once", async () => {
  const id = await conversation({ shopperHereAt: minutesAgo(0) });
  await said(id, ["Hello"]);
  await mailAnswers(shop.desk, id);
  expect(await shop.desk.db.mail.count({})).toBe(0);
  const waiting = await shop.desk.db.outbox.findMany({ where: { name: "channels.mail-unseen" } });
  expect(waiting.map(({ singleton }) => singleton)).toEqual([id]);
});

test("an address that was only typed is told why it gets mail; a proven one that it wrote to us", async () => {
  const typed = await conversation({ shopperHereAt: minutesAgo(5) });
  await said(typed, ["It is on its way."]);
  await mailAnswers(shop.desk, typed);
  const mail = await shop.desk.db.mail.findFirst({ where: { conversationId: typed } });
  expect(mail?.text).toContain("This address was left in our chat");
  await shop.desk.db.conversation.updateMany({ where: { id: typed }, data: { identityProven: true } });
  await said(typed, ["It is here."]);
  await shop.desk.db.message.updateMany({ where: { text: "It is here." }, data: { visibleSeq: 2 } });
  await mailAnswers(shop.desk, typed);
  const next = await shop.desk.db.mail.findFirst({ where: { text: { contains: "It is here." } } });
  expect(next?.text).toContain("because you wrote to us");
});

test("an answer asks for a look in twenty seconds", async () => {
  const id = await conversation({});
  await watchAnswer(shop.desk, id);
  const [row] = await shop.desk.db.outbox.findMany({});
  expect(row?.runAt).toEqual(new Date(shop.desk.now.getTime() + 20_000));
});

test("a shopper who left no address is not mailed", async () => {
  const id = await conversation({ shopperEmail: null });
  await said(id, ["Hello"]);
  await mailAnswers(shop.desk, id);
  expect(await shop.desk.db.mail.count({})).toBe(0);
});
