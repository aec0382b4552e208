import {
  DirectiveLocation,
  GraphQLDirective,
  GraphQLError,
  GraphQLString,
  getDirectiveValues,
  getNamedType,
} from "graphql";
import type { FieldNode, GraphQLResolveInfo } from "graphql";
import { createHash } from "node:crypto";
import type { Store } from "../store.ts";
import type { Args, Context } from "./field.ts";
import { loadSchema } from "./schema.ts";

type Entry = { fingerprint: string; answer: unknown; busy: boolean; at: number };
const kept = new WeakMap<Store, Map<string, Entry>>();

const directive = new GraphQLDirective({
  name: "idempotent",
  locations: [DirectiveLocation.FIELD],
  args: { key: { type: GraphQLString } },
});

/** Whether the schema's own words for this mutation demand a key. */
function needsKey(mutation: string): boolean {
  const text = loadSchema().schema.getMutationType()?.getFields()[mutation]?.description ?? "";
  return /idempotency key is required/.test(text);
}

function keyOf(info: GraphQLResolveInfo): string | null {
  const [node] = info.fieldNodes as [FieldNode];
  const values = getDirectiveValues(directive, node, info.variableValues);
  return typeof values?.key === "string" ? values.key : null;
}

/** How long Shopify remembers a key. */
const dayInMilliseconds = 86_400_000;

/**
 * Runs a mutation at most once per key: the same key with the same variables is answered from what the
 * first call did, as it stands now; with others, or while the first still runs, by a user error.
 */
export async function onceByKey(
  context: Context,
  call: { info: GraphQLResolveInfo; args: Args },
  run: () => unknown,
): Promise<unknown> {
  const name = call.info.fieldName;
  const key = keyOf(call.info);
  if (key === null) {
    if (!needsKey(name)) return run();
    throw failure("The @idempotent directive is required for this mutation but was not provided.");
  }
  if (key.trim() === "") throw failure("The idempotency key cannot be empty.");
  if (!needsKey(name)) throw failure("The @idempotent directive is not supported on this mutation.");
  const entries = kept.get(context.store) ?? new Map<string, Entry>();
  kept.set(context.store, entries);
  const fingerprint = createHash("sha256").update(JSON.stringify(call.args)).digest("hex");
  const slot = `${context.app} ${name} ${key}`;
  const now = context.store.clock.now().getTime();
  const known = entries.get(slot);
  if (known && now - known.at < dayInMilliseconds) return again(known, fingerprint, call.info);
  const entry: Entry = { fingerprint, answer: null, busy: true, at: now };
  entries.set(slot, entry);
  try {
    await Promise.resolve();
    entry.answer = await run();
    entry.busy = false;
    return entry.answer;
  } catch (error) {
    entries.delete(slot);
    throw error;
  }
}

function again(known: Entry, fingerprint: string, info: GraphQLResolveInfo): unknown {
  if (known.fingerprint !== fingerprint)
    return unanswered(
      info,
      "The same idempotency key cannot be used with different operation parameters.",
      "IDEMPOTENCY_KEY_PARAMETER_MISMATCH",
    );
  return known.busy
    ? unanswered(
        info,
        "This request is currently in progress, please try again.",
        "IDEMPOTENCY_CONCURRENT_REQUEST",
      )
    : known.answer;
}

/** The mutation's payload with nothing in it but one user error. */
function unanswered(info: GraphQLResolveInfo, message: string, code: string): Record<string, unknown> {
  const payload = getNamedType(info.returnType);
  const names = "getFields" in payload ? Object.keys(payload.getFields()) : [];
  const empty = Object.fromEntries(names.map((field) => [field, null]));
  return { ...empty, userErrors: [{ field: null, message, code }] };
}

function failure(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: "BAD_REQUEST" } });
}
