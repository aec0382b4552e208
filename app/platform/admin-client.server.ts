import type { AdminOperations, ReturnData } from "@shopify/admin-api-client";

import { Unavailable } from "~/kit/failures";
import { apiVersion } from "~/shopify.server";

import type { Pace } from "./admin/bucket";
import { SHUT_PAUSE_MS } from "./admin/circuit";
import { gaugeReading, settle, takeTurn, type Reading, type Turn } from "./admin/gauge";
import { replyFrom, type Reply } from "./admin/reply";
import { count } from "./counters.server";
import { log } from "./log.server";
import { currentRequest } from "./watch/trail.server";
import { distrustToken, offlineToken, TokenRefused } from "./offline-token.server";

type Document = Extract<keyof AdminOperations, string>;
type Variables<Doc extends Document> = AdminOperations[Doc]["variables"];

/** The Admin API of one shop, typed by the documents that codegen has read. */
export type AdminClient = {
  /**
   * Asks a question. Throttling, lost connections and server errors are waited out and tried again, until the
   * shop's circuit opens: then nobody asks until a probe has come through.
   * @throws Unavailable when Shopify does not answer; Error when the question itself is wrong.
   */
  query<Doc extends Document>(
    document: Doc,
    variables: Variables<Doc>,
  ): Promise<ReturnData<Doc, AdminOperations>>;
  /**
   * Asks for a change, once: it is tried again only when Shopify said that nothing was done (throttled, 401). One
   * with an @idempotent key is no exception: whether to ask again under that key only its ledger can tell, after
   * it has looked at what Shopify did.
   * @throws Unavailable when it was not sent at all
   * @throws OutcomeUnknown when the answer was lost: the change may or may not have happened.
   */
  change<Doc extends Document>(
    document: Doc,
    variables: Variables<Doc>,
  ): Promise<ReturnData<Doc, AdminOperations>>;
};

/** The request may have been carried out; only Shopify's own state tells. */
export class OutcomeUnknown extends Error {
  override readonly name = "OutcomeUnknown";
}

const TRIES = 6;
/** How long one answer may take, and how long a call stands in line for points, in milliseconds. */
const PATIENCE: Record<Pace, { readonly answer: number; readonly line: number }> = {
  waiting: { answer: 15_000, line: 15_000 },
  background: { answer: 30_000, line: 60_000 },
};

/** A shop's Admin API for somebody who waits for it, or for work in the background that leaves them half of it. */
export function adminClient(shop: string, pace: Pace): AdminClient {
  return {
    query: (document, variables) => ask({ shop, document, pace }, { variables, isChange: false }) as never,
    change: (document, variables) => ask({ shop, document, pace }, { variables, isChange: true }) as never,
  };
}

/** What this process knows of the shop's API now: its points, and whether it answers. */
export function apiReading(shop: string): Reading {
  return gaugeReading(shop, performance.now());
}

type Request = { readonly variables: unknown; readonly isChange: boolean };

async function ask(turn: Turn, request: Request): Promise<unknown> {
  let refused = false;
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const token = await offlineToken(turn.shop);
    const reply = await send(turn, request, token);
    if (reply.kind === "data") return reply.data;
    if (reply.kind === "wrong") throw new Error(reply.message);
    if (reply.kind === "shut") throw isShut(turn, reply.status);
    if (reply.kind === "unauthorized") {
      if (refused) throw new TokenRefused(turn.shop);
      refused = true;
      await distrustToken(turn.shop, token);
    } else if (reply.kind === "lost") {
      await bearLoss(turn, request, { cause: reply.cause, attempt });
    }
  }
  throw new Unavailable(`The Admin API of ${turn.shop} does not answer`);
}

function isShut({ shop }: Turn, status: number): Unavailable {
  log.warn("A shop is frozen, locked or gone: it is asked again in an hour", { shop, status });
  return new Unavailable(`The Admin API of ${shop} is shut (HTTP ${status})`, SHUT_PAUSE_MS);
}

async function bearLoss(
  { shop }: Turn,
  { isChange }: Request,
  { cause, attempt }: { cause: string; attempt: number },
): Promise<void> {
  count("shopify.lost");
  if (isChange) throw new OutcomeUnknown(cause);
  log.warn("The Admin API did not answer", { shop, attempt, code: cause });
  await pause(Math.random() * Math.min(250 * 2 ** attempt, 4_000));
}

async function send(turn: Turn, request: Request, token: string): Promise<Reply> {
  const price = await stoodInLine(turn);
  const reply = await post(turn, request.variables, token);
  settle(turn, price, { reply, now: performance.now() });
  count("shopify.calls");
  if (reply.kind === "throttled") count("shopify.throttled");
  return reply;
}

/** Waits for its turn; gives the points it was let in for. */
async function stoodInLine(turn: Turn): Promise<number> {
  const until = performance.now() + PATIENCE[turn.pace].line;
  for (;;) {
    const now = performance.now();
    const signal = takeTurn(turn, now);
    if (signal.go) return signal.price;
    if (signal.because === "down")
      throw new Unavailable(`The Admin API of ${turn.shop} does not answer`, signal.ms);
    if (now + signal.ms > until) throw new Unavailable(`${turn.shop} lets us ask too little`, signal.ms);
    // A little more, each another time: those who stand in line do not all look at once.
    await pause(Math.min(signal.ms, 1_000) + Math.random() * 50);
  }
}

async function post({ shop, document, pace }: Turn, variables: unknown, token: string): Promise<Reply> {
  try {
    const response = await fetch(`https://${shop}/admin/api/${apiVersion}/graphql.json`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-shopify-access-token": token, ...trail() },
      body: JSON.stringify({ query: document, variables }),
      signal: AbortSignal.timeout(PATIENCE[pace].answer),
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    return replyFrom({ status: response.status, retryAfter: response.headers.get("retry-after"), bytes });
  } catch (error) {
    return { kind: "lost", cause: error instanceof Error ? error.name : "network" };
  }
}

/** So that a line in Shopify's log and one in ours are found together. */
function trail(): Record<string, string> {
  const id = currentRequest();
  return id ? { "x-request-id": id } : {};
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
