import { z } from "zod";

/** Days until something is erased by itself; null keeps it. */
const Days = z.int().min(7).max(3_650);

export const Retention = z.strictObject({
  /** While something is in dispute nothing is erased by its age; what a person or the law asks for still is. */
  hold: z.boolean(),
  /** Words and names of conversations that were closed so long ago. That they took place stays. */
  conversations: Days.nullable(),
  /** Pictures of conversations and returns that are over. */
  pictures: Days.nullable(),
  /** Mails that went out; the conversation still shows what was said. */
  mails: Days,
  /** People who opened the chat, never wrote, and never came back. */
  visitors: Days,
  /** What somebody of the team began to write in a conversation that was then closed. */
  drafts: Days,
});
export type Retention = z.infer<typeof Retention>;

export const defaultRetention: Retention = {
  hold: false,
  conversations: 1_095,
  pictures: 730,
  mails: 90,
  visitors: 90,
  drafts: 30,
};
