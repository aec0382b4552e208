import {
  markMailed,
  maybeUnmailed,
  type Answer,
  type UnmailedThread,
} from "~/conversations/asked/mailed.server";
import { after } from "~/kit/days";
import { localeFor, words } from "~/kit/words";
import { transaction, type Desk } from "~/platform/desk.server";
import { enqueue } from "~/platform/jobs.server";

import { mailUnseen } from "./jobs";
import { caseLink } from "./links.server";
import { writeMail, type MailDraft } from "./mails.server";
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
  const thread = await maybeUnmailed(desk, conversationId);
  if (!thread) return;
  const unseen = thread.answers.filter(({ visibleSeq }) => visibleSeq > thread.shopperSeen);
  const next = course({
    ...thread,
    unmailed: thread.answers.map(({ visibleSeq }) => visibleSeq),
    now: desk.now,
  });
  if (next === "wait") return watchAnswer(desk, conversationId);
  if (next === "nothing") return;
  await transaction(desk, async (inside) => {
    await writeMail(inside, await answerMail(inside, { ...thread, answers: unseen }, conversationId));
    await markMailed(inside, unseen);
  });
}

async function answerMail(desk: Desk, thread: UnmailedThread, conversationId: string): Promise<MailDraft> {
  const say = words(localeFor(thread.locale));
  const subject = say("mail.answer_subject", { shop: desk.shop.name });
  return {
    key: `answer:${lastOf(thread.answers)}`,
    to: thread.shopperEmail,
    toName: thread.shopperName,
    subject,
    conversationId,
    body: {
      shopName: desk.shop.name,
      heading: subject,
      paragraphs: [greeting(say, thread.shopperName), ...thread.answers.map(({ text }) => text)],
      button: { label: say("mail.answer_button"), url: await caseLink(desk, conversationId) },
      closing: say(thread.identityProven ? "mail.closing" : "mail.closing_unproven"),
    },
  };
}

function lastOf(answers: readonly Answer[]): string {
  return answers.at(-1)?.id ?? "none";
}
