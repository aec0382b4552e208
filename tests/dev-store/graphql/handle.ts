import { randomUUID } from "node:crypto";
import { GraphQLError, Kind, execute, parse, validate } from "graphql";
import type { DocumentNode, ExecutionResult, OperationDefinitionNode } from "graphql";
import { takeFault } from "../state/fault.ts";
import type { Fault } from "../state/fault.ts";
import type { Store } from "../store.ts";
import { giveBack, take, throttleStatus } from "./bucket.ts";
import { queryCost } from "./cost.ts";
import type { Context } from "./field.ts";
import { resolveField, resolveType } from "./resolve.ts";
import { loadSchema } from "./schema.ts";
import { variableErrors } from "./variables.ts";
import { executionView, validationView } from "./wording.ts";
import type { ErrorView } from "./wording.ts";

export type GraphqlRequest = {
  /** The raw request body. */
  body: string;
  /** Whose bucket and idempotency keys these are; one app when absent. */
  app?: string;
  /** What the token may do; everything when absent. */
  accessScopes?: readonly string[];
};

/**
 * What to write to the caller. `connection` other than `keep`: `drop` closes the socket without a word,
 * `truncate` sends half of the body and closes it.
 */
export type GraphqlAnswer = {
  status: number;
  headers: Record<string, string>;
  body: string;
  connection: "keep" | "drop" | "truncate";
};

const maximumCost = 1000;
const documentation = "https://shopify.dev/api/usage/rate-limits";

/** Answers one call of the Admin API, including whatever the fault plan holds for it. */
export async function handleGraphql(store: Store, request: GraphqlRequest): Promise<GraphqlAnswer> {
  const fault = takeFault(store.faults, request.body);
  const failed = fault ? await failEarly(store, request, fault) : null;
  if (failed) return failed;
  const answer = await run(store, request);
  const body = JSON.stringify(answer);
  const kept: GraphqlAnswer = { status: 200, headers: headersOf(), body, connection: "keep" };
  if (fault?.kind === "drop-after-commit") return { ...kept, connection: "drop" };
  return fault?.kind === "truncated" ? { ...kept, connection: "truncate" } : kept;
}

function headersOf(contentType = "application/json; charset=utf-8"): Record<string, string> {
  return { "content-type": contentType, "x-request-id": randomUUID(), "x-shopify-api-version": "2026-10" };
}

type Early = (fault: Fault, store: Store, app: string) => Partial<GraphqlAnswer>;

/** Faults that answer without any work being done. */
const early: Partial<Record<Fault["kind"], Early>> = {
  "too-many-requests": (fault) => ({
    status: 429,
    headers: { ...headersOf(), "retry-after": (fault.retryAfter ?? 2).toFixed(1) },
    body: '{"errors":"Exceeded 2 calls per second for api client."}',
  }),
  "server-error": (fault) => ({ status: fault.status ?? 500, body: '{"errors":"Internal Server Error"}' }),
  html: (fault) => ({
    status: fault.status ?? 503,
    headers: headersOf("text/html; charset=utf-8"),
    body: "<!DOCTYPE html><html><body>We'll be back soon</body></html>",
  }),
  throttled: (_fault, store, app) => ({ body: JSON.stringify(throttled(store, app, 10)) }),
  "drop-before-commit": () => ({ connection: "drop" }),
};

async function failEarly(store: Store, request: GraphqlRequest, fault: Fault): Promise<GraphqlAnswer | null> {
  if (fault.kind === "slow") await new Promise((resolve) => setTimeout(resolve, fault.milliseconds ?? 3000));
  const answer = early[fault.kind]?.(fault, store, request.app ?? "app");
  return answer ? { status: 200, headers: headersOf(), body: "", connection: "keep", ...answer } : null;
}

type Answer = { data?: unknown; errors?: ErrorView[]; extensions?: Record<string, unknown> };

async function run(store: Store, request: GraphqlRequest): Promise<Answer | { errors: string }> {
  const asked = readBody(request.body);
  if (!asked) return { errors: "Required parameter missing or invalid" };
  const document = rightDocument(asked.query);
  if (!("kind" in document)) return document;
  const { schema } = loadSchema();
  const operation = operationOf(document, asked.operationName);
  if (!operation) return { errors: [{ message: "An operation name is required" }] };
  const unfit = variableErrors(schema, operation, asked.variables);
  if (unfit.length > 0) return { errors: unfit.map(executionView) };
  return pay(store, request, { document, operation, variables: asked.variables });
}

type Run = { document: DocumentNode; operation: OperationDefinitionNode; variables: Record<string, unknown> };

function readBody(
  body: string,
): { query: string; variables: Record<string, unknown>; operationName: string | null } | null {
  try {
    const read = JSON.parse(body) as { query?: unknown; variables?: unknown; operationName?: unknown };
    if (typeof read.query !== "string" || read.query.trim() === "") return null;
    const variables = typeof read.variables === "string" ? JSON.parse(read.variables) : read.variables;
    return {
      query: read.query,
      variables: (variables ?? {}) as Record<string, unknown>,
      operationName: typeof read.operationName === "string" ? read.operationName : null,
    };
  } catch {
    return null;
  }
}

/** What was read and found right, by its text: an app asks the same few questions again and again. */
const right = new Map<string, DocumentNode>();
const MOST_REMEMBERED = 300;

function rightDocument(query: string): DocumentNode | { errors: ErrorView[] } {
  const known = right.get(query);
  if (known) return known;
  const document = parsed(query);
  if (!("kind" in document)) return document;
  const wrong = validate(loadSchema().schema, document);
  if (wrong.length > 0) return { errors: wrong.map(validationView) };
  if (right.size >= MOST_REMEMBERED) right.clear();
  right.set(query, document);
  return document;
}

function parsed(query: string): DocumentNode | { errors: ErrorView[] } {
  try {
    return parse(query);
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [validationView(error)] };
    throw error;
  }
}

function operationOf(document: DocumentNode, name: string | null): OperationDefinitionNode | null {
  const operations = document.definitions.filter((part) => part.kind === Kind.OPERATION_DEFINITION);
  if (name !== null) return operations.find((operation) => operation.name?.value === name) ?? null;
  return operations.length === 1 ? (operations[0] ?? null) : null;
}

/** Takes the price out of the bucket, answers, and gives back what was not needed. */
async function pay(store: Store, request: GraphqlRequest, call: Run): Promise<Answer> {
  const app = request.app ?? "app";
  const { schema } = loadSchema();
  const requested = queryCost(schema, call.document, call);
  if (requested > maximumCost) return tooDear(requested);
  if (!take(store, app, requested)) return throttled(store, app, requested);
  const context: Context = {
    store,
    app,
    scopes: request.accessScopes ? new Set(request.accessScopes) : null,
    memo: new Map(),
    read: (document, bulk) => answerTo({ document, variables: {} }, { ...context, bulk }),
  };
  const result = await answerTo({ ...call, name: call.operation.name?.value }, context);
  const data = JSON.parse(JSON.stringify(result.data ?? null)) as unknown;
  const actual = Math.min(requested, queryCost(schema, call.document, { ...call, data }));
  giveBack(store, app, requested - actual);
  return {
    ...(result.errors ? { errors: result.errors.map(executionView) } : {}),
    data,
    extensions: {
      cost: {
        requestedQueryCost: requested,
        actualQueryCost: actual,
        throttleStatus: throttleStatus(store, app),
      },
    },
  };
}

type Asked = { document: DocumentNode; variables: Record<string, unknown>; name?: string | undefined };

async function answerTo(
  { document, variables, name }: Asked,
  contextValue: Context,
): Promise<ExecutionResult> {
  return execute({
    schema: loadSchema().schema,
    document,
    variableValues: variables,
    operationName: name ?? null,
    contextValue,
    fieldResolver: resolveField,
    typeResolver: resolveType,
  });
}

function throttled(store: Store, app: string, requested: number): Answer {
  return {
    errors: [{ message: "Throttled", extensions: { code: "THROTTLED", documentation } }],
    extensions: {
      cost: {
        requestedQueryCost: requested,
        actualQueryCost: null,
        throttleStatus: throttleStatus(store, app),
      },
    },
  };
}

function tooDear(cost: number): Answer {
  const message =
    `Query cost is ${cost}, which exceeds the single query max cost limit (${maximumCost}).\n\n` +
    "See https://shopify.dev/concepts/about-apis/rate-limits for more information on how the cost of a query is calculated.\n\n" +
    "To query larger amounts of data with fewer limits, bulk operations should be used instead.\n" +
    "See https://shopify.dev/tutorials/perform-bulk-operations-with-admin-api for usage details.\n";
  return {
    errors: [
      { message, extensions: { code: "MAX_COST_EXCEEDED", cost, maxCost: maximumCost, documentation } },
    ],
  };
}
