import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { isForShop, shopApi, storage } from "../api.ts";
import { assetFile } from "../theme/extension.ts";
import { contentType } from "../http.ts";
import { fields, html, redirect, router, text } from "../http.ts";
import type { Answer, Ask, Handler, Route } from "../http.ts";
import { dataRequestPayload, redactPayload } from "../payloads/shop.ts";
import { handleOf } from "../platform.ts";
import type { Platform } from "../platform.ts";
import { appPage } from "./app-page.ts";
import { tell, useControl } from "./controls.ts";
import { controlsPage } from "./controls-page.ts";
import { answerFrame } from "./frame-answers.ts";
import { customerPage, customersPage, homePage, ordersPage, productsPage } from "./lists.ts";
import { mergeByHand } from "./merge.ts";
import { actOnOrder } from "./order-acts.ts";
import { orderOf, orderPage } from "./order-page.ts";
import { number } from "./pieces.ts";
import { browserScript } from "./scripts.ts";
import { visitOf } from "./visit.ts";
import type { Visit } from "./visit.ts";

/** Everything on the admin's port: the shops' API for the app's server, the admin itself for people. */
export function adminDoor(platform: Platform): Handler {
  const api = shopApi(platform);
  const pages = router(routes(platform), () => text("There is nothing here.", 404));
  return (ask) => {
    if (isForShop(ask)) return api(ask);
    return isFromElsewhere(ask) ? text("Forms of other pages are not taken.", 403) : pages(ask);
  };
}

function routes(platform: Platform): Route[] {
  const get = (path: string, show: (visit: Visit) => string | null | Promise<string | null>): Route => ({
    method: "GET",
    path: `/store/:shop${path}`,
    handle: async (ask) => {
      const visit = visitOf(platform, ask);
      const shown = visit && (await show(visit));
      return shown ? html(shown) : text("There is nothing here.", 404);
    },
  });
  const post = (path: string, act: (visit: Visit) => Answer | null | Promise<Answer>): Route => ({
    method: "POST",
    path: `/store/:shop${path}`,
    handle: async (ask) => {
      const visit = visitOf(platform, ask);
      return (visit && (await act(visit))) ?? text("There is nothing here.", 404);
    },
  });
  return [
    ...assets,
    { method: "GET", path: "/", handle: () => toFirstShop(platform) },
    { method: "*", path: "/storage/*", handle: (ask) => storage(platform, ask) },
    { method: "GET", path: "/extensions/:extension/assets/:file", handle: asset },
    get("", homePage),
    get("/orders", ordersPage),
    get("/orders/:id", (visit) => {
      const order = orderOf(visit);
      return order && orderPage(visit, order);
    }),
    post("/orders/:id/:act", (visit) => {
      const order = orderOf(visit);
      return order && actOnOrder(visit, order);
    }),
    get("/products", productsPage),
    get("/customers", customersPage),
    get("/customers/:id", customerPage),
    post("/customers/:id/privacy", askForPrivacy),
    post("/customers/:id/merge", mergeByHand),
    get("/controls", controlsPage),
    post("/controls/:what", useControl),
    { ...get("/frame/*", () => null), method: "*", handle: (ask) => frameAnswer(platform, ask) },
    get("/apps/:app/*", appPage),
    {
      method: "GET",
      path: "/store/:shop/themes/*",
      handle: (ask) => redirect(`${visitOf(platform, ask)?.store.shop.storefrontUrl ?? ""}/editor`),
    },
  ];
}

const assets: Route[] = [
  { method: "GET", path: "/shopifycloud/app-bridge.js", handle: () => script("bridge/main.ts") },
  { method: "GET", path: "/frame.js", handle: () => script("frame/main.ts") },
  {
    method: "GET",
    path: "/admin.css",
    handle: () => ({
      headers: { "content-type": "text/css; charset=utf-8", "cache-control": "no-cache" },
      body: readFileSync(resolve(import.meta.dirname, "look.css")),
    }),
  },
];

/** A theme extension's asset, as Shopify's CDN serves it: to any origin. */
function asset(ask: Ask): Answer {
  const file = assetFile(ask.params.extension ?? "", ask.params.file ?? "");
  if (!file) return text("There is no such asset.", 404);
  const headers = {
    "access-control-allow-origin": "*",
    "cache-control": "no-cache",
    "content-type": contentType(file),
  };
  return { headers, body: readFileSync(file) };
}

async function script(entry: Parameters<typeof browserScript>[0]): Promise<Answer> {
  return {
    headers: { "content-type": "text/javascript; charset=utf-8", "cache-control": "no-cache" },
    body: await browserScript(entry),
  };
}

async function frameAnswer(platform: Platform, ask: Ask): Promise<Answer> {
  const visit = visitOf(platform, ask);
  return visit ? answerFrame(visit) : text("There is no such shop.", 404);
}

function toFirstShop(platform: Platform): Answer {
  const [first] = platform.shops.values();
  return first ? redirect(`/store/${handleOf(first)}`) : text("There is no shop yet.", 404);
}

/** A customer asks for their data, or to be forgotten. */
function askForPrivacy(visit: Visit): Answer | null {
  const customer = visit.store.customers.get(`gid://shopify/Customer/${visit.ask.params.id ?? ""}`);
  const topic = fields(visit.ask).ask ?? "";
  if (!customer) return null;
  const asks = topic === "customers/data_request";
  const payload = asks
    ? dataRequestPayload(visit.store, customer, Date.now())
    : redactPayload(visit.store, customer);
  tell(visit.platform, visit.store, { topic: asks ? topic : "customers/redact", payload });
  return redirect(visit.to(`/customers/${number(customer.id)}?said=Topic%20sent`));
}

/** A page of another origin may not press our buttons. */
function isFromElsewhere(ask: Ask): boolean {
  const { origin, host } = ask.headers;
  return (
    ask.method === "POST" &&
    ask.url.pathname.startsWith("/store/") &&
    origin !== undefined &&
    origin !== `http://${host ?? ""}`
  );
}
