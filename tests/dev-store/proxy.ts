import { createHmac } from "node:crypto";
import type { Answer, Ask } from "./http.ts";
import { addressOf, html } from "./http.ts";
import type { Platform } from "./platform.ts";
import type { Store } from "./store.ts";

/** What Shopify's app proxy takes out of requests and answers, besides cookies (shopify.dev, "App proxies"). */
const stripped = [
  ...["accept-patch", "accept-ranges", "connection", "date", "delta-base", "im", "p3p", "pragma"],
  ...["preference-applied", "proxy-authenticate", "public-key-pins", "server", "service-worker-allowed"],
  ...["trailer", "tk", "warning", "x-powered-by"],
];
const hopByHop = ["host", "keep-alive", "transfer-encoding", "te", "upgrade", "content-length", "expect"];
const patience = 30_000;

export type Proxied = {
  platform: Platform;
  store: Store;
  ask: Ask;
  customerId: string | null;
  prefix: string;
};

/**
 * Hands a storefront request on to the app: signed, without cookies, whole in both directions (nothing streams),
 * and no longer than 30 seconds. An answer in Liquid is for the theme to render: `liquid` says how.
 */
export async function throughProxy(
  proxied: Proxied,
  liquid: (source: string) => Promise<Answer>,
): Promise<Answer> {
  const { ask } = proxied;
  try {
    const answer = await fetch(targetOf(proxied), {
      method: ask.method,
      headers: forwarded(ask),
      redirect: "follow",
      signal: AbortSignal.timeout(patience),
      ...(ask.method === "GET" || ask.method === "HEAD" ? {} : { body: new Uint8Array(ask.body) }),
    });
    const body = Buffer.from(await answer.arrayBuffer());
    if (answer.headers.get("content-type")?.startsWith("application/liquid"))
      return liquid(body.toString("utf8"));
    return { status: answer.status, headers: returned(answer.headers), body };
  } catch (error) {
    const late = error instanceof Error && error.name === "TimeoutError";
    return html("There was an error in the third-party application.", late ? 504 : 502);
  }
}

/** The app's address with Shopify's own parameters and their signature. */
function targetOf({ platform, store, ask, customerId, prefix }: Proxied): URL {
  const { proxy } = platform.config;
  const base = new URL(proxy?.url ?? "/", platform.app.url);
  const rest = ask.url.pathname.slice(prefix.length);
  const target = new URL(base.pathname.replace(/\/$/, "") + rest, base);
  const own = ["shop", "logged_in_customer_id", "path_prefix", "timestamp", "signature"];
  for (const [name, value] of ask.url.searchParams)
    if (!own.includes(name)) target.searchParams.append(name, value);
  target.searchParams.set("shop", store.domain);
  target.searchParams.set("logged_in_customer_id", customerId ?? "");
  target.searchParams.set("path_prefix", prefix);
  target.searchParams.set("timestamp", String(Math.floor(platform.clock.now().getTime() / 1000)));
  target.searchParams.set("signature", proxySignature(target.searchParams, platform.secret));
  return target;
}

/** Hex HMAC-SHA256 over the sorted "name=value" texts, joined by nothing; several values of a name by commas. */
function proxySignature(query: URLSearchParams, secret: string): string {
  const names = [...new Set(query.keys())].filter((name) => name !== "signature");
  const pairs = names.map((name) => `${name}=${query.getAll(name).join(",")}`).sort();
  return createHmac("sha256", secret).update(pairs.join("")).digest("hex");
}

function forwarded(ask: Ask): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(ask.headers)) {
    if (value !== undefined && mayPass(name) && name !== "cookie") headers.set(name, String(value));
  }
  headers.set("x-forwarded-for", addressOf(ask.raw.request));
  headers.set("x-forwarded-host", ask.headers.host ?? "");
  headers.set("x-forwarded-proto", "https");
  headers.set("accept-encoding", "identity");
  return headers;
}

function returned(headers: Headers): Record<string, string> {
  const kept = [...headers].filter(
    ([name]) => mayPass(name) && name !== "set-cookie" && name !== "content-encoding",
  );
  return Object.fromEntries(kept);
}

function mayPass(name: string): boolean {
  return !stripped.includes(name) && !hopByHop.includes(name);
}
