import type { Say } from "../pure/wording";
import type { Refusal } from "../wire";

/** The sentence for a call that brought nothing; the server's own when it has one. */
export function troubleIn(say: Say, refusal: Refusal): string {
  if (refusal.because === "slow-down") return say("wait", { count: refusal.seconds });
  return refusal.message || say("down");
}
