import type { Word } from "~/kit/words";
import type { Failure } from "~/ui/post";

type Common =
  | Failure
  | "refused"
  | "in-progress"
  | "unknown"
  | "needs-approval"
  | "above-you"
  | "declined"
  | "stopped"
  | "changed"
  | "nothing-left"
  | "no-customer"
  | "scope-missing";

const later = ["inbox.refundUnknown", "inbox.refundUnknownText"] as const;

/** What a screen says when a payment was not made; title and text. */
export const refusals: Record<Common, readonly [Word, Word]> = {
  changed: ["inbox.refundChanged", "inbox.refundChangedText"],
  "nothing-left": ["inbox.refundNothing", "inbox.refundNothingText"],
  refused: ["inbox.refundRefused", "inbox.refundRefusedText"],
  "in-progress": ["inbox.refundBusy", "inbox.refundBusyText"],
  "needs-approval": ["money.asked_title", "money.asked_text"],
  "above-you": ["money.above_you", "money.above_you_text"],
  declined: ["money.asked_declined", "money.asked_declined_text"],
  stopped: ["money.stopped", "money.stopped_text"],
  "no-customer": ["money.no_customer", "money.no_customer_text"],
  "scope-missing": ["money.scope_missing", "money.scope_missing_text"],
  unknown: later,
  offline: later,
  unavailable: later,
  denied: ["common.deniedTitle", "common.deniedText"],
  gone: ["common.goneTitle", "common.goneText"],
  wrong: ["inbox.refundRefused", "inbox.refundRefusedText"],
};

/** After these nobody knows yet whether money moved: the same click must stay the same click. */
const undecided: readonly string[] = ["unknown", "in-progress", "offline", "unavailable"];

export function isUndecided(because: string): boolean {
  return undecided.includes(because);
}

/** Whether the approval that an answer speaks of waits for somebody, and was not declined long ago. */
function isOpen(result: { readonly ok: boolean; readonly value?: unknown }): boolean {
  const { approval } = (result.value ?? {}) as { approval?: { state: string } };
  return approval?.state !== "declined";
}

type Answer = { readonly ok: boolean; readonly value?: unknown; readonly because?: string };

/** What a "no" means for the screen: why, Shopify's own words, and whether it only waits for an approval. */
export function readNo<Because extends string>(result: Answer) {
  const said = (result.value ?? {}) as { because?: string; message?: string };
  const because = (said.because ?? result.because ?? "wrong") as Because;
  const isAsked = because === "needs-approval" && isOpen(result);
  const mayClickAnew = !isUndecided(because) && !isAsked;
  return { because, message: said.message ?? null, isAsked, mayClickAnew };
}
