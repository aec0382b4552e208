import { PassThrough } from "node:stream";

import { createReadableStreamFromReadable, type EntryContext } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";

import { routePattern } from "~/http/watch/pattern";
import { PRIVATE } from "~/http/answers";
import { log } from "~/platform/log.server";
import { shopify } from "~/shopify.server";

const GIVE_UP_MS = 10_000;

type Asked = [request: Request, status: number, headers: Headers, context: EntryContext];
type Page = { status: number; headers: Headers; context: EntryContext };

/** Renders a document. Crawlers get it whole; people get it as soon as its shell stands. */
export default function handleRequest(...[request, status, headers, context]: Asked) {
  shopify.addDocumentResponseHeaders(request, headers);
  headers.set("content-type", "text/html; charset=utf-8");
  headers.set("cache-control", PRIVATE["cache-control"]);
  headers.set("x-content-type-options", "nosniff");
  headers.set("referrer-policy", "strict-origin");
  return render(request, { status, headers, context });
}

/** A page's data alone, as Remix asks for it when somebody navigates: no more for caches than the page itself. */
export function handleDataRequest(response: Response): Response {
  for (const [name, value] of Object.entries(PRIVATE)) response.headers.set(name, value);
  return response;
}

function render(request: Request, { status, headers, context }: Page): Promise<Response> {
  const whole = isbot(request.headers.get("user-agent") ?? "");
  return new Promise((resolve, reject) => {
    let code = status;
    const answer = () => {
      const body = new PassThrough();
      resolve(new Response(createReadableStreamFromReadable(body), { headers, status: code }));
      pipe(body);
    };
    const { pipe, abort } = renderToPipeableStream(<RemixServer context={context} url={request.url} />, {
      [whole ? "onAllReady" : "onShellReady"]: answer,
      onShellError: reject,
      onError(error: unknown) {
        code = 500;
        log.error("A page could not be rendered", { error });
      },
    });
    setTimeout(abort, GIVE_UP_MS);
  });
}

/** What a loader or action threw: logged with its kind and place, never with its words. */
export function handleError(error: unknown, { request }: { request: Request }): void {
  if (!request.signal.aborted)
    log.error("A request failed", { error, route: routePattern(new URL(request.url).pathname) });
}
