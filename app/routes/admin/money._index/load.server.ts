import { countApprovals, listApprovals } from "~/ledger/approvals.server";
import { countDoubtful, listDoubtful } from "~/ledger/review.server";
import { actorKey, type Desk } from "~/platform/desk.server";

import type { Tab } from "./tabs";

/** What one tab of the money page shows, and how much waits behind the others. */
export async function loadMoney(desk: Desk, tab: Tab) {
  const me = actorKey(desk.actor);
  const [approvals, doubtful, { open }, look] = await Promise.all([
    tab === "look" ? [] : listApprovals(desk, tab),
    tab === "look" ? listDoubtful(desk) : [],
    countApprovals(desk),
    countDoubtful(desk),
  ]);
  return {
    tab,
    approvals: approvals.map(({ requestedBy, ...rest }) => ({ ...rest, isMine: requestedBy === me })),
    // What Shopify was asked stays here; the page needs what a person can read.
    doubtful: doubtful.map(
      ({ id, orderId, orderName, kind, amount, state, failure, actorName, createdAt }) => ({
        ...{ id, orderId, orderName, kind, amount, state, failure, actorName, createdAt },
      }),
    ),
    counts: { open, look },
  };
}

export type ShownApproval = Awaited<ReturnType<typeof loadMoney>>["approvals"][number];
export type ShownDoubt = Awaited<ReturnType<typeof loadMoney>>["doubtful"][number];
