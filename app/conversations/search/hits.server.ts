import { Prisma } from "@prisma/client";

import { NotAllowed } from "~/kit/failures";
import { containing, emailKey, orderKey, storable } from "~/kit/text";
import type { Desk } from "~/platform/desk.server";
import { mayDo } from "~/team/permission";

import { isWithoutSpaces, wordsOf } from "./words";

const MOST = 200;
const LOOKED_THROUGH = 20_000;

/**
 * Which conversations mention these words: in messages and notes, by order number, address, name, tracking
 * number or SKU. At most 200 of each, the newest; null when none. @throws NotAllowed
 */
export async function hitsFor(desk: Desk, text: string): Promise<Prisma.Sql | null> {
  const { actor } = desk;
  if (actor.kind === "agent" && !mayDo(actor.role, "conversations:see"))
    throw new NotAllowed("May not search");
  const term = storable(text).slice(0, 200).trim();
  if (term === "") return null;
  const found = await Promise.all([inMessages(desk, term), byOrder(desk, term), byPerson(desk, term)]);
  const ids = [...new Set(found.flat())];
  return ids.length === 0 ? null : Prisma.sql`c."id" = ANY(${ids}::uuid[])`;
}

type Hit = { id: string };

/** The planner walks the newest messages for a common word and takes the index for a rare one. */
async function inMessages(desk: Desk, term: string): Promise<string[]> {
  if (isWithoutSpaces(term)) return byFragment(desk, term);
  const words = wordsOf(term);
  if (words.length === 0) return [];
  const query = words.map((word) => `'${word}':*`).join(" & ");
  const hits = await desk.db.$queryRaw<Hit[]>`
    SELECT "conversationId" AS "id" FROM "own_messages"
    WHERE "shopId" = ${desk.shopId}::uuid AND "words" @@ to_tsquery('simple', ${query})
    ORDER BY "id" DESC LIMIT ${MOST}`;
  return hits.map(({ id }) => id);
}

/** Chinese, Japanese and Korean have no spaces for the index to go by: the newest messages are read instead. */
async function byFragment(desk: Desk, term: string): Promise<string[]> {
  const hits = await desk.db.$queryRaw<Hit[]>`
    SELECT "conversationId" AS "id" FROM (
      SELECT "id", "conversationId", "text" FROM "own_messages" WHERE "shopId" = ${desk.shopId}::uuid
      ORDER BY "id" DESC LIMIT ${LOOKED_THROUGH}) newest
    WHERE "text" ILIKE ${containing(term)} ORDER BY "id" DESC LIMIT ${MOST}`;
  return hits.map(({ id }) => id);
}

/** Conversations of orders with this number, tracking number or SKU. */
async function byOrder(desk: Desk, term: string): Promise<string[]> {
  const exact = term.trim();
  const hits = await desk.db.$queryRaw<Hit[]>`
    WITH hit AS (
      (SELECT "id" FROM "orders" WHERE "shopId" = ${desk.shopId}::uuid AND "nameKey" = ${orderKey(term)} LIMIT 20)
      UNION (SELECT "orderId" FROM "fulfillments"
        WHERE "shopId" = ${desk.shopId}::uuid AND "trackingNumber" = ${exact} LIMIT 20)
      UNION (SELECT "orderId" FROM "order_lines" WHERE "shopId" = ${desk.shopId}::uuid AND "sku" = ${exact}
        ORDER BY "orderId" DESC LIMIT ${MOST})
    )
    SELECT l."conversationId" AS "id" FROM hit JOIN "conversation_orders" l
      ON l."shopId" = ${desk.shopId}::uuid AND l."orderId" = hit."id"
    ORDER BY l."linkedAt" DESC LIMIT ${MOST}`;
  return hits.map(({ id }) => id);
}

/** Conversations of whoever has this address, or this in their name or address. */
async function byPerson(desk: Desk, term: string): Promise<string[]> {
  const email = emailKey(term);
  if (!email && [...term].length < 2) return [];
  const hits = await desk.db.$queryRaw<Hit[]>`
    WITH person AS (
      SELECT "id" FROM "own_customers" WHERE "shopId" = ${desk.shopId}::uuid
        AND (${email ? Prisma.sql`"email" = ${email}` : Prisma.sql`"name" ILIKE ${containing(term)} OR "email" ILIKE ${containing(term)}`})
      LIMIT ${MOST}
    )
    (SELECT c."id" FROM person JOIN "conversations" c ON c."shopId" = ${desk.shopId}::uuid AND c."customerId" = person."id"
      ORDER BY c."lastActivityAt" DESC LIMIT ${MOST})
    UNION (SELECT "id" FROM "conversations" WHERE "shopId" = ${desk.shopId}::uuid AND "shopperEmail" = ${email ?? ""} LIMIT ${MOST})`;
  return hits.map(({ id }) => id);
}
