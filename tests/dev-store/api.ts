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
  return text("not yet", 501);
}
