import { lockConversation } from "~/conversations/conversations.server";
import { append } from "~/conversations/record.server";
import { transaction, type Desk } from "~/platform/desk.server";
import { removeFile } from "~/platform/files.server";
import { accessChanged } from "~/platform/live.server";
import type { Person } from "~/privacy/person";
import { anyOf } from "~/privacy/person.server";
import { NAMELESS } from "~/privacy/requests.server";

import { eraseFromOrders } from "./orders.server";
import { dropPictures } from "./pictures.server";

/**
 * Erases whatever hangs on a person. Of orders, refunds and conversations the facts stay (amounts, moments, stages)
 * and nobody they belong to. Each step may be done again; one that fails leaves the rest findable.
 */
export async function eraseLinked(desk: Desk, person: Person, besides: string): Promise<void> {
  await erasePictures(desk, person);
  await eraseCopies(desk, person, besides);
  for (const id of person.conversationIds) await emptyConversation(desk, id);
  await desk.db.mail.deleteMany({
    where: anyOf({ to: person.emails, conversationId: person.conversationIds }),
  });
  await eraseVisitors(desk, person);
  await eraseFromOrders(desk, person);
  const theirs = [...person.customerIds, ...person.orderIds];
  await desk.db.returnException.deleteMany({ where: { subject: { in: theirs } } });
  await desk.db.customer.deleteMany({ where: anyOf({ id: person.customerIds }) });
}

function erasePictures(desk: Desk, { conversationIds, returnIds, visitorIds }: Person): Promise<void> {
  const theirs = anyOf({ returnId: returnIds, visitorId: visitorIds });
  return dropPictures(desk, {
    OR: [...theirs.OR, { message: { conversationId: { in: [...conversationIds] } } }],
  });
}

/** Copies that the same person, or somebody in their name, had asked for. */
async function eraseCopies(desk: Desk, { customerIds, emails }: Person, besides: string): Promise<void> {
  const where = { ...anyOf({ customerId: customerIds, email: emails }), id: { not: besides } };
  const copies = await desk.db.privacyRequest.findMany({ where: { ...where, kind: "copy" } });
  for (const { storageKey } of copies) if (storageKey) await removeFile(storageKey);
  const state = { state: "expired", storageKey: null, bytes: null };
  await desk.db.privacyRequest.updateMany({
    where: { ...where, kind: "copy" },
    data: { ...NAMELESS, ...state },
  });
}

/** What was said goes; that there was a conversation, when, and who of the team had it, stays. */
export async function emptyConversation(desk: Desk, id: string): Promise<void> {
  await transaction(desk, async (inside) => {
    const conversation = await lockConversation(inside, id);
    const itsOwn = { where: { conversationId: id } };
    await inside.db.message.deleteMany(itsOwn);
    await inside.db.draft.deleteMany(itsOwn);
    await inside.db.readMark.deleteMany(itsOwn);
    await inside.db.survey.updateMany({ ...itsOwn, data: { comment: null } });
    const nobody = { visitorId: null, customerId: null, shopperName: null, shopperEmail: null };
    const quiet = { status: "closed", snoozedUntil: null, waitingSince: null, shopperHereAt: null };
    const closedAt = conversation.closedAt ?? desk.now;
    await append(inside, conversation, {
      entry: { kind: "event", author: "system", visible: false, card: { type: "erased" } },
      change: {
        ...nobody,
        ...quiet,
        closedAt,
        identityProven: false,
        subject: null,
        preview: "",
        locale: "en",
      },
    });
  });
}

async function eraseVisitors(desk: Desk, { visitorIds, emails, orderIds }: Person): Promise<void> {
  await desk.db.lookupCode.deleteMany({
    where: anyOf({ visitorId: visitorIds, email: emails, orderId: orderIds }),
  });
  await desk.db.orderProof.deleteMany({
    where: anyOf({ visitorId: visitorIds, email: emails, orderId: orderIds }),
  });
  await desk.db.visitor.deleteMany({ where: anyOf({ id: visitorIds }) });
  // Their open chats hear nothing more.
  for (const id of visitorIds) await accessChanged(desk, `visitor:${id}`);
}
