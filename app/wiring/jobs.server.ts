import { mailUnseen, sendMail } from "~/channels/jobs";
import { mailAnswers } from "~/channels/deliver.server";
import { deliverMail } from "~/channels/mails.server";
import { wakeConversation } from "~/conversations/jobs";
import { wakeWhenDue } from "~/conversations/move.server";
import { syncCustomerJob } from "~/customers/jobs";
import { pullCustomer } from "~/customers/pull.server";
import { syncOrderJob } from "~/orders/jobs";
import { syncOrder } from "~/orders/pull.server";
import type { Post } from "~/platform/work.server";
import { mailCode } from "~/portal/jobs";
import { sendCode } from "~/portal/lookup.server";
import { closeShop } from "~/shops/close.server";
import { closeShopJob, noteScopesJob, refreshShopJob } from "~/shops/jobs";
import { noteScopes, refreshShop } from "~/shops/welcome.server";

import { reactionPosts } from "./reactions.server";

/** What work exists, and who does it. */
export const posts: Record<string, Post> = {
  ...reactionPosts,
  [closeShopJob.name]: { run: closeShop },
  [mailCode.name]: { run: (desk, { codeId }: { codeId: string }) => sendCode(desk, codeId), parallel: 2 },
  [mailUnseen.name]: {
    run: (desk, { conversationId }: { conversationId: string }) => mailAnswers(desk, conversationId),
  },
  [noteScopesJob.name]: { run: noteScopes },
  [refreshShopJob.name]: { run: refreshShop },
  [sendMail.name]: { run: (desk, { mailId }: { mailId: string }) => deliverMail(desk, mailId), parallel: 4 },
  [syncCustomerJob.name]: { run: pullCustomer, parallel: 4 },
  [syncOrderJob.name]: { run: syncOrder, parallel: 8 },
  [wakeConversation.name]: { run: wakeWhenDue },
};
