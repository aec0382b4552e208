import { call, tell } from "./line.ts";

/**
 * `fetch` as App Bridge leaves it: requests to the app's own origin carry a session token; one that the app
 * refuses as stale is repeated once with a fresh one; a request to log in again is followed.
 */
export function patchFetch(): void {
  const plain = window.fetch.bind(window);

  window.fetch = async function fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const address = new URL(input instanceof Request ? input.url : String(input), location.href);
    if (address.protocol === "shopify:")
      throw new TypeError("The stand-in store has no direct Admin API access.");
    if (address.origin !== location.origin) return plain(input, init);

    const request = new Request(input, init);
    if (request.headers.has("authorization")) return plain(request);

    const again = request.clone();
    const answer = await plain(await withToken(request, false));
    if (answer.headers.has("x-shopify-retry-invalid-session-request")) {
      return plain(await withToken(again, true));
    }
    const login = answer.headers.get("x-shopify-api-request-failure-reauthorize-url");
    if (login) tell("open", { url: new URL(login, location.href).href, target: "_top" });
    return answer;
  };
}

async function withToken(request: Request, fresh: boolean): Promise<Request> {
  request.headers.set("authorization", `Bearer ${await call<string>("idToken", { fresh })}`);
  request.headers.set("x-requested-with", "XMLHttpRequest");
  return request;
}
