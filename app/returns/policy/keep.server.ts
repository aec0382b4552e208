import { transaction, type Desk } from "~/platform/desk.server";
import { listAgents } from "~/team/agents.server";

import type { Policy } from "./document";
import {
  findDraft,
  findPolicy,
  publishPolicy,
  saveDraft,
  takePolicyTurn,
  type PublishedAnswer,
} from "./policies.server";

/** The draft as a page began with it: of which version, and when it was last saved; null when there was none. */
export type Since = { readonly version: number; readonly savedAt: string | null };

export type DraftState = Since & { readonly policy: Policy; readonly by: string | null };
export type Kept =
  | { readonly saved: true; readonly savedAt: string }
  /** Somebody else saved or published meanwhile: theirs stands, and nothing was written over it. */
  | { readonly saved: false; readonly theirs: DraftState };

/** What is being worked on, and who saved it when; the policy in force when nobody works on it. */
export async function findDraftState(desk: Desk): Promise<DraftState> {
  const [policy, { version }, row] = await Promise.all([
    findDraft(desk),
    findPolicy(desk),
    desk.db.returnPolicyDraft.findFirst({ select: { savedAt: true, savedBy: true } }),
  ]);
  return {
    policy,
    version,
    savedAt: row?.savedAt.toISOString() ?? null,
    by: row && (await nameOf(desk, row.savedBy)),
  };
}

/** The name of who is written down as "agent:<id>"; null for whoever has left. */
async function nameOf(desk: Desk, key: string): Promise<string | null> {
  const agents = await listAgents(desk);
  return agents.find(({ id }) => `agent:${id}` === key)?.name ?? null;
}

/** Saves a draft unless somebody saved or published another one since. */
export async function keepDraft(desk: Desk, ask: { policy: Policy; since: Since }): Promise<Kept> {
  return alone(desk, async (inside) => {
    const theirs = await findDraftState(inside);
    if (!isUnchanged(theirs, ask.since)) return { saved: false, theirs };
    await saveDraft(inside, ask.policy);
    return { saved: true, savedAt: inside.now.toISOString() };
  });
}

export type KeptPublished = PublishedAnswer | { readonly published: false; readonly because: "changed" };

/** Publishes the draft that the person has seen, and no other. */
export async function publishKept(desk: Desk, ask: { note: string; since: Since }): Promise<KeptPublished> {
  return alone(desk, async (inside) => {
    if (!isUnchanged(await findDraftState(inside), ask.since))
      return { published: false, because: "changed" };
    return publishPolicy(inside, { note: ask.note });
  });
}

function isUnchanged(now: Since, since: Since): boolean {
  return now.version === since.version && now.savedAt === since.savedAt;
}

/** One after the other, as publishing is: two who save in the same moment do not both see what was before. */
async function alone<T>(desk: Desk, work: (desk: Desk) => Promise<T>): Promise<T> {
  return transaction(desk, async (inside) => {
    await takePolicyTurn(inside);
    return work(inside);
  });
}
