import { GraphQLError, parse, validate } from "graphql";
import type { BulkOperation } from "../../state/plumbing.ts";
import type { Store } from "../../store.ts";
import { bulkRules } from "./bulk-rules.ts";
import { runBulkQuery } from "./bulk-run.ts";
import { fields, idOf } from "../field.ts";
import type { Call } from "../field.ts";
import { loadSchema } from "../schema.ts";

const running = new Set<BulkOperation["status"]>(["CREATED", "RUNNING", "CANCELING"]);
const mostAtOnce = 5;

function runQuery({ args, context }: Call) {
  const { store } = context;
  const query = String(args.query);
  const busy = [...store.bulkOperations.values()].filter(
    (row) => row.type === "QUERY" && running.has(row.status),
  );
  if (busy.length >= mostAtOnce) {
    const ids = busy.map((row) => row.id).join(", ");
    return refusal(
      `A bulk query operation for this app and shop is already in progress: ${ids}.`,
      "OPERATION_IN_PROGRESS",
      null,
    );
  }
  const wrong = problemOf(query);
  if (wrong !== null) return refusal(wrong, "INVALID", ["query"]);
  const operation = store.keep(store.bulkOperations, newOperation(store, query, args.groupObjects === true));
  store.later(store.delays.bulk / 2, () => start(context, operation));
  return { bulkOperation: { ...operation }, userErrors: [] };
}

function refusal(message: string, code: string, field: string[] | null) {
  return { bulkOperation: null, userErrors: [{ field, message, code }] };
}

function problemOf(query: string): string | null {
  try {
    const document = parse(query);
    const [error] = validate(loadSchema().schema, document);
    return error ? `Invalid bulk query: ${error.message}` : bulkRules(document);
  } catch (error) {
    return `Invalid bulk query: ${error instanceof GraphQLError ? error.message : String(error)}`;
  }
}

function newOperation(store: Store, query: string, groupObjects: boolean): BulkOperation {
  return {
    id: store.newId("BulkOperation"),
    status: "CREATED",
    type: "QUERY",
    errorCode: null,
    query,
    groupObjects,
    createdAt: store.now(),
    completedAt: null,
    objectCount: 0,
    rootObjectCount: 0,
    fileSize: null,
    url: null,
    partialDataUrl: null,
  };
}

/** First it shows as running, then it reads everything, then its file is there. */
function start(context: Call["context"], operation: BulkOperation): void {
  const { store } = context;
  if (operation.status !== "CREATED") return;
  operation.status = "RUNNING";
  store.later(store.delays.bulk / 2, async () => {
    if (operation.status !== "RUNNING") return;
    try {
      const result = await runBulkQuery(context, operation);
      finish(store, operation, result);
    } catch (error) {
      const denied = error instanceof GraphQLError && error.extensions.code === "ACCESS_DENIED";
      operation.errorCode = denied ? "ACCESS_DENIED" : "INTERNAL_SERVER_ERROR";
      end(store, operation, "FAILED");
      if (!denied) throw error;
    }
  });
}

function finish(store: Store, operation: BulkOperation, result: { lines: string[]; roots: number }): void {
  if (operation.status === "CANCELING") return;
  operation.objectCount = result.lines.length;
  operation.rootObjectCount = result.roots;
  if (result.lines.length > 0) {
    const path = `bulk/${operation.id.split("/").at(-1)}.jsonl`;
    const body = `${result.lines.join("\n")}\n`;
    store.files.set(path, { contentType: "application/jsonl", body, encoding: "utf8" });
    operation.fileSize = Buffer.byteLength(body);
    operation.url = `${store.adminUrl}/storage/${path}`;
  }
  end(store, operation, "COMPLETED");
}

function end(store: Store, operation: BulkOperation, status: BulkOperation["status"]): void {
  operation.status = status;
  operation.completedAt = store.now();
  store.announce("bulk_operations/finish", operation.id);
}

function cancel({ args, store }: Call) {
  const operation = store.find("BulkOperation", idOf("BulkOperation", args.id));
  if (!operation)
    return {
      bulkOperation: null,
      userErrors: [{ field: ["id"], message: "Bulk operation does not exist", code: null }],
    };
  if (!running.has(operation.status)) {
    const message = `A bulk operation cannot be canceled when it is ${operation.status.toLowerCase()}`;
    return { bulkOperation: operation, userErrors: [{ field: null, message, code: null }] };
  }
  operation.status = "CANCELING";
  store.later(store.delays.bulk, () => end(store, operation, "CANCELED"));
  return { bulkOperation: { ...operation }, userErrors: [] };
}

export const bulkFields = fields<BulkOperation>({});

export const bulkMutations = fields<unknown>({
  bulkOperationRunQuery: (_root, call) => runQuery(call),
  bulkOperationCancel: (_root, call) => cancel(call),
});
