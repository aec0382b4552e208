/** What decides whether an answer goes out by mail as well. */
export type Thread = {
  /** Last sign of life of the shopper's chat; null when it was never open. */
  readonly shopperHereAt: Date | null;
  readonly shopperSeen: number;
  /** Our messages to the shopper that no mail has carried yet: their place among what the shopper may see. */
  readonly unmailed: readonly number[];
  readonly now: Date;
};

export type Course = "nothing" | "wait" | "mail";

/** Whoever gave no sign for so long has left; the chat gives one every 20 seconds. */
export const GONE_AFTER_MS = 45_000;

/** Seen answers need no mail; while the shopper is there we wait; when they have left we mail. */
export function course({ shopperHereAt, shopperSeen, unmailed, now }: Thread): Course {
  if (!unmailed.some((place) => place > shopperSeen)) return "nothing";
  const silence = shopperHereAt ? now.getTime() - shopperHereAt.getTime() : Infinity;
  return silence < GONE_AFTER_MS ? "wait" : "mail";
}
