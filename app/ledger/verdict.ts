import type { Approval } from "./approval";
import type { Intent } from "./intent";
import type { LimitName } from "./limit";

/**
 * What became of a wish. `carried`: to its end or as far as the answers went, with the last look's refusal if that
 * stopped it. `known`: this very click was heard before. `busy`: another payment is in the way. `asked`: above the
 * actor's limits, so it waits for somebody's approval. `refused`: not even that, for it cannot be paid as it is.
 * `stopped`: whoever runs Goodturn has stopped all payments of this shop. `above` and `decided` are for who approves: it is above their own limits too, or was declined meanwhile.
 */
export type Paid<Refusal> =
  | { readonly kind: "carried"; readonly intent: Intent; readonly refusal: Refusal | null }
  | { readonly kind: "known" | "busy"; readonly intent: Intent }
  | { readonly kind: "asked"; readonly approval: Approval }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | { readonly kind: "above"; readonly exceeds: readonly LimitName[] }
  | { readonly kind: "decided" | "stopped" };

/** Why it was not paid, or not yet, as a screen needs it. */
export type Unpaid =
  /** On its way, or in the way; "unknown": the answer was lost, the ledger finds out and tells. */
  | { readonly because: "in-progress" | "unknown" }
  | { readonly because: "refused"; readonly message: string }
  /** Above the actor's limits: nothing was paid, somebody else was asked. The same click asks nobody twice. */
  | { readonly because: "needs-approval"; readonly approval: Approval }
  | { readonly because: "above-you"; readonly exceeds: readonly LimitName[] }
  | { readonly because: "declined" | "stopped" };

export type Verdict<Refusal> =
  | { readonly isPaid: true; readonly intent: Intent }
  | { readonly isPaid: false; readonly why: Refusal | Unpaid };

/** Whether Shopify has it in its books, be it confirmed by the payment provider or not. */
export function isBooked({ state }: Pick<Intent, "state">): boolean {
  return state === "succeeded" || state === "pending";
}

/** The outcome of a wish in one word. */
export function verdictOf<Refusal>(paid: Paid<Refusal>): Verdict<Refusal> {
  switch (paid.kind) {
    case "carried":
      return paid.refusal ? { isPaid: false, why: paid.refusal } : ofIntent(paid.intent);
    case "known":
      return ofIntent(paid.intent);
    case "busy":
      return { isPaid: false, why: { because: "in-progress" } };
    case "asked":
      return { isPaid: false, why: { because: "needs-approval", approval: paid.approval } };
    case "refused":
      return { isPaid: false, why: paid.refusal };
    case "above":
      return { isPaid: false, why: { because: "above-you", exceeds: paid.exceeds } };
    case "decided":
      return { isPaid: false, why: { because: "declined" } };
    case "stopped":
      return { isPaid: false, why: { because: "stopped" } };
  }
}

function ofIntent(intent: Intent): Verdict<never> {
  if (isBooked(intent)) return { isPaid: true, intent };
  if (intent.state === "failed") {
    const message = intent.failure?.replace(/^refused:/, "") ?? "";
    return { isPaid: false, why: { because: "refused", message } };
  }
  return { isPaid: false, why: { because: intent.state === "unknown" ? "unknown" : "in-progress" } };
}
