import type { Say } from "../pure/wording";
import type { Refusal } from "../wire";

/** Up to here a wait is told in seconds, by us; a longer one is the server's to word, in minutes. */
const SHORT_WAIT_SECONDS = 90;

/** The sentence for a call that brought nothing; the server's own when it has one. */
export function troubleIn(say: Say, refusal: Refusal): string {
  const isLong = refusal.seconds > SHORT_WAIT_SECONDS && refusal.message !== "";
  if (refusal.because === "slow-down" && !isLong) return say("wait", { count: refusal.seconds });
  return refusal.message || say("down");
}
