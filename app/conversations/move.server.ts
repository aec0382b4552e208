import { transaction, type Desk } from "~/platform/desk.server";
import { announce, enqueue } from "~/platform/jobs.server";
import { actorName } from "~/team/agents.server";

import {
  lockConversation,
  lockWithVisitor,
  maybeOtherOpen,
  type ConversationRow,
} from "./conversations.server";
import type { ConversationEvent } from "./events";
import { wakeConversation } from "./jobs";
import { append } from "./record.server";
import { after, waitingAfter, type Happening, type Status } from "./status";

export type Snoozed =
  { readonly snoozed: true } | { readonly snoozed: false; readonly because: "past" | "closed" };

/** Puts a conversation away until a moment, or until the shopper writes. @throws NotFound */
export async function snooze(desk: Desk, id: string, until: Date): Promise<Snoozed> {
  if (until <= desk.now) return { snoozed: false, because: "past" };
  return transaction(desk, async (inside) => {
    const conversation = await lockConversation(inside, id);
    if (conversation.status === "closed") return { snoozed: false, because: "closed" };
    await moved(inside, conversation, { happening: "snoozed", until });
    await enqueue(inside, wakeConversation, { data: { conversationId: id }, at: until });
    return { snoozed: true };
  });
}

/** Brings a snoozed conversation back, by hand or because its time has come. @throws NotFound */
export async function unsnooze(desk: Desk, id: string): Promise<void> {
  await transaction(desk, async (inside) => {
    const conversation = await lockConversation(inside, id);
    if (conversation.status === "snoozed") await moved(inside, conversation, { happening: "woke" });
  });
}

/** The scheduled half of `snooze`: does nothing when it was woken, closed or snoozed anew meanwhile. */
export async function wakeWhenDue(desk: Desk, { conversationId }: { conversationId: string }): Promise<void> {
  await transaction(desk, async (inside) => {
    const conversation = await lockConversation(inside, conversationId);
    const isDue = conversation.status === "snoozed" && (conversation.snoozedUntil ?? desk.now) <= desk.now;
    if (isDue) await moved(inside, conversation, { happening: "woke" });
  });
}

/** Wakes everything in the shop whose time has come, in case an alarm was lost or the clock was moved. */
export async function wakeDue(desk: Desk): Promise<void> {
  const due = await desk.db.conversation.findMany({
    where: { status: "snoozed", snoozedUntil: { lte: desk.now } },
    take: 500,
    select: { id: true },
  });
  for (const { id } of due) await wakeWhenDue(desk, { conversationId: id });
}

/** Closes a conversation; a closed one stays as it is. @throws NotFound */
export async function close(desk: Desk, id: string): Promise<void> {
  await transaction(desk, async (inside) => {
    const conversation = await lockConversation(inside, id);
    if (conversation.status === "closed") return;
    await moved(inside, conversation, { happening: "closed" });
    await announce(inside, told(inside, "conversation.closed", id));
  });
}

export type Reopened =
  | { readonly reopened: true }
  | { readonly reopened: false; readonly because: "moved-on"; readonly conversationId: string };

/** Opens a closed conversation again, unless the shopper has another open one by now. @throws NotFound */
export async function reopen(desk: Desk, id: string): Promise<Reopened> {
  return transaction(desk, async (inside): Promise<Reopened> => {
    const conversation = await lockWithVisitor(inside, id);
    if (conversation.status !== "closed") return { reopened: true };
    const other = await maybeOtherOpen(inside, conversation);
    if (other) return { reopened: false, because: "moved-on", conversationId: other };
    await moved(inside, conversation, { happening: "reopened" });
    await announce(inside, told(inside, "conversation.reopened", id));
    return { reopened: true };
  });
}

type Move = { readonly happening: Happening; readonly until?: Date };

/** The grey line and the new state. */
async function moved(desk: Desk, conversation: ConversationRow, { happening, until }: Move): Promise<void> {
  const card = {
    type: happening,
    by: actorName(desk.actor),
    ...(until ? { until: until.toISOString() } : {}),
  };
  await append(desk, conversation, {
    entry: { kind: "event", author: "system", visible: false, card },
    change: {
      status: after(conversation.status as Status, happening),
      waitingSince: waitingAfter(conversation.waitingSince, happening, desk.now),
      snoozedUntil: until ?? null,
      closedAt: happening === "closed" ? desk.now : null,
    },
  });
}

function told(desk: Desk, type: "conversation.closed" | "conversation.reopened", conversationId: string) {
  return { type, conversationId, by: actorName(desk.actor) } satisfies ConversationEvent;
}
