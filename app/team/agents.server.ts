import { actorKey, type Actor, type Desk } from "~/platform/desk.server";
import type { Id } from "~/kit/id";
import { newId } from "~/platform/id.server";

/** A Shopify staff member as their session token and online session describe them. */
export type StaffMember = {
  readonly shopifyUserId: string;
  readonly name: string;
  readonly email: string;
  readonly locale: string;
  readonly isOwner: boolean;
};

export type AgentCard = {
  readonly id: Id<"Agent">;
  readonly name: string;
  readonly role: string;
  readonly locale: string;
};

const SEEN_EVERY_MS = 60_000;

/** The agent that a staff member is; made at their first visit. The account owner is owner. */
export async function welcomeAgent(desk: Desk, staff: StaffMember): Promise<AgentCard> {
  const { shopifyUserId, name, email, locale, isOwner } = staff;
  const known = await desk.db.agent.findFirst({ where: { shopifyUserId } });
  if (known && desk.now.getTime() - known.lastSeenAt.getTime() < SEEN_EVERY_MS) return cardOf(known);
  const saved = await desk.db.agent.upsert({
    where: { shopId_shopifyUserId: { shopId: desk.shopId, shopifyUserId } },
    create: {
      shopId: desk.shopId,
      id: newId(),
      shopifyUserId,
      name,
      email,
      locale,
      role: isOwner ? "owner" : "agent",
      createdAt: desk.now,
      lastSeenAt: desk.now,
    },
    update: { name, email, locale, lastSeenAt: desk.now, ...(isOwner ? { role: "owner" } : {}) },
  });
  return cardOf(saved);
}

/** The agent with this Shopify user id; null when they have never opened the app. */
export async function maybeAgent(desk: Desk, shopifyUserId: string): Promise<AgentCard | null> {
  const known = await desk.db.agent.findFirst({ where: { shopifyUserId } });
  return known && cardOf(known);
}

/** Everybody on the team, by name. */
export async function listAgents(desk: Desk): Promise<AgentCard[]> {
  const agents = await desk.db.agent.findMany({ orderBy: [{ name: "asc" }, { id: "asc" }] });
  return agents.map(cardOf);
}

/** The name that people see for who acted; "Goodturn" for the app itself. */
export function actorName(actor: Actor): string {
  return actor.kind === "agent" ? actor.name : actorKey(actor).startsWith("shopper") ? "Shopper" : "Goodturn";
}

function cardOf(row: { id: string; name: string; role: string; locale: string }): AgentCard {
  return { id: row.id as Id<"Agent">, name: row.name, role: row.role, locale: row.locale };
}
