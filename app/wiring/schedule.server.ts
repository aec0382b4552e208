import { HOUR, MINUTE } from "~/kit/days";
import { log } from "~/platform/log.server";

import { keepHouse } from "./housekeeping.server";
import { sweepMoney } from "./money.server";
import { keepRetention } from "./privacy.server";
import { reconcileShops } from "./reconcile.server";

type Round = { readonly every: number; readonly go: () => Promise<void> };

/** What runs by the clock, and once at the start. A round that is not over yet is not begun again. */
const rounds: readonly Round[] = [
  { every: 2 * MINUTE, go: sweepMoney },
  { every: MINUTE / 4, go: keepHouse },
  { every: HOUR, go: reconcileShops },
  { every: HOUR, go: keepRetention },
];

/** Starts the clock. Call the answer to stop; it waits for what is running. */
export function startSchedule(): () => Promise<void> {
  const running = new Map<Round, Promise<void>>();
  const begin = (round: Round) => {
    if (running.has(round)) return;
    const done = round
      .go()
      .catch((error: unknown) => log.warn("A round by the clock failed", { error }))
      .finally(() => running.delete(round));
    running.set(round, done);
  };
  for (const round of rounds) begin(round);
  const timers = rounds.map((round) => setInterval(() => begin(round), round.every));
  return async () => {
    timers.forEach((timer) => clearInterval(timer));
    await Promise.all(running.values());
  };
}
