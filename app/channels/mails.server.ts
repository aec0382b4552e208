import { emailKey, storable } from "~/kit/text";
import type { Desk } from "~/platform/desk.server";
import { transaction } from "~/platform/desk.server";
import { env } from "~/platform/env.server";
import { newId } from "~/platform/id.server";
import { enqueue } from "~/platform/jobs.server";
import { log } from "~/platform/log.server";
import { sendLetter } from "~/platform/mail.server";

import { isOff } from "~/shops/switches";

import { sendMail } from "./jobs";
import { letterHtml, letterText, type LetterBody } from "./letter";

export type MailDraft = {
  /** What the mail is about: the same key twice is one mail. */
  readonly key: string;
  readonly to: string;
  readonly toName?: string | null;
  readonly subject: string;
  readonly body: LetterBody;
  readonly conversationId?: string | null;
};

const MAILS_A_DAY = 20;
const DAY_MS = 86_400_000;

/**
 * Writes a mail down and asks for its sending, once for each key. False when it was written before, when the
 * address is none, or when that address has had its share for the day (nobody is buried in mail in our name).
 */
export async function writeMail(desk: Desk, draft: MailDraft): Promise<boolean> {
  const to = emailKey(draft.to);
  if (!to) return false;
  const since = new Date(desk.now.getTime() - DAY_MS);
  if ((await desk.db.mail.count({ where: { to, createdAt: { gt: since } } })) >= MAILS_A_DAY) return false;
  return transaction(desk, async (inside) => {
    const id = newId<"Mail">();
    const { count } = await inside.db.mail.createMany({
      data: { ...rowOf(draft, to), shopId: desk.shopId, id, messageId: messageIdOf(id), createdAt: desk.now },
      skipDuplicates: true,
    });
    if (count > 0) await enqueue(inside, sendMail, { data: { mailId: id } });
    return count > 0;
  });
}

function rowOf({ key, toName, subject, body, conversationId }: MailDraft, to: string) {
  return {
    key,
    to,
    toName: toName ? storable(toName) : null,
    subject: storable(subject),
    text: storable(letterText(body)),
    html: storable(letterHtml(body)),
    state: "waiting",
    conversationId: conversationId ?? null,
  };
}

function messageIdOf(id: string): string {
  return `<${id}@${new URL(env().SHOPIFY_APP_URL).hostname}>`;
}

/** Mail that waited while it was stopped goes out now. */
export async function askWaitingMail(desk: Desk): Promise<void> {
  const waiting = await desk.db.mail.findMany({ where: { state: "waiting" }, select: { id: true } });
  for (const { id } of waiting) await enqueue(desk, sendMail, { data: { mailId: id }, once: id });
}

/** Sends a written mail, unless mail is stopped: then it waits. What the server refuses for good is marked failed; anything else throws and is tried again. */
export async function deliverMail(desk: Desk, mailId: string): Promise<void> {
  if (isOff(desk, "mail")) return;
  const mail = await desk.db.mail.findFirst({ where: { id: mailId, state: "waiting" } });
  if (!mail) return;
  try {
    await sendLetter({
      to: { name: mail.toName ?? "", address: mail.to },
      fromName: desk.shop.name,
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      messageId: mail.messageId,
      automatic: true,
    });
  } catch (error) {
    if (!isFinal(error)) {
      await desk.db.mail.updateMany({ where: { id: mailId }, data: { tries: { increment: 1 } } });
      throw error;
    }
    log.warn("A mail was refused for good", { error });
    await desk.db.mail.updateMany({ where: { id: mailId }, data: { state: "failed", failure: "refused" } });
    return;
  }
  await desk.db.mail.updateMany({ where: { id: mailId }, data: { state: "sent", sentAt: desk.now } });
}

function isFinal(error: unknown): boolean {
  return error instanceof Error && "responseCode" in error && Number(error.responseCode) >= 500;
}

/** Whether a mail of this shop has ever reached the mail server. */
export async function hasSentMail(desk: Desk): Promise<boolean> {
  return (await desk.db.mail.findFirst({ where: { state: "sent" }, select: { id: true } })) !== null;
}
