import { mailUnseen, sendMail } from "~/channels/jobs";
import { mailAnswers } from "~/channels/deliver.server";
import { deliverMail } from "~/channels/mails.server";
import { wakeConversation } from "~/conversations/jobs";
import { wakeWhenDue } from "~/conversations/move.server";
import { syncCustomerJob } from "~/customers/jobs";
import { pullCustomer } from "~/customers/pull.server";
import { resolveMoney } from "~/ledger/jobs";
import { takeBackfill } from "~/orders/backfill/backfill.server";
import { reconcileJob, repairOrderJob, syncOrderJob, takeBackfillJob } from "~/orders/jobs";
import { syncOrder } from "~/orders/pull.server";
import { reconcileOrders, repairOrder } from "~/orders/reconcile/reconcile.server";
import type { Post } from "~/platform/work.server";
import { mailCode } from "~/portal/jobs";
import { sendCode } from "~/portal/lookup.server";
import { makeCopy } from "~/privacy/copy/copy.server";
import { eraseCustomer } from "~/privacy/erase/customer.server";
import { eraseShop } from "~/privacy/erase/shop.server";
import { copyJob, eraseCustomerJob, eraseShopJob } from "~/privacy/jobs";
import { approveHeld } from "~/returns/board/held.server";
import {
  approveHeldJob,
  followOrderJob,
  resumeRequestJob,
  syncDisposedJob,
  syncReturnJob,
} from "~/returns/jobs";
import { followOrder, pullDisposed, pullReturn } from "~/returns/pull.server";
import { resumeRequest } from "~/returns/request.server";
import { closeShop } from "~/shops/close.server";
import { closeShopJob, noteScopesJob, refreshShopJob } from "~/shops/jobs";
import { noteScopes, refreshShop } from "~/shops/welcome.server";

import { finishMoney } from "./money.server";
import { reactionPosts } from "./reactions.server";

/** What work exists, and who does it. */
export const posts: Record<string, Post> = {
  ...reactionPosts,
  [closeShopJob.name]: { run: closeShop },
  [copyJob.name]: { run: makeCopy, evenWhenLeft: true },
  [eraseCustomerJob.name]: { run: eraseCustomer, evenWhenLeft: true },
  [eraseShopJob.name]: { run: eraseShop, evenWhenLeft: true },
  [mailCode.name]: { run: (desk, { codeId }: { codeId: string }) => sendCode(desk, codeId), parallel: 2 },
  [mailUnseen.name]: {
    run: (desk, { conversationId }: { conversationId: string }) => mailAnswers(desk, conversationId),
  },
  [noteScopesJob.name]: { run: noteScopes },
  [reconcileJob.name]: { run: reconcileOrders },
  [refreshShopJob.name]: { run: refreshShop },
  [repairOrderJob.name]: { run: repairOrder, parallel: 4 },
  [resolveMoney.name]: { run: finishMoney, parallel: 4 },
  [approveHeldJob.name]: { run: approveHeld, parallel: 4 },
  [followOrderJob.name]: { run: followOrder, parallel: 4 },
  [resumeRequestJob.name]: { run: resumeRequest },
  [sendMail.name]: { run: (desk, { mailId }: { mailId: string }) => deliverMail(desk, mailId), parallel: 4 },
  [syncCustomerJob.name]: { run: pullCustomer, parallel: 4 },
  [syncDisposedJob.name]: { run: pullDisposed },
  [syncOrderJob.name]: { run: syncOrder, parallel: 8 },
  [takeBackfillJob.name]: { run: takeBackfill },
  [syncReturnJob.name]: {
    run: async (desk, { returnId }: { returnId: string }) => void (await pullReturn(desk, returnId)),
    parallel: 4,
  },
  [wakeConversation.name]: { run: wakeWhenDue },
};
