import { addDays } from "~/kit/days";
import type { Desk } from "~/platform/desk.server";
import { removeFile } from "~/platform/files.server";
import { emptyConversation } from "~/privacy/erase/linked.server";
import { dropPictures } from "~/privacy/erase/pictures.server";
import { COPY_DAYS } from "~/privacy/request";
import { noteRequest } from "~/privacy/requests.server";
import { settingsOf } from "~/shops/settings";

import { CODE_DAYS, type Chosen } from "./terms";

/** Erases what one shop has kept for as long as it wants to. A hold stops everything that the merchant decides about. */
export async function dropAged(desk: Desk): Promise<void> {
  const { retention } = settingsOf(desk);
  await dropCodes(desk, addDays(desk.now, -CODE_DAYS));
  await dropCopies(desk, addDays(desk.now, -COPY_DAYS));
  if (retention.hold) return;
  for (const what of Object.keys(droppers) as Chosen[]) {
    const days = retention[what];
    if (days !== null) await droppers[what](desk, addDays(desk.now, -days));
  }
}

type Dropper = (desk: Desk, before: Date) => Promise<void>;

const droppers: Record<Chosen, Dropper> = {
  pictures: dropOldPictures,
  conversations: emptyConversations,
  drafts: async (desk, before) => {
    await desk.db.draft.deleteMany({
      where: { savedAt: { lt: before }, conversation: { status: "closed" } },
    });
  },
  mails: (desk, before) =>
    inBatches(
      () => desk.db.$executeRaw`
        DELETE FROM "mails" WHERE "shopId" = ${desk.shopId}::uuid AND "id" IN (
          SELECT "id" FROM "mails" WHERE "shopId" = ${desk.shopId}::uuid AND "createdAt" < ${before} AND "state" <> 'waiting' LIMIT 500)`,
    ),
  visitors: (desk, before) =>
    inBatches(
      () => desk.db.$executeRaw`
        DELETE FROM "visitors" WHERE "shopId" = ${desk.shopId}::uuid AND "id" IN (
          SELECT "id" FROM "visitors" v WHERE "shopId" = ${desk.shopId}::uuid AND "seenAt" < ${before}
            AND NOT EXISTS (SELECT FROM "conversations" c WHERE c."shopId" = v."shopId" AND c."visitorId" = v."id")
            AND NOT EXISTS (SELECT FROM "attachments" a WHERE a."shopId" = v."shopId" AND a."visitorId" = v."id") LIMIT 500)`,
    ),
};

/** Stops in between, so that a shop with years to erase does not keep the others waiting; the next round goes on. */
const MOST_BATCHES = 20;

async function inBatches(batch: () => PromiseLike<number>): Promise<void> {
  for (let n = 0; n < MOST_BATCHES; n += 1) if ((await batch()) === 0) return;
}

const MOST_CONVERSATIONS = 500;

async function emptyConversations(desk: Desk, before: Date): Promise<void> {
  const rows = await desk.db.conversation.findMany({
    where: {
      status: "closed",
      lastActivityAt: { lt: before },
      OR: [
        { preview: { not: "" } },
        { visitorId: { not: null } },
        { customerId: { not: null } },
        { shopperEmail: { not: null } },
        { shopperName: { not: null } },
      ],
    },
    orderBy: { lastActivityAt: "asc" },
    take: MOST_CONVERSATIONS,
    select: { id: true },
  });
  for (const { id } of rows) {
    await dropPictures(desk, { message: { conversationId: id } });
    await emptyConversation(desk, id);
  }
}

async function dropOldPictures(desk: Desk, before: Date): Promise<void> {
  await dropPictures(desk, {
    createdAt: { lt: before },
    OR: [
      { message: { conversation: { status: "closed", lastActivityAt: { lt: before } } } },
      { return: { stage: { in: ["refunded", "declined", "cancelled", "closed"] } } },
    ],
  });
}

async function dropCodes(desk: Desk, before: Date): Promise<void> {
  await desk.db.lookupCode.deleteMany({ where: { expiresAt: { lt: before } } });
}

async function dropCopies(desk: Desk, before: Date): Promise<void> {
  const old = { kind: "copy", state: "done", finishedAt: { lt: before } };
  for (const { id, storageKey } of await desk.db.privacyRequest.findMany({ where: old })) {
    if (storageKey) await removeFile(storageKey);
    await noteRequest(desk, id, { state: "expired", storageKey: null, bytes: null });
  }
}
