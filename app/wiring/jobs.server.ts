import { wakeConversation } from "~/conversations/jobs";
import { wakeWhenDue } from "~/conversations/move.server";
import { syncCustomerJob } from "~/customers/jobs";
import { pullCustomer } from "~/customers/pull.server";
import { syncOrderJob } from "~/orders/jobs";
import { syncOrder } from "~/orders/pull.server";
import type { Post } from "~/platform/work.server";
import { closeShop } from "~/shops/close.server";
import { closeShopJob, noteScopesJob, refreshShopJob } from "~/shops/jobs";
import { noteScopes, refreshShop } from "~/shops/welcome.server";

import { reactionPosts } from "./reactions.server";

/** What work exists, and who does it. */
export const posts: Record<string, Post> = {
  ...reactionPosts,
  [closeShopJob.name]: { run: closeShop },
  [noteScopesJob.name]: { run: noteScopes },
  [refreshShopJob.name]: { run: refreshShop },
  [syncCustomerJob.name]: { run: pullCustomer, parallel: 4 },
  [syncOrderJob.name]: { run: syncOrder, parallel: 8 },
  [wakeConversation.name]: { run: wakeWhenDue },
};
