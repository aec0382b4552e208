import { GraphQLError } from "graphql";
import type { DocumentNode, ExecutionResult, GraphQLResolveInfo } from "graphql";
import type { Store } from "../store.ts";

/** One call of the API: who asks, and what they may see. */
export type Context = {
  store: Store;
  /** The app's client id; buckets and idempotency keys belong to it. */
  app: string;
  /** null: everything is allowed. */
  scopes: ReadonlySet<string> | null;
  /** Answers that are dear to compute and the same for the whole request. */
  memo: Map<string, unknown>;
  /** Runs another document with the same rights: how a bulk operation reads. */
  read: (document: DocumentNode, bulk: BulkPass) => Promise<ExecutionResult>;
  /** Set while a bulk operation reads: which rows of the root list this pass is about. */
  bulk?: BulkPass;
};

export type BulkPass = { skip: number; take: number };

export type Args = Record<string, unknown>;
export type Call = { args: Args; store: Store; context: Context; info: GraphQLResolveInfo };

/** Answers one field from the thing it belongs to. */
export type Field<Source> = (source: Source, call: Call) => unknown;
export type Fields = Record<string, Field<unknown>>;

/** The fields of one type; the source's type is promised here once. */
export function fields<Source>(map: Record<string, Field<Source>>): Fields {
  return map as unknown as Fields;
}

/** Something Shopify has and this store has not; says its name. */
export class NotBuilt extends GraphQLError {
  constructor(what: string) {
    super(`${what} is not built in the stand-in store yet`, { extensions: { code: "NOT_BUILT" } });
  }
}

/** An id of another kind than asked for, as live stores answer it. */
class InvalidId extends GraphQLError {
  constructor(id: string) {
    super(`Invalid id: ${id}`, { extensions: { code: "RESOURCE_NOT_FOUND" } });
  }
}

/** An id as an argument: of this kind, or refused as a whole. */
export function idOf(kind: string | string[], id: unknown): string {
  const text = String(id);
  const kinds = Array.isArray(kind) ? kind : [kind];
  if (kinds.some((word) => new RegExp(`^gid://shopify/${word}/[\\w-]+(\\?.*)?$`).test(text))) return text;
  throw new InvalidId(text);
}

/** Refuses input keys nobody reads, so that a promise is never silently dropped. `known` is words. */
export function only(input: unknown, known: string, where: string): void {
  if (input === null || input === undefined) return;
  const words = new Set([...known.split(" "), "skip"]);
  for (const [key, value] of Object.entries(input))
    if (!words.has(key) && !isEmpty(value)) throw new NotBuilt(`The argument ${where}.${key}`);
}

function isEmpty(value: unknown): boolean {
  return (
    value === null || value === undefined || value === false || (Array.isArray(value) && value.length === 0)
  );
}
