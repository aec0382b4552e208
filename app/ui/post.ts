/** Why a request came to nothing, in the person's terms. `refused` carries the server's own answer. */
export type Failure = "offline" | "unavailable" | "denied" | "gone" | "wrong";
export type Posted<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly because: Failure };

const byStatus: Record<number, Failure> = {
  401: "denied",
  403: "denied",
  404: "gone",
  429: "unavailable",
  503: "unavailable",
};

/**
 * Sends JSON to one of our own routes with the person's token (App Bridge adds it to `fetch`). A "no" of
 * the network or the server is a value: what was typed stays where it is.
 */
export async function post<T>(
  path: string,
  body: unknown,
  options: { keepalive?: boolean } = {},
): Promise<Posted<T>> {
  return answered(() =>
    fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      ...options,
    }),
  );
}

/** The same for a question that changes nothing. */
export async function ask<T>(path: string, signal?: AbortSignal): Promise<Posted<T>> {
  return answered(() => fetch(path, { headers: { accept: "application/json" }, ...(signal && { signal }) }));
}

async function answered<T>(request: () => Promise<Response>): Promise<Posted<T>> {
  try {
    const first = await request();
    // The token lived a minute; Shopify's library asks for a fresh one in this header.
    const stale = first.status === 401 && first.headers.has("x-shopify-retry-invalid-session-request");
    const response = stale ? await request() : first;
    if (response.ok) return { ok: true, value: (await response.json()) as T };
    return {
      ok: false,
      because: byStatus[response.status] ?? (response.status >= 500 ? "unavailable" : "wrong"),
    };
  } catch {
    return { ok: false, because: "offline" };
  }
}
