import { DAY, HOUR } from "~/kit/days";

/** What is stored of a visitor's refresh tokens. */
export type Kept = { readonly current: string; readonly previous: string | null; readonly rotatedAt: Date };

const ROTATE_AFTER = 7 * DAY;
/** Two tabs, or a lost answer: for so long the token before is as good as the new one, as it stands. */
const OVERLAP = HOUR;

/**
 * Whether a presented token is exchanged for a new one. A fresh one stays; an old one is exchanged, and stays
 * good itself until the next exchange, so that a second tab or a lost answer costs nobody their conversation.
 */
export function isDueForExchange({ current, rotatedAt }: Kept, presented: string, now: Date): boolean {
  const age = now.getTime() - rotatedAt.getTime();
  return age > (presented === current ? ROTATE_AFTER : OVERLAP);
}
