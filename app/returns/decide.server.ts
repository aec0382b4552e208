import type { Prisma } from "@prisma/client";

import { OutcomeUnknown } from "~/platform/admin-client.server";
import type { Desk } from "~/platform/desk.server";

import { from, moveReturn, type Move } from "./move.server";
import { findPolicy } from "./policy/policies.server";
import { storedPolicy } from "./policy/stored";
import { pullReturn } from "./pull.server";
import { after, type DeclineReason, type Happening, type ReturnView, type Stage } from "./return";
import { findReturn } from "./returns.server";
import { sendApproval, sendCancel, sendDecline, type Told } from "./shopify.server";

export type Verdict =
  | { readonly verdict: "approve" }
  | { readonly verdict: "decline"; readonly reason: DeclineReason; readonly note: string | null };

/** "too-late": it is in another stage by now, which the return shows. "unknown": look again in a moment. */
export type Decided =
  | { readonly decided: true; readonly return: ReturnView }
  | { readonly decided: false; readonly because: "too-late" | "unknown"; readonly return: ReturnView }
  | {
      readonly decided: false;
      readonly because: "refused";
      readonly message: string;
      readonly return: ReturnView;
    };

/**
 * Approves or declines a request. Of two agents who answer differently at once, Shopify takes one; the other
 * hears what it is now. The same answer twice is one answer. The policy's version goes with the decision.
 * @throws NotFound (nobody is asked), Unavailable when nothing was done.
 */
export async function decideReturn(desk: Desk, id: string, verdict: Verdict): Promise<Decided> {
  const asked = await findReturn(desk, id);
  const published = await findPolicy(desk);
  const policy = {
    ...(asked.policy ?? storedPolicy(published, [], null)),
    decidedVersion: published.version,
  };
  if (verdict.verdict === "approve") {
    return decide(desk, asked, {
      happening: "approve",
      change: { decidedAt: desk.now, policy },
      send: (shopifyId) => sendApproval(desk, shopifyId),
    });
  }
  const { reason, note } = verdict;
  return decide(desk, asked, {
    happening: "decline",
    change: { decidedAt: desk.now, policy, declineReason: reason, declineNote: note },
    send: (shopifyId) => sendDecline(desk, shopifyId, { reason, note }),
  });
}

/** Calls a return off before anything came back. The same rules as for deciding. */
export async function cancelReturn(desk: Desk, id: string): Promise<Decided> {
  const open = await findReturn(desk, id);
  return decide(desk, open, {
    happening: "cancel",
    change: {},
    send: (shopifyId) => sendCancel(desk, shopifyId),
  });
}

type Decision = {
  readonly happening: Happening;
  readonly change: Prisma.ReturnUncheckedUpdateManyInput;
  readonly send: (shopifyId: string) => Promise<Told>;
};

async function decide(desk: Desk, asked: ReturnView, decision: Decision): Promise<Decided> {
  const to = after(asked.stage, decision.happening);
  if (!to || !asked.shopifyId) return tooLate(desk, asked.id, decision);
  let told: Told | null;
  try {
    told = await decision.send(asked.shopifyId);
  } catch (error) {
    if (!(error instanceof OutcomeUnknown)) throw error;
    told = null;
  }
  if (told?.ok) {
    const move: Move = { to, from: from(decision.happening), change: decision.change };
    // A webhook may have told us first: then the stage is announced already, and only our own words are added.
    if (!(await moveReturn(desk, asked, move))) await addWords(desk, asked, { to, change: decision.change });
    return { decided: true, return: await findReturn(desk, asked.id) };
  }
  await pullReturn(desk, asked.shopifyId);
  return afterTheFact(desk, asked.id, { to, told });
}

/** Without a yes: whatever Shopify's state says now is what happened. */
async function afterTheFact(
  desk: Desk,
  id: string,
  { to, told }: { to: Stage; told: Told | null },
): Promise<Decided> {
  const now = await findReturn(desk, id);
  if (now.stage === to) return { decided: true, return: now };
  if (told === null) return { decided: false, because: "unknown", return: now };
  if (after(now.stage, "approve") || now.stage === "approved") {
    return { decided: false, because: "refused", message: told.ok ? "" : told.message, return: now };
  }
  return { decided: false, because: "too-late", return: now };
}

/** The return has moved on already; that it moved where the caller wanted it is a yes. */
async function tooLate(desk: Desk, id: string, { happening }: Decision): Promise<Decided> {
  const now = await findReturn(desk, id);
  const wanted = ({ approve: "approved", decline: "declined", cancel: "cancelled" } as Record<string, Stage>)[
    happening
  ];
  return now.stage === wanted
    ? { decided: true, return: now }
    : { decided: false, because: "too-late", return: now };
}

async function addWords(
  desk: Desk,
  { id }: ReturnView,
  { to, change }: Pick<Move, "to" | "change">,
): Promise<void> {
  await desk.db.return.updateMany({ where: { id, stage: to }, data: { ...change } });
}
