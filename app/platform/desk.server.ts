import type { Id } from "~/kit/id";
import { NotFound } from "~/kit/failures";

import type { Pace } from "./admin/bucket";
import { adminClient, type AdminClient } from "./admin-client.server";
import { startOfWork } from "./clock.server";
import { database, shopDb, type ShopDb } from "./db.server";
import { newId } from "./id.server";
import { holdingNews } from "./live/news.server";
import { withinShop } from "./walls.server";
import { currentRequest } from "./watch/trail.server";
import { holdLease } from "./work/lease.server";

/** Who acts: a person on the team, a shopper, the assistant, or the app by itself. */
export type Actor =
  | {
      readonly kind: "agent";
      readonly id: Id<"Agent">;
      readonly name: string;
      readonly role: string;
      readonly locale: string;
    }
  | { readonly kind: "shopper"; readonly visitorId: Id<"Visitor">; readonly locale: string }
  | { readonly kind: "assistant" }
  | { readonly kind: "system" };

/** What every act may know of the shop without asking. */
export type ShopCard = {
  readonly id: Id<"Shop">;
  readonly domain: string;
  readonly name: string;
  readonly currency: string;
  readonly timezone: string;
  readonly locale: string;
  readonly storefrontUrl: string;
  /** Raw settings as stored; `shops/settings` reads them with defaults. */
  readonly settings: unknown;
  /** What an operator has stopped here (shops/switches). */
  readonly off: readonly string[];
};

/** One shop's helpdesk, as one actor sees it now. First parameter of every act. */
export type Desk = {
  readonly shopId: Id<"Shop">;
  readonly shop: ShopCard;
  readonly actor: Actor;
  /** Fixed for the request or job: one request, one moment. */
  readonly now: Date;
  /** The same for everything that is done in this request or job; it stands in the audit. */
  readonly requestId: string;
  readonly db: ShopDb;
  readonly shopify: AdminClient;
};

/** Sits an actor down at a shop's desk. */
export function deskOf(shop: ShopCard, actor: Actor, now: Date = startOfWork()): Desk {
  const doors = { db: shopDb(shop.id), shopify: adminClient(shop.domain, paceOf(actor)) };
  return { shopId: shop.id, shop, actor, now, requestId: currentRequest() ?? newId(), ...doors };
}

/** People look at a screen meanwhile; the app by itself leaves them half of what Shopify allows. */
function paceOf({ kind }: Actor): Pace {
  return kind === "agent" || kind === "shopper" ? "waiting" : "background";
}

/** The desk of a shop that has the app installed. @throws NotFound when it is unknown or has left. */
export async function openDesk(
  shop: { id: string } | { domain: string },
  actor: Actor,
  now?: Date,
): Promise<Desk> {
  const found = await database().shop.findUnique({ where: shop });
  if (!found || found.uninstalledAt) throw new NotFound("No such shop");
  return deskOf({ ...found, id: found.id as Id<"Shop"> }, actor, now);
}

/** The same of a shop that may have left: for what must be finished all the same. @throws NotFound when it is unknown. */
export async function openAnyDesk(shop: { id: string }, actor: Actor): Promise<Desk> {
  const found = await database().shop.findUnique({ where: shop });
  if (!found) throw new NotFound("No such shop");
  return deskOf({ ...found, id: found.id as Id<"Shop"> }, actor);
}

/**
 * Does the work in one transaction; inside another transaction it joins that one.
 * @throws LeaseLost in a job that was given to another worker meanwhile: then nothing was written
 */
export async function transaction<T>(desk: Desk, work: (desk: Desk) => Promise<T>): Promise<T> {
  const whole = desk.db as ReturnType<typeof shopDb>;
  if (typeof whole.$transaction !== "function") return work(desk);
  return holdingNews(() =>
    withinShop(desk.shopId, () =>
      whole.$transaction(
        async (db) => {
          await holdLease(db);
          return work({ ...desk, db: db as unknown as ShopDb });
        },
        { maxWait: 2_000, timeout: 10_000 },
      ),
    ),
  );
}

/** How the actor is written down in rows: "agent:<id>", "shopper:<id>", "assistant" or "system". */
export function actorKey(actor: Actor): string {
  if (actor.kind === "agent") return `agent:${actor.id}`;
  return actor.kind === "shopper" ? `shopper:${actor.visitorId}` : actor.kind;
}
