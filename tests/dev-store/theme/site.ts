import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { redirect } from "../http.ts";
import type { Answer, Handler } from "../http.ts";
import type { Platform } from "../platform.ts";
import { throughProxy } from "../proxy.ts";
import { displayName } from "../state/customer.ts";
import type { Store } from "../store.ts";
import { editor } from "./editor.ts";
import { picture } from "./pictures.ts";
import { appLiquid, lookOf, themePage } from "./render.ts";
import type { Look } from "./render.ts";
import { orderDrop, productDrop } from "./shopper.ts";
import { shopping } from "./shopping.ts";
import { invoicePage, payHere, payInvoice, paymentPage } from "./checkout.ts";
import { themeWords } from "./words.ts";

/** A shop's storefront: a small theme with the app's blocks in it, and the app behind the app proxy. */
export function storefrontSite(platform: Platform, store: Store): Handler {
  return async (ask) => {
    const look = lookOf(platform, store, ask);
    return (await proxied(look)) ?? (await plainly(look)) ?? missing(look, "page.notFound");
  };
}

/** `/apps/goodturn/…`, in any language, with any method; nobody answers there while the app is not installed. */
async function proxied(look: Look): Promise<Answer | null> {
  const { platform, store, ask, root } = look;
  const { proxy } = platform.config;
  if (!proxy) return null;
  const path = `/${proxy.prefix}/${proxy.subpath}`;
  if (look.path !== path && !look.path.startsWith(`${path}/`)) return null;
  if (!platform.office.installation(store.domain).installed) return missing(look, "page.notFound");
  const customerId = look.customer?.id.split("/").at(-1) ?? null;
  return throughProxy({ platform, store, ask, customerId, prefix: root + path }, (source) =>
    appLiquid(look, source),
  );
}

type Page = (look: Look, name: string) => Answer | null | Promise<Answer | null>;

const pages: [method: string, path: RegExp, show: Page][] = [
  ["GET", /^\/()$/, home],
  ["GET", /^\/products\/([\w-]+)$/, product],
  ["GET", /^\/pages\/([\w-]+)$/, page],
  ["GET", /^\/account()$/, account],
  ["GET", /^\/orders\/(\w+)(?:\/authenticate)?$/, orderStatus],
  ["GET", /^\/\d+\/order_payment\/(\d+)$/, paymentPage],
  ["GET", /^\/\d+\/invoices\/(\w+)$/, invoicePage],
  ["POST", /^\/\d+\/invoices\/(\w+)$/, payInvoice],
  ["POST", /^\/\d+\/order_payment\/(\d+)$/, payHere],
  [
    "GET",
    /^\/cart()$/,
    (look) => {
      const values = { refused: look.ask.url.searchParams.has("refused") };
      return themePage(look, { template: "cart", title: say(look, "cart.title"), type: "cart", values });
    },
  ],
  [
    "GET",
    /^\/cdn\/(?:.*\/)?([\w-]+)\.svg$/,
    (look, name) => picture(look.store, name, look.ask.url.searchParams),
  ],
  ["GET", /^\/theme\.css()$/, stylesheet],
  ["GET", /^\/editor()$/, (look) => editor(look.platform, look.store, look.ask)],
  ["POST", /^\/editor()$/, (look) => editor(look.platform, look.store, look.ask)],
  ["POST", /^\/((?:account|cart|buy)(?:\/[\w-]+)?)$/, shopping],
];

async function plainly(look: Look): Promise<Answer | null> {
  for (const [method, pattern, show] of pages) {
    const found = method === look.ask.method ? pattern.exec(look.path) : null;
    if (found) return show(look, found[1] ?? "");
  }
  return null;
}

function home(look: Look): Promise<Answer> {
  const all = [...look.store.products.values()].filter((known) => known.status === "ACTIVE");
  const type = look.ask.url.searchParams.get("type");
  const values = {
    products: all.filter((known) => !type || known.productType === type).map(productDrop),
    types: [...new Set(all.map((known) => known.productType))],
    current_type: type,
  };
  return themePage(look, { template: "home", title: say(look, "nav.shop"), type: "index", values });
}

function product(look: Look, handle: string): Promise<Answer> {
  const all = [...look.store.products.values()];
  const found = all.find((known) => known.handle === handle);
  if (!found) return missing(look, "product.notFound");
  const also = all.filter((known) => known !== found && known.productType === found.productType).slice(0, 4);
  const values = { product: productDrop(found), also: also.map(productDrop) };
  return themePage(look, { template: "product", title: found.title, type: "product", values });
}

function page(look: Look, handle: string): Promise<Answer> {
  const file = join(import.meta.dirname, "contents", look.locale, `${handle}.html`);
  if (!existsSync(file)) return missing(look, "page.notFound");
  const [title = "", ...rest] = readFileSync(file, "utf8").split("\n");
  const values = { page: { title, handle, content: rest.join("\n") } };
  return themePage(look, { template: "page", title, type: "page", values });
}

function account(look: Look): Promise<Answer> {
  const { store, customer, locale, ask } = look;
  const orders = customer ? [...store.ordersOf(customer.id)].reverse() : [];
  const values = {
    orders: orders.map((order) => orderDrop(store, order, locale)),
    people: people(store),
    unknown: ask.url.searchParams.has("unknown"),
  };
  return themePage(look, {
    template: "account",
    title: say(look, "account.title"),
    type: "customers/account",
    values,
  });
}

/** The first few customers with an account: the cast comes first in the shop. */
function people(store: Store): object[] {
  const known = [...store.customers.values()].filter((person) => person.state === "ENABLED" && person.email);
  return known.slice(0, 6).map((person) => ({
    name: displayName(person),
    email: person.email,
    initials: [person.firstName, person.lastName].map((part) => part?.[0] ?? "").join(""),
  }));
}

function orderStatus(look: Look, token: string): Promise<Answer> {
  const order = [...look.store.orders.values()].find((known) => known.token === token);
  if (!order) return missing(look, "order.notFound");
  const values = {
    order: orderDrop(look.store, order, look.locale),
    fresh: look.ask.url.searchParams.has("fresh"),
  };
  return themePage(look, { template: "order", title: order.name, type: "order", values });
}

function missing(look: Look, what: string): Promise<Answer> {
  if (look.ask.method !== "GET") return Promise.resolve(redirect(`${look.root}/`));
  return themePage(look, {
    template: "missing",
    title: say(look, what),
    type: "404",
    values: { what },
    status: 404,
  });
}

function stylesheet(_look: Look): Answer {
  const body = readFileSync(resolve(import.meta.dirname, "theme.css"));
  return { headers: { "content-type": "text/css; charset=utf-8", "cache-control": "no-cache" }, body };
}

function say(look: Look, key: string): string {
  return themeWords(look.locale, key) ?? key;
}
