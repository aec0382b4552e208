import { NotFound } from "~/kit/failures";
import { isUuid } from "~/kit/id";
import { transaction, type Desk } from "~/platform/desk.server";
import { announce } from "~/platform/jobs.server";
import { actorName } from "~/team/agents.server";

import { lockConversation } from "./conversations.server";
import type { ConversationEvent } from "./events";
import { append } from "./record.server";

/** Gives a conversation to an agent, or to nobody. Giving it to whoever has it changes nothing. @throws NotFound */
export async function assign(desk: Desk, id: string, agentId: string | null): Promise<void> {
  await transaction(desk, async (inside) => {
    const conversation = await lockConversation(inside, id);
    const name = agentId && (await nameOf(inside, agentId));
    if (conversation.assigneeId === agentId) return;
    const card = { type: "assigned", agentId, name, by: actorName(inside.actor) };
    await append(inside, conversation, {
      entry: { kind: "event", author: "system", visible: false, card },
      change: { assigneeId: agentId },
    });
    const event = { type: "conversation.assigned", conversationId: id, agentId } as const;
    await announce(inside, event satisfies ConversationEvent);
  });
}

async function nameOf(desk: Desk, agentId: string): Promise<string> {
  const agent = isUuid(agentId)
    ? await desk.db.agent.findFirst({ where: { id: agentId }, select: { name: true } })
    : null;
  if (!agent) throw new NotFound("No such agent");
  return agent.name;
}
