/** Why the portal says no; each has a sentence in the visitor's language (locales, portal.error-…). */
export type Because =
  | "bad-input"
  | "unsigned"
  | "expired"
  | "not-found"
  | "too-large"
  | "not-an-image"
  | "slow-down"
  | "unavailable";

/** A "no" that an act may answer with instead of its result; the portal's door turns it into HTTP. */
export type Refused = { readonly refused: Because; readonly retryAfterSeconds?: number };

export function refused(because: Because, retryAfterSeconds?: number): Refused {
  return retryAfterSeconds === undefined ? { refused: because } : { refused: because, retryAfterSeconds };
}

export function isRefused(answer: unknown): answer is Refused {
  return typeof answer === "object" && answer !== null && "refused" in answer;
}
