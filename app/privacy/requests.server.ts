import type { PrivacyRequest } from "@prisma/client";
import { z } from "zod";

import { exactJson } from "~/kit/exact";
import { NotFound } from "~/kit/failures";
import { isUuid } from "~/kit/id";
import { transaction, type Desk } from "~/platform/desk.server";
import { newId } from "~/platform/id.server";
import { publish } from "~/platform/live.server";

import { namedIn, type Named } from "./person";
import { aboutWhom, dueOn, type Kind, type Request, type State } from "./request";

export type Row = PrivacyRequest;

const Delivered = z.object({ body: z.string(), receivedAt: z.date() });

/**
 * The request that a delivery of Shopify's brought; made at the first look. From then on it alone holds whom it is
 * about: the delivery is emptied. @throws NotFound when there is neither
 */
export async function requestOf(desk: Desk, kind: Kind, webhookId: string): Promise<Row> {
  return transaction(desk, async (inside) => {
    const known = await inside.db.privacyRequest.findFirst({ where: { webhookId } });
    if (known) return known;
    const [delivery] = await inside.db.$queryRaw<unknown[]>`
      SELECT "body", "receivedAt" FROM "webhook_deliveries"
      WHERE "shop" = ${desk.shop.domain} AND "webhookId" = ${webhookId} AND "body" <> '' FOR UPDATE`;
    const sent = Delivered.safeParse(delivery);
    if (!sent.success) throw new NotFound("No such request");
    const named = namedIn(exactJson(sent.data.body));
    const row = await create(inside, { kind, webhookId, receivedAt: sent.data.receivedAt }, named);
    await inside.db.$executeRaw`
      UPDATE "webhook_deliveries" SET "body" = '' WHERE "shop" = ${desk.shop.domain} AND "webhookId" = ${webhookId}`;
    await publish(inside, "team", { type: "privacy" });
    return row;
  });
}

type Begun = { readonly kind: Kind; readonly webhookId: string; readonly receivedAt: Date };

function create(desk: Desk, begun: Begun, { customerId, email, phone, orderIds }: Named): Promise<Row> {
  const asked = { customerId, email, phone, orderIds: [...orderIds] };
  return desk.db.privacyRequest.create({
    data: {
      shopId: desk.shopId,
      id: newId(),
      state: "open",
      dueAt: dueOn(begun.receivedAt),
      ...begun,
      ...asked,
    },
  });
}

/** Whom the request is about. */
export function namedBy({ customerId, email, phone, orderIds }: Row): Named {
  return { customerId, email, phone, orderIds };
}

/** Changes a request and tells the open screens. */
export async function noteRequest(
  desk: Desk,
  id: string,
  change: Partial<Pick<Row, "state" | "done" | "total" | "storageKey" | "bytes" | "finishedAt">>,
): Promise<void> {
  await desk.db.privacyRequest.updateMany({ where: { id }, data: change });
  await publish(desk, "team", { type: "privacy" });
}

/** What names nobody any more. */
export const NAMELESS = { customerId: null, email: null, phone: null, orderIds: [] };

const SHOWN = 100;

/** The newest requests of the shop, for its team. */
export async function listRequests(desk: Desk): Promise<Request[]> {
  const rows = await desk.db.privacyRequest.findMany({
    orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
    take: SHOWN,
  });
  return rows.map(requestFrom);
}

/** The copy of one request, as it lies in the file store. @throws NotFound when there is none (any more) */
export async function findCopy(desk: Desk, id: string): Promise<{ storageKey: string; receivedAt: Date }> {
  const row = isUuid(id)
    ? await desk.db.privacyRequest.findFirst({ where: { id, kind: "copy", state: "done" } })
    : null;
  if (!row?.storageKey) throw new NotFound("No such copy");
  return { storageKey: row.storageKey, receivedAt: row.receivedAt };
}

function requestFrom(row: Row): Request {
  const { id, receivedAt, dueAt, finishedAt, bytes, done, total } = row;
  const isHere = row.state === "done" && row.storageKey !== null;
  return {
    id,
    receivedAt,
    dueAt,
    finishedAt,
    kind: row.kind as Kind,
    state: row.state as State,
    about: aboutWhom(row),
    progress: row.state === "open" ? (total > 0 ? done / total : 0) : 1,
    bytes: isHere ? bytes : null,
  };
}
