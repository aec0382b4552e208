import { NotAllowed, NotFound, Unavailable } from "~/kit/failures";
import { localeFor, words, type Word } from "~/kit/words";
import { log } from "~/platform/log.server";
import { refused, type Because, type Refused } from "~/portal/refusal";

import { PRIVATE } from "./answers";

const status: Record<Because, number> = {
  "bad-input": 400,
  unsigned: 401,
  expired: 401,
  "not-found": 404,
  "too-large": 413,
  "not-an-image": 400,
  "slow-down": 429,
  unavailable: 503,
};

/** What every answer of the portal carries besides CORS. */
export const SAFE = { ...PRIVATE, "x-content-type-options": "nosniff" } as const;

/** The portal's "no": a code for the widget and a sentence in the visitor's language. */
export function refusalAnswer(
  refusal: Refused,
  visitor: { locale: string | null; headers: Record<string, string> },
): Response {
  const say = words(localeFor(visitor.locale));
  const { refused: error, retryAfterSeconds } = refusal;
  const wait: Record<string, string> = retryAfterSeconds ? { "retry-after": String(retryAfterSeconds) } : {};
  return Response.json(
    { error, message: say(`portal.error-${error}` satisfies Word, { minutes: minutes(retryAfterSeconds) }) },
    { status: status[error], headers: { ...SAFE, ...visitor.headers, ...wait } },
  );
}

/** What a failure means for the visitor. What only a programmer can explain is logged and called unavailable. */
export function refusalOf(error: unknown): Refused {
  if (error instanceof NotFound || error instanceof NotAllowed) return refused("not-found");
  if (error instanceof Unavailable) return refused("unavailable", Math.ceil(error.retryAfterMs / 1_000));
  log.error("The portal could not answer", { error });
  return refused("unavailable", 5);
}

function minutes(seconds = 60): number {
  return Math.max(1, Math.ceil(seconds / 60));
}
