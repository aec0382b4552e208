import { handleGraphql } from "./handle.ts";
import type { GraphqlRequest } from "./handle.ts";
import type { Store } from "../store.ts";

type Data = Record<string, never> & Record<string, unknown>;
export type Reply = {
  data: Data | null;
  errors?: { message: string; path?: string[]; extensions?: Record<string, unknown> }[];
  extensions?: { cost: Record<string, unknown> & { throttleStatus: Record<string, number> } };
};

/** Asks the store as an app would; for tests that look at the API itself. */
export function clientOf(store: Store, as: Omit<GraphqlRequest, "body"> = {}) {
  return async (query: string, variables: Record<string, unknown> = {}): Promise<Reply> => {
    const answer = await handleGraphql(store, { ...as, body: JSON.stringify({ query, variables }) });
    return JSON.parse(answer.body) as Reply;
  };
}

/** What stands at `path` ("order.refunds.0.id") in the answer; an error in the answer is thrown. */
export async function read(reply: Promise<Reply>, path: string): Promise<unknown> {
  const { data, errors } = await reply;
  if (errors) throw new Error(errors.map((error) => error.message).join("; "));
  return path
    .split(".")
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | null)?.[key], data);
}
