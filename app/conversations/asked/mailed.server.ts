import type { Desk } from "~/platform/desk.server";

export type Answer = { readonly id: string; readonly text: string; readonly visibleSeq: number };
export type UnmailedThread = {
  readonly shopperEmail: string;
  /** Whether the address was proven; else somebody has typed it, perhaps not its owner. */
  readonly identityProven: boolean;
  readonly shopperName: string | null;
  readonly locale: string;
  readonly shopperHereAt: Date | null;
  readonly shopperSeen: number;
  readonly answers: readonly Answer[];
};

/** The answers of a conversation that no mail has carried yet; null when the shopper left no address. */
export async function maybeUnmailed(desk: Desk, conversationId: string): Promise<UnmailedThread | null> {
  const conversation = await desk.db.conversation.findFirst({ where: { id: conversationId } });
  if (!conversation?.shopperEmail) return null;
  const rows = await desk.db.message.findMany({
    where: { conversationId, kind: "message", author: { in: ["agent", "assistant"] }, mailedAt: null },
    orderBy: { seq: "asc" },
    select: { id: true, text: true, visibleSeq: true },
  });
  const answers = rows.flatMap((row) =>
    row.visibleSeq === null ? [] : [{ ...row, visibleSeq: row.visibleSeq }],
  );
  const { shopperEmail, identityProven, shopperName, locale, shopperHereAt, shopperSeen } = conversation;
  return { shopperEmail, identityProven, shopperName, locale, shopperHereAt, shopperSeen, answers };
}

/** Notes that a mail has carried these answers. */
export async function markMailed(desk: Desk, answers: readonly Answer[]): Promise<void> {
  await desk.db.message.updateMany({
    where: { id: { in: answers.map(({ id }) => id) } },
    data: { mailedAt: desk.now },
  });
}
