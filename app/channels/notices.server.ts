import { localeFor, words, type Say, type Values } from "~/kit/words";
import type { Desk } from "~/platform/desk.server";

import { caseLink } from "./links.server";
import { writeMail } from "./mails.server";

/** The steps of a return that the shopper hears of by mail. */
export type Step = "requested" | "approved" | "declined" | "received" | "refunded";

export type Addressee = {
  readonly email: string | null;
  readonly name: string | null;
  readonly locale: string | null;
  readonly conversationId: string | null;
};

export type Notice = {
  /** What it is about, for the once-only key: "return:<id>". */
  readonly about: string;
  readonly step: Step;
  readonly orderName: string;
  /** A sentence about this case: the amount, the reason, what happens next. */
  readonly detail: string | null;
};

/** Mails one step of a return, once however often it is announced. */
export async function tellByMail(desk: Desk, to: Addressee, notice: Notice): Promise<boolean> {
  if (!to.email) return false;
  const say = words(localeFor(to.locale));
  const values = { order: notice.orderName, shop: desk.shop.name };
  return writeMail(desk, {
    key: `${notice.about}:${notice.step}`,
    to: to.email,
    toName: to.name,
    subject: sentences[notice.step].subject(say, values),
    conversationId: to.conversationId,
    body: {
      shopName: desk.shop.name,
      heading: sentences[notice.step].subject(say, values),
      paragraphs: [
        greeting(say, to.name),
        sentences[notice.step].what(say, values),
        ...(notice.detail ? [notice.detail] : []),
      ],
      ...(await button(desk, say, to.conversationId)),
      closing: say("mail.closing"),
    },
  });
}

export function greeting(say: Say, name: string | null): string {
  return name ? say("mail.hello", { name }) : say("mail.hello_nobody");
}

async function button(desk: Desk, say: Say, conversationId: string | null) {
  if (!conversationId) return {};
  return { button: { label: say("mail.see_case"), url: await caseLink(desk, conversationId) } };
}

type Sentence = (say: Say, values: Values) => string;

const sentences: Record<Step, { subject: Sentence; what: Sentence }> = {
  requested: {
    subject: (say, values) => say("mail.requested_subject", values),
    what: (say, values) => say("mail.requested_what", values),
  },
  approved: {
    subject: (say, values) => say("mail.approved_subject", values),
    what: (say, values) => say("mail.approved_what", values),
  },
  declined: {
    subject: (say, values) => say("mail.declined_subject", values),
    what: (say, values) => say("mail.declined_what", values),
  },
  received: {
    subject: (say, values) => say("mail.received_subject", values),
    what: (say, values) => say("mail.received_what", values),
  },
  refunded: {
    subject: (say, values) => say("mail.refunded_subject", values),
    what: (say, values) => say("mail.refunded_what", values),
  },
};
