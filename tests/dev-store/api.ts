import { handleGraphql } from "./graphql/handle.ts";
import type { GraphqlAnswer } from "./graphql/handle.ts";
import { handleStorage } from "./graphql/storage.ts";
import { fields, json, router, text } from "./http.ts";
import type { Answer, Ask, Handler } from "./http.ts";
import type { Platform } from "./platform.ts";
import type { Store } from "./store.ts";

const shopHeader = "x-dev-store-shop";

/** Whether a request was sent to `https://{shop}.myshopify.com` (the preload says so in a header). */
export function isForShop(ask: Ask): boolean {
  return typeof ask.headers[shopHeader] === "string";
}

/** `https://{shop}/admin/...` as the app's server sees it: tokens and the Admin API. */
export function shopApi(platform: Platform): Handler {
  const at = (handle: (store: Store, ask: Ask) => Answer | Promise<Answer>) => (ask: Ask) => {
    const store = platform.shops.get(String(ask.headers[shopHeader]));
    return store ? handle(store, ask) : json({ errors: "Not Found" }, 404);
  };
  return router(
    [
      {
        method: "POST",
        path: "/admin/oauth/access_token",
        handle: at(async (store, ask) => {
          const { status, body } = await platform.office.answer(store.domain, fields(ask));
          return json(body, status);
        }),
      },
      {
        method: "POST",
        path: "/admin/api/:version/graphql.json",
        handle: at((store, ask) => graphql(platform, store, ask)),
      },
    ],
    () => json({ errors: "Not Found" }, 404),
  );
}

async function graphql(platform: Platform, store: Store, ask: Ask): Promise<Answer> {
  const token = platform.office.check(store.domain, String(ask.headers["x-shopify-access-token"] ?? ""));
  if (!token) {
    return json(
      { errors: "[API] Invalid API key or access token (unrecognized login or wrong password)" },
      401,
    );
  }
  if (token.expiresAt === null) {
    return json(
      { errors: "[API] Non-expiring access tokens are no longer accepted for the Admin API." },
      403,
    );
  }
  const answer = await handleGraphql(store, {
    body: ask.body.toString("utf8"),
    app: platform.config.clientId,
    accessScopes: token.scopes,
  });
  return carried(ask, answer);
}

/** Writes the answer as the fault plan wants it: whole, cut in the middle, or not at all. */
function carried(ask: Ask, answer: GraphqlAnswer): Answer {
  const { status, headers, body, connection } = answer;
  if (connection === "keep") return { status, headers, body };
  const { response, request } = ask.raw;
  if (connection === "drop") {
    request.socket.destroy();
    return "sent";
  }
  const whole = Buffer.from(body);
  response.writeHead(status, { ...headers, "content-length": String(whole.length) });
  response.write(whole.subarray(0, Math.floor(whole.length / 2)), () => request.socket.destroy());
  return "sent";
}

/** Bulk results and staged uploads: whoever has the address may use it, so any shop may be meant. */
export async function storage(platform: Platform, ask: Ask): Promise<Answer> {
  const path = ask.params.rest?.slice(1) ?? "";
  const call = { method: ask.method, path, contentType: ask.headers["content-type"] ?? "", body: ask.body };
  let last: Answer = text("Not found", 404);
  for (const store of platform.shops.values()) {
    const answer = await handleStorage(store, call);
    if (answer.status < 400) return answer;
    last = answer;
  }
  return last;
}
