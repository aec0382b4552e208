import type { Post } from "~/platform/work.server";

import { reactionPosts } from "./reactions.server";

/** What work exists, and who does it. */
export const posts: Record<string, Post> = {
  ...reactionPosts,
};
