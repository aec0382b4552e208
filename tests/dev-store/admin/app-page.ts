import { createHmac } from "node:crypto";
import { page, raw } from "../markup.ts";
import { handleOf, staffOf } from "../platform.ts";
import { appIcon } from "./icons.ts";
import { shell } from "./shell.ts";
import type { Visit } from "./visit.ts";

/** What the frame's script needs to know. */
export type FrameFacts = {
  appOrigin: string;
  /** `/store/<handle>/apps/<app>`; the app's own path follows. */
  base: string;
  /** `/store/<handle>`: where shopify://admin/… leads. */
  admin: string;
  shop: string;
  /** The person's part of every address, e.g. "paolo", or nothing. */
  as: string;
};

/** The app inside the admin: whatever stands behind `/apps/<app>` in the address is the app's own path. */
export async function appPage(visit: Visit): Promise<string> {
  const { platform, store, ask } = visit;
  const app = ask.params.app ?? platform.config.handle;
  const base = `/store/${handleOf(store)}/apps/${app}`;
  const path = ask.url.pathname.slice(base.length) || "/";
  const facts: FrameFacts = {
    appOrigin: new URL(platform.app.url).origin,
    base,
    admin: `/store/${handleOf(store)}`,
    shop: store.domain,
    as: new URL(visit.to(""), "http://x").searchParams.get("as") ?? "",
  };
  const { name } = platform.config;
  return shell(visit, {
    title: name,
    place: "app",
    app: true,
    script: "/frame.js",
    body: page`<div class="app-bar">${appIcon}<span>${name}</span><i id="app-title"></i><span class="acts" id="app-acts"></span></div>
      <iframe id="app" name="app-iframe" title="${name}" src="${await appAddress(visit, path)}"
        allow="clipboard-read; clipboard-write; fullscreen"></iframe>
      <script type="application/json" id="facts">${raw(JSON.stringify(facts).replace(/</g, "\\u003c"))}</script>`,
  });
}

/** The app's address with everything Shopify adds when it opens an app. */
async function appAddress(visit: Visit, path: string): Promise<string> {
  const { platform, store, staff, ask } = visit;
  const url = new URL(path, platform.app.url);
  for (const [name, value] of ask.url.searchParams) if (name !== "as") url.searchParams.append(name, value);
  const person = staffOf(store).find((member) => staff.id.endsWith(`/${member.id}`));
  const added: Record<string, string> = {
    embedded: "1",
    host: Buffer.from(`admin.shopify.com/store/${handleOf(store)}`)
      .toString("base64")
      .replace(/=+$/, ""),
    id_token: person ? await platform.office.idToken(store.domain, person) : "",
    locale: staff.locale,
    session: createHmac("sha256", platform.secret).update(staff.id).digest("hex"),
    shop: store.domain,
    timestamp: String(Math.floor(platform.clock.now().getTime() / 1000)),
  };
  for (const [name, value] of Object.entries(added)) url.searchParams.set(name, value);
  url.searchParams.set("hmac", queryHmac(url.searchParams, platform.secret));
  return url.href;
}

/** Shopify's signature of an address: over the sorted query, in hex. */
function queryHmac(query: URLSearchParams, secret: string): string {
  const sorted = [...query].filter(([name]) => name !== "hmac").sort(([a], [b]) => (a < b ? -1 : 1));
  return createHmac("sha256", secret)
    .update(sorted.map(([name, value]) => `${name}=${value}`).join("&"))
    .digest("hex");
}
