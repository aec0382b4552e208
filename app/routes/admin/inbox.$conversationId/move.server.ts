import { z } from "zod";

import { assign } from "~/conversations/assign.server";
import { linkOrder, unlinkOrder } from "~/conversations/link.server";
import { close, reopen, snooze, unsnooze } from "~/conversations/move.server";
import { recordEvent } from "~/conversations/record.server";
import { anyId } from "~/http/form";
import { maybeOrder, maybeOrderByName } from "~/orders/orders.server";
import type { Desk } from "~/platform/desk.server";
import { actorName } from "~/team/agents.server";

/** What may be asked for a whole conversation. */
export const Move = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("assign"), agentId: z.uuid().nullable() }),
  z.strictObject({ kind: z.literal("snooze"), until: z.iso.datetime() }),
  z.strictObject({ kind: z.literal("wake") }),
  z.strictObject({ kind: z.literal("close") }),
  z.strictObject({ kind: z.literal("reopen") }),
  z.strictObject({
    kind: z.literal("link"),
    name: z.string().max(60).optional(),
    orderId: anyId.optional(),
  }),
  z.strictObject({ kind: z.literal("unlink"), orderId: anyId }),
]);
export type Move = z.infer<typeof Move>;

/** Does it. The answer is the room's own: a refusal is a value. @throws NotFound */
export async function moveConversation(desk: Desk, id: string, move: Move): Promise<unknown> {
  switch (move.kind) {
    case "assign":
      return assign(desk, id, move.agentId);
    case "snooze":
      return snooze(desk, id, new Date(move.until));
    case "wake":
      return unsnooze(desk, id);
    case "close":
      return close(desk, id);
    case "reopen":
      return reopen(desk, id);
    case "link":
      return link(desk, id, move);
    case "unlink":
      return unlink(desk, id, move.orderId);
  }
}

/** By its id, or by the number that people say. */
async function link(
  desk: Desk,
  id: string,
  named: { orderId?: string | undefined; name?: string | undefined },
) {
  const order = named.orderId
    ? await maybeOrder(desk, named.orderId)
    : await maybeOrderByName(desk, named.name ?? "");
  if (!order) return { linked: false };
  await linkOrder(desk, id, order.id);
  const by = actorName(desk.actor);
  await recordEvent(desk, id, { card: { type: "order.linked", name: order.name, by }, visible: false });
  return { linked: true };
}

async function unlink(desk: Desk, id: string, orderId: string): Promise<void> {
  const order = await maybeOrder(desk, orderId);
  await unlinkOrder(desk, id, orderId);
  const card = { type: "order.unlinked", name: order?.name ?? "", by: actorName(desk.actor) };
  await recordEvent(desk, id, { card, visible: false });
}
