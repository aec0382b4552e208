import { z } from "zod";

import { job } from "~/kit/job";

/** Brings a snoozed conversation back when its time has come. */
export const wakeConversation = job("conversations.wake", z.strictObject({ conversationId: z.uuid() }));
