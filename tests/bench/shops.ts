import { seed } from "../dev-store/seed/seed.ts";
import { startStore, type RunningStore } from "../dev-store/server.ts";
import type { Store } from "../dev-store/store.ts";
import { environmentFor, type Env, type Process, type Rig } from "./rig.ts";

/** Shops of the stand-in store with the app in them, and the app's own processes. */
export type Trade = {
  readonly env: Env;
  readonly web: Process;
  readonly store: RunningStore;
  readonly shops: readonly Store[];
  /** A session token of the shop's owner, as App Bridge gives one: good for a minute. */
  token(shop: Store): Promise<string>;
};

const browser = {
  "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Chrome/156 Safari/537.36",
  accept: "text/html",
};

/** `own` is added to the web process's environment. */
type Wish = { readonly count: number; readonly orders: number; readonly own?: Env };

/** Opens so many shops, each with some orders; the owner of each opens the app once, which installs it. */
export async function openShops(rig: Rig, { count, orders, own = {} }: Wish): Promise<Trade> {
  const database = await rig.database();
  const base = await environmentFor(rig, database);
  const shops = Array.from({ length: count }, (_, at) => ({ domain: `bench-${at}.myshopify.com` }));
  const appUrl = base["SHOPIFY_APP_URL"] ?? "";
  const store = await startStore({ shops, seed: seed({ orders }), appUrl });
  rig.closing(store.close);
  const env = { ...base, SMTP_URL: store.smtpUrl, DEV_STORE_URL: store.url };
  const web = await rig.app("server", { ...env, ...own });
  await Promise.all(shops.map(({ domain }) => openTheApp(store, domain)));
  return { env, web, store, shops: [...store.shops.values()], token: (shop) => tokenOf(store, shop) };
}

async function openTheApp(store: RunningStore, domain: string): Promise<void> {
  const page = await fetch(`${store.url}/store/${domain.split(".")[0]}/apps/goodturn?as=iris`, {
    headers: browser,
  });
  const address = /<iframe[^>]* src="([^"]+)"/.exec(await page.text())?.[1]?.replaceAll("&amp;", "&");
  const opened = await fetch(address ?? "", { headers: browser });
  if (!opened.ok) throw new Error(`The app answered ${opened.status} when ${domain} opened it`);
}

function tokenOf(store: RunningStore, shop: Store): Promise<string> {
  const owner = [...shop.staff.values()].find(({ accountOwner }) => accountOwner);
  if (!owner) throw new Error("Nobody owns the shop");
  return store.office.idToken(shop.domain, { ...owner, id: owner.id.split("/").at(-1) ?? "" });
}

/** What a browser sends with a request to the app's own pages. */
export const bearing = (token: string) => ({ ...browser, authorization: `Bearer ${token}` });
