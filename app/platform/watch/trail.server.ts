import { AsyncLocalStorage } from "node:async_hooks";

import { newId } from "~/platform/id.server";

const trail = new AsyncLocalStorage<string>();

/** Whatever is done meanwhile - log lines, work asked for, calls of the Admin API, audit rows - carries this id. */
export function underRequest<T>(id: string, work: () => T): T {
  return trail.run(id, work);
}

/** The id of the request or job that is being worked on; undefined between them. */
export function currentRequest(): string | undefined {
  return trail.getStore();
}

/** An id that somebody before us gave the request, when it looks like one, else a fresh one. */
export function requestIdFrom(...given: unknown[]): string {
  const known = given.find((id): id is string => typeof id === "string" && /^[\w-]{8,64}$/.test(id));
  return known ?? newId();
}
