import { NotAllowed } from "~/kit/failures";
import type { Actor, Desk } from "~/platform/desk.server";
import { publish } from "~/platform/live.server";

import { findRow } from "./conversations.server";

/** Tells the team who looks at a conversation. Nothing is stored: a screen forgets it after a while. @throws NotFound */
export async function agentViewing(desk: Desk, id: string, viewing: boolean): Promise<void> {
  const agent = agentAt(desk);
  await findRow(desk, id);
  await publish(desk, "team", { type: "viewing", id, agentId: agent.id, name: agent.name, viewing });
}

/** Tells the team and the shopper that an agent types an answer; notes are typed unseen. @throws NotFound */
export async function agentTyping(
  desk: Desk,
  id: string,
  { typing, mode }: { typing: boolean; mode: "reply" | "note" },
): Promise<void> {
  const agent = agentAt(desk);
  const { visitorId } = await findRow(desk, id);
  await publish(desk, "team", { type: "typing", id, who: agent.id, name: agent.name, typing });
  if (visitorId && mode === "reply") {
    await publish(desk, `visitor:${visitorId}`, { type: "typing", who: firstName(agent.name), typing });
  }
}

/** Tells the team that the shopper types, in their conversation that is not closed; before the first message nobody hears it. */
export async function shopperTyping(desk: Desk, visitorId: string, typing: boolean): Promise<void> {
  const open = await desk.db.conversation.findFirst({
    where: { visitorId, status: { not: "closed" } },
    select: { id: true, shopperName: true },
  });
  if (!open) return;
  const name = open.shopperName ?? "";
  await publish(desk, "team", { type: "typing", id: open.id, who: "shopper", name, typing });
}

/** What a shopper is told of an agent's name. */
function firstName(name: string): string {
  return name.trim().split(/\s+/u)[0] ?? name;
}

function agentAt({ actor }: Desk): Extract<Actor, { kind: "agent" }> {
  if (actor.kind !== "agent") throw new NotAllowed("Only people on the team");
  return actor;
}
