import { after } from "~/kit/days";
import { localeFor, words } from "~/kit/words";
import { transaction, type Desk } from "~/platform/desk.server";
import { enqueue } from "~/platform/jobs.server";

import { mailUnseen } from "./jobs";
import { caseLink } from "./links.server";
import { writeMail } from "./mails.server";
import { greeting } from "./notices.server";
import { course } from "./unseen";

const LOOK_AGAIN_MS = 20_000;

/** Looks in a while whether the shopper has seen our answer. Asking twice is asking once. */
export async function watchAnswer(desk: Desk, conversationId: string): Promise<void> {
  const at = after(desk.now, LOOK_AGAIN_MS);
  await enqueue(desk, mailUnseen, { data: { conversationId }, at, once: conversationId });
}

/**
 * Mails the answers that the shopper left without seeing, once, all in one mail with a way back. While they
 * are still there it looks again later; a shopper without an address gets them when they return.
 */
export async function mailAnswers(desk: Desk, conversationId: string): Promise<void> {
  const conversation = await desk.db.conversation.findFirst({ where: { id: conversationId } });
  if (!conversation?.shopperEmail) return;
  const unmailed = await desk.db.message.findMany({
    where: { conversationId, kind: "message", author: { in: ["agent", "assistant"] }, mailedAt: null },
    orderBy: { seq: "asc" },
  });
  const { shopperHereAt, shopperSeen } = conversation;
  const places = unmailed.flatMap(({ visibleSeq }) => (visibleSeq === null ? [] : [visibleSeq]));
  const next = course({ shopperHereAt, shopperSeen, unmailed: places, now: desk.now });
  if (next === "wait") return watchAnswer(desk, conversationId);
  if (next === "nothing") return;

  const unseen = unmailed.filter(({ visibleSeq }) => (visibleSeq ?? 0) > shopperSeen);
  await transaction(desk, async (inside) => {
    await writeMail(inside, await answerMail(inside, conversation, unseen));
    await inside.db.message.updateMany({
      where: { id: { in: unseen.map(({ id }) => id) } },
      data: { mailedAt: desk.now },
    });
  });
}

type Conversation = { id: string; shopperEmail: string | null; shopperName: string | null; locale: string };
type Answer = { id: string; text: string };

async function answerMail(desk: Desk, conversation: Conversation, answers: readonly Answer[]) {
  const say = words(localeFor(conversation.locale));
  const values = { shop: desk.shop.name };
  return {
    key: `answer:${answers.at(-1)?.id}`,
    to: conversation.shopperEmail ?? "",
    toName: conversation.shopperName,
    subject: say("mail.answer_subject", values),
    conversationId: conversation.id,
    body: {
      shopName: desk.shop.name,
      heading: say("mail.answer_subject", values),
      paragraphs: [greeting(say, conversation.shopperName), ...answers.map(({ text }) => text)],
      button: { label: say("mail.answer_button"), url: await caseLink(desk, conversation.id) },
      closing: say("mail.closing"),
    },
  };
}
