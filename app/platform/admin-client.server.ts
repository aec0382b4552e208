import type { AdminOperations, ReturnData } from "@shopify/admin-api-client";

import { Unavailable } from "~/kit/failures";
import { apiVersion } from "~/shopify.server";

import { log } from "./log.server";
import { distrustToken, offlineToken, TokenRefused } from "./offline-token.server";

type Document = Extract<keyof AdminOperations, string>;
type Variables<Doc extends Document> = AdminOperations[Doc]["variables"];

/** The Admin API of one shop, typed by the documents that codegen has read. */
export type AdminClient = {
  /**
   * Asks a question. Throttling, lost connections and server errors are waited out and tried again.
   * @throws Unavailable when Shopify does not answer; Error when the question itself is wrong.
   */
  query<Doc extends Document>(
    document: Doc,
    variables: Variables<Doc>,
  ): Promise<ReturnData<Doc, AdminOperations>>;
  /**
   * Asks for a change, once: it is tried again only when Shopify said that nothing was done (throttled, 401).
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

type Reply =
  | { kind: "data"; data: unknown }
  | { kind: "wait"; ms: number }
  | { kind: "unauthorized"; token: string }
  | { kind: "lost"; cause: string };

const TRIES = 6;

export function adminClient(shop: string): AdminClient {
  return {
    query: (document, variables) => ask(shop, { document, variables, isChange: false }) as never,
    change: (document, variables) => ask(shop, { document, variables, isChange: true }) as never,
  };
}

type Request = { document: string; variables: unknown; isChange: boolean };

async function ask(shop: string, request: Request): Promise<unknown> {
  let refused = false;
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const reply = await send(shop, request);
    if (reply.kind === "data") return reply.data;
    if (reply.kind === "unauthorized") {
      if (refused) throw new TokenRefused(shop);
      refused = true;
      await distrustToken(shop, reply.token);
    } else if (reply.kind === "wait") {
      await pause(reply.ms);
    } else {
      if (request.isChange) throw new OutcomeUnknown(reply.cause);
      log.warn("The Admin API did not answer", { shop, attempt, code: reply.cause });
      await pause(Math.random() * Math.min(250 * 2 ** attempt, 4_000));
    }
  }
  throw new Unavailable(`The Admin API of ${shop} does not answer`);
}

async function send(shop: string, { document, variables }: Request): Promise<Reply> {
  const token = await offlineToken(shop);
  let response: Response;
  try {
    response = await fetch(`https://${shop}/admin/api/${apiVersion}/graphql.json`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-shopify-access-token": token },
      body: JSON.stringify({ query: document, variables }),
      signal: AbortSignal.timeout(30_000),
    });
  } catch (error) {
    return { kind: "lost", cause: error instanceof Error ? error.name : "network" };
  }
  if (response.status === 401) return { kind: "unauthorized", token };
  if (response.status === 429) return { kind: "wait", ms: retryAfter(response) };
  if (response.status >= 500) return { kind: "lost", cause: `HTTP ${response.status}` };
  return read(response);
}

type Body = {
  data?: unknown;
  errors?: { message: string; extensions?: { code?: string } }[];
  extensions?: { cost?: Cost };
};
type Cost = {
  requestedQueryCost: number;
  throttleStatus: { currentlyAvailable: number; restoreRate: number };
};

async function read(response: Response): Promise<Reply> {
  let body: Body;
  try {
    body = (await response.json()) as Body;
  } catch {
    return { kind: "lost", cause: "not JSON" };
  }
  const again = reasonToAskAgain(body);
  if (again) return again;
  if (!response.ok || body.errors?.length || body.data == null) throw new Error(complaint(response, body));
  return { kind: "data", data: body.data };
}

function reasonToAskAgain({ errors, extensions }: Body): Reply | null {
  const codes = (Array.isArray(errors) ? errors : []).map((error) => error.extensions?.code);
  if (codes.includes("THROTTLED")) return { kind: "wait", ms: untilAffordable(extensions?.cost) };
  return codes.includes("INTERNAL_SERVER_ERROR") ? { kind: "lost", cause: "INTERNAL_SERVER_ERROR" } : null;
}

function complaint(response: Response, { errors }: Body): string {
  const said = Array.isArray(errors) ? errors.map(({ message }) => message).join("; ") : String(errors ?? "");
  return `Admin API: ${said || `HTTP ${response.status}`}`;
}

function untilAffordable(cost: Cost | undefined): number {
  if (!cost) return 1_000;
  const missing = cost.requestedQueryCost - cost.throttleStatus.currentlyAvailable;
  return Math.min(Math.max((missing / cost.throttleStatus.restoreRate) * 1_000, 200), 20_000);
}

function retryAfter(response: Response): number {
  const seconds = Number(response.headers.get("retry-after"));
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1_000, 20_000) : 2_000;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
