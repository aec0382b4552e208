import { adminAddress } from "./config.ts";
import type { Config } from "./config.ts";
import { call, tell, when } from "./line.ts";

const ofTheAdmin = ["embedded", "hmac", "host", "id_token", "locale", "session", "shop", "timestamp"];
let appListens = false;

/** Keeps the admin's address in step with the app's, both ways, and opens what belongs to the admin there. */
export function followNavigation(): void {
  tellPath();
  for (const name of ["pushState", "replaceState"] as const) {
    const original = history[name].bind(history);
    history[name] = (...parts: Parameters<History["pushState"]>) => {
      original(...parts);
      tellPath();
    };
  }
  addEventListener("popstate", tellPath);
  noticeListener();
  when<{ path: string }>("navigate", ({ path }) => navigate(path));
  document.addEventListener("click", adminLink, true);

  const open = window.open.bind(window);
  window.open = (url, target, features) => {
    const wanted = String(url ?? "");
    if (!isAdmin(wanted) && !(target === "_top" || target === "_parent")) return open(url, target, features);
    const absolute = isAdmin(wanted) ? wanted : new URL(wanted, location.href).href;
    tell("open", { url: absolute, target: target ?? "_blank" });
    return null;
  };
}

/**
 * The page an app sends a document request without a token to: takes a fresh token there and goes on. Opened
 * outside the admin, an embedded app goes to where the admin shows it.
 */
export async function goOn(config: Config): Promise<void> {
  const wanted = new URLSearchParams(location.search).get("shopify-reload");
  if (parent === window) {
    const there = wanted ? new URL(wanted, location.href) : location;
    if (config.shop && !config.disabledFeatures.includes("auto-redirect"))
      location.replace(adminAddress(config, there.pathname));
    return;
  }
  if (!wanted) return;
  const back = new URL(wanted, location.href);
  if (back.origin !== location.origin) return;
  back.searchParams.set("id_token", await call<string>("idToken", { fresh: true }));
  location.replace(back);
}

function tellPath(): void {
  const query = new URLSearchParams(location.search);
  ofTheAdmin.forEach((name) => query.delete(name));
  if (query.has("shopify-reload")) return;
  const search = query.size > 0 ? `?${query.toString()}` : "";
  tell("path", { path: location.pathname + search + location.hash });
}

/** The app says it follows `shopify:navigate` by listening; else its own link is clicked. */
function noticeListener(): void {
  const listen = window.addEventListener;
  window.addEventListener = function (this: Window, ...parts: Parameters<typeof listen>) {
    if (parts[0] === "shopify:navigate") appListens = true;
    return listen.apply(this, parts);
  } as typeof listen;
}

function navigate(path: string): void {
  const drawn = document.querySelector<HTMLAnchorElement>(
    `:is(ui-nav-menu, s-app-nav) a[href="${CSS.escape(path)}"]`,
  );
  const link = drawn ?? Object.assign(document.createElement("a"), { href: path });
  if (!drawn) document.documentElement.append(link);
  const event = new CustomEvent("shopify:navigate", { bubbles: true, cancelable: true });
  const goes = link.dispatchEvent(event);
  if (goes && !appListens) link.click();
  if (!drawn) link.remove();
}

function adminLink(event: MouseEvent): void {
  const link = event
    .composedPath()
    .find((part): part is HTMLAnchorElement => part instanceof HTMLAnchorElement);
  const href = link?.getAttribute("href") ?? "";
  if (!link || !isAdmin(href)) return;
  event.preventDefault();
  tell("open", { url: href, target: link.target || "_top" });
}

function isAdmin(url: string): boolean {
  return /^shopify:\/*admin\//i.test(url) || url.startsWith("https://admin.shopify.com/");
}
