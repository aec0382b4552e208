import type { Visitor } from "@prisma/client";

import { lockVisitor } from "~/conversations/conversations.server";
import { transaction, type Desk } from "~/platform/desk.server";
import { newId } from "~/platform/id.server";
import { fingerprint, freshToken, sameSecret } from "~/platform/secrets.server";

import { isDueForExchange } from "./refresh";

/** Who somebody says or is shown to be when they open the chat. */
export type Introduction = {
  /** A token that we made earlier for this browser. */
  readonly refresh: string | null;
  /** Shopify's gid of the signed-in customer, from a verified signature. */
  readonly customerId: string | null;
  readonly locale: string;
};

export type Welcomed = { readonly visitor: Visitor; readonly refresh: string };

/**
 * The visitor that somebody is: a signed-in customer is the same one on every device; anybody else is known by
 * the token we made for their browser. A customer's token is worth nothing once they have signed out.
 */
export async function welcomeVisitor(desk: Desk, who: Introduction): Promise<Welcomed> {
  return transaction(desk, async (inside) => {
    if (who.customerId) await oneAtATime(inside, who.customerId);
    const presented = who.refresh ? fingerprint(who.refresh) : null;
    const known = presented ? await maybeByToken(inside, presented) : null;
    const found = who.customerId ? await customerVisitor(inside, who, known) : known;
    if (!found || (!who.customerId && found.customerId)) return beginAs(inside, who);
    // Held, so that two tabs do not exchange the same token for two different ones.
    return goOn(inside, await lockVisitor(inside, found.id), who);
  });
}

/** Whether we made this token and would still take it. */
export async function isKnownToken(desk: Desk, refresh: string): Promise<boolean> {
  return (await maybeByToken(desk, fingerprint(refresh))) !== null;
}

async function maybeByToken(desk: Desk, hash: string): Promise<Visitor | null> {
  return desk.db.visitor.findFirst({ where: { OR: [{ refreshHash: hash }, { previousHash: hash }] } });
}

/** Two tabs of one customer that sign in at once must not make two visitors. */
async function oneAtATime(desk: Desk, customerId: string): Promise<void> {
  await desk.db
    .$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`visitor:${desk.shopId}:${customerId}`}, 0))`;
}

/** The customer's visitor; else the browser's own, when nobody has signed in there yet. */
async function customerVisitor(desk: Desk, { customerId }: Introduction, known: Visitor | null) {
  const own = await desk.db.visitor.findFirst({ where: { customerId } });
  return own ?? (known && known.customerId === null ? known : null);
}

async function beginAs(desk: Desk, { customerId, locale }: Introduction): Promise<Welcomed> {
  const refresh = freshToken();
  const visitor = await desk.db.visitor.create({
    data: {
      shopId: desk.shopId,
      id: newId(),
      refreshHash: fingerprint(refresh),
      rotatedAt: desk.now,
      locale,
      createdAt: desk.now,
      seenAt: desk.now,
      ...(await profileOf(desk, customerId)),
    },
  });
  return { visitor, refresh };
}

async function goOn(
  desk: Desk,
  visitor: Visitor,
  { refresh, customerId, locale }: Introduction,
): Promise<Welcomed> {
  const presented = refresh ? fingerprint(refresh) : null;
  const next = nextToken(desk, visitor, presented);
  const { id } = visitor;
  const saved = await desk.db.visitor.update({
    where: { shopId_id: { shopId: desk.shopId, id } },
    data: {
      locale,
      seenAt: desk.now,
      ...(await profileOf(desk, customerId)),
      ...(next
        ? {
            refreshHash: fingerprint(next),
            previousHash: holds(visitor, presented) ? presented : visitor.refreshHash,
            rotatedAt: desk.now,
          }
        : {}),
    },
  });
  return { visitor: saved, refresh: next ?? refresh ?? "" };
}

/** A new token when the presented one is due, or is not this visitor's; null when it stays. */
function nextToken(desk: Desk, visitor: Visitor, presented: string | null): string | null {
  if (presented === null || !holds(visitor, presented)) return freshToken();
  const kept = {
    current: visitor.refreshHash,
    previous: visitor.previousHash,
    rotatedAt: visitor.rotatedAt ?? visitor.createdAt,
  };
  return isDueForExchange(kept, presented, desk.now) ? freshToken() : null;
}

function holds({ refreshHash, previousHash }: Visitor, presented: string | null): boolean {
  return (
    presented !== null &&
    [refreshHash, previousHash].some((known) => known !== null && sameSecret(known, presented))
  );
}

/** What Shopify's sign-in proves, with name and address from the customers we know. */
async function profileOf(desk: Desk, customerId: string | null) {
  if (!customerId) return {};
  const customer = await desk.db.customer.findFirst({
    where: { id: customerId },
    select: { name: true, email: true },
  });
  return {
    customerId,
    ...(customer?.name ? { name: customer.name } : {}),
    ...(customer?.email ? { email: customer.email, emailProvenAt: desk.now } : {}),
  };
}

/** Whether anybody has ever opened the chat: then it shows in the theme. */
export async function hasVisitors(desk: Desk): Promise<boolean> {
  return (await desk.db.visitor.findFirst({ select: { id: true } })) !== null;
}
