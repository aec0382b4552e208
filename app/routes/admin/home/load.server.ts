import { hasSentMail } from "~/channels/mails.server";
import { countViews } from "~/conversations/inbox.server";
import { hasAnswered, waitingLongest } from "~/conversations/asked/waiting.server";
import { backfillProgress } from "~/orders/backfill/backfill.server";
import { countApprovals } from "~/ledger/approvals.server";
import { countDoubtful } from "~/ledger/review.server";
import type { Desk } from "~/platform/desk.server";
import { env } from "~/platform/env.server";
import { hasVisitors } from "~/portal/visitor/welcome.server";
import { countReturns } from "~/returns/returns.server";
import { mayDo } from "~/team/permission";

const LONGEST = 5;

/** What the home page shows: work to do, what is being brought in, and what is still to be set up. */
export async function loadHome(desk: Desk) {
  const [views, returns, waiting, progress, setUp, money] = await Promise.all([
    countViews(desk),
    countReturns(desk),
    waitingLongest(desk, LONGEST),
    backfillProgress(desk),
    setUpOf(desk),
    moneyToDo(desk),
  ]);
  return { views, returns, waiting, progress, setUp, money };
}

/** Payments that wait for an approval or a look, for whoever may see them. */
async function moneyToDo(desk: Desk) {
  const none = { open: 0, tooFast: 0, doubtful: 0 };
  if (desk.actor.kind !== "agent" || !mayDo(desk.actor.role, "money:see")) return none;
  const [counts, doubtful] = await Promise.all([countApprovals(desk), countDoubtful(desk)]);
  return { ...counts, doubtful };
}

/** Each step checks itself: it is done when it has happened, not when somebody ticked it. */
async function setUpOf(desk: Desk) {
  const [chatSeen, mailSent, answered] = await Promise.all([
    hasVisitors(desk),
    hasSentMail(desk),
    hasAnswered(desk),
  ]);
  const stored = desk.shop.settings;
  const policy = typeof stored === "object" && stored !== null && "returnWindowDays" in stored;
  const themeEditor = `shopify://admin/themes/current/editor?context=apps&activateAppId=${env().SHOPIFY_API_KEY}/chat`;
  return { chatSeen, mailSent, answered, policy, themeEditor, storefrontUrl: desk.shop.storefrontUrl };
}
