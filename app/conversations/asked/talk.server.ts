import type { Desk } from "~/platform/desk.server";

/** Who a conversation was with, for whoever writes to them afterwards. */
export type Talk = {
  readonly email: string | null;
  /** Whether the address was proven to be theirs; else they have only typed it. */
  readonly proven: boolean;
  readonly name: string | null;
  readonly locale: string;
  readonly visitorId: string | null;
  /** Whether somebody of the team, or the assistant, has answered in it. */
  readonly spokeWithTeam: boolean;
  /** All conversations with the same shopper, this one among them. */
  readonly sameShopper: readonly string[];
};

/** Null when there is no such conversation (any more). */
export async function maybeTalk(desk: Desk, conversationId: string): Promise<Talk | null> {
  const row = await desk.db.conversation.findFirst({ where: { id: conversationId } });
  if (!row) return null;
  const answers = { conversationId, kind: "message", author: { in: ["agent", "assistant"] } };
  const same = [{ id: row.id }, ...(row.visitorId ? [{ visitorId: row.visitorId }] : [])];
  const whose = [...same, ...(row.customerId ? [{ customerId: row.customerId }] : [])];
  const [answered, rows] = await Promise.all([
    desk.db.message.count({ where: answers, take: 1 }),
    desk.db.conversation.findMany({ where: { OR: whose }, select: { id: true } }),
  ]);
  const { shopperEmail: email, shopperName: name, locale, visitorId } = row;
  return {
    email,
    proven: row.identityProven,
    name,
    locale,
    visitorId,
    spokeWithTeam: answered > 0,
    sameShopper: rows.map(({ id }) => id),
  };
}
