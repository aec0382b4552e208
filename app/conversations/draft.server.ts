import { NotAllowed } from "~/kit/failures";
import { storable } from "~/kit/text";
import type { Desk } from "~/platform/desk.server";

import { findRow } from "./conversations.server";
import { LONGEST_TEXT } from "./message";

export type SavedDraft = { readonly mode: "reply" | "note"; readonly text: string; readonly savedAt: Date };

/** Keeps what an agent has begun to write, for every device of theirs; an empty text forgets it. @throws NotFound */
export async function saveDraft(
  desk: Desk,
  conversationId: string,
  draft: { mode: "reply" | "note"; text: string },
): Promise<{ savedAt: Date | null }> {
  const agentId = agentOf(desk);
  await findRow(desk, conversationId);
  const text = storable(draft.text).slice(0, LONGEST_TEXT * 2);
  if (text.trim() === "") {
    await dropDraft(desk, conversationId);
    return { savedAt: null };
  }
  const key = { shopId: desk.shopId, conversationId, agentId };
  const saved = { mode: draft.mode, text, savedAt: desk.now };
  await desk.db.draft.upsert({
    where: { shopId_conversationId_agentId: key },
    create: { ...key, ...saved },
    update: saved,
  });
  return { savedAt: desk.now };
}

/** The agent's own draft in this conversation. */
export async function findDraft(desk: Desk, conversationId: string): Promise<SavedDraft | null> {
  const row = await desk.db.draft.findFirst({ where: { conversationId, agentId: agentOf(desk) } });
  return row && { mode: row.mode === "note" ? "note" : "reply", text: row.text, savedAt: row.savedAt };
}

/** Forgets the draft that has become these words; one that was begun since is another and stays. */
export async function dropSentDraft(
  desk: Desk,
  conversationId: string,
  sent: { mode: "reply" | "note"; text: string },
): Promise<void> {
  const draft = await findDraft(desk, conversationId);
  if (draft?.mode === sent.mode && sent.text.startsWith(draft.text.trim())) {
    await dropDraft(desk, conversationId);
  }
}

async function dropDraft(desk: Desk, conversationId: string): Promise<void> {
  await desk.db.draft.deleteMany({ where: { conversationId, agentId: agentOf(desk) } });
}

function agentOf({ actor }: Desk): string {
  if (actor.kind !== "agent") throw new NotAllowed("Only people on the team have drafts");
  return actor.id;
}
