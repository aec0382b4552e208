import { NotAllowed, NotFound, Unavailable } from "~/kit/failures";

import { isOutage } from "./watch/outage";

/** What every answer with a shop's data says to caches. */
export const PRIVATE = { "cache-control": "private, no-store" } as const;

/** Turns our failures into HTTP: 404, 403, 503; anything else stays what it was. */
export function asResponse(error: unknown): unknown {
  if (error instanceof NotFound) return new Response("Not found", { status: 404, headers: PRIVATE });
  if (error instanceof NotAllowed) return new Response("Not allowed", { status: 403, headers: PRIVATE });
  if (error instanceof Unavailable) {
    const headers = { ...PRIVATE, "retry-after": String(Math.ceil(error.retryAfterMs / 1_000)) };
    return new Response("Not available now", { status: 503, headers });
  }
  if (isOutage(error)) return asResponse(new Unavailable("The database is away"));
  return error;
}

/** What a page's loader found, or our failure in HTTP. @throws Response 403, 404, 503 */
export async function served<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    throw asResponse(error);
  });
}

/** The same as JSON, for a route that is only asked by our own screens. */
export async function answered(work: Promise<unknown>): Promise<Response> {
  return Response.json((await served(work)) ?? {}, { headers: PRIVATE });
}
