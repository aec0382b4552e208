import { page, raw } from "../markup.ts";
import type { Raw } from "../markup.ts";
import type { StaffMember } from "../state/shop.ts";
import { appIcon, icon } from "./icons.ts";
import { nickname } from "./visit.ts";
import type { Visit } from "./visit.ts";

export type Place = "home" | "orders" | "products" | "customers" | "app" | "controls";
export type Shown = { title: string; place: Place; body: Raw; app?: boolean; script?: string };

/** A page of the admin: dark bar, navigation, and the page itself. */
export function shell(visit: Visit, shown: Shown): string {
  const { store } = visit;
  return `<!doctype html>${page`<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${shown.title} · ${store.shop.name}</title>
<link rel="icon" href="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 20'><rect width='20' height='20' rx='5' fill='%231f4d3a'/><path d='M5 15C4 8 9 4 16 4c0 7-4 12-11 11Z' fill='%23a3e6b9'/></svg>">
<link rel="stylesheet" href="/admin.css"></head>
<body>${top(visit)}${side(visit, shown)}
<main class="stage${shown.app ? " app" : ""}" id="stage"><div class="loading" id="loading"></div>${shown.body}</main>
<div class="dim"></div><div class="toasts" id="toasts" role="status">${flash(visit)}</div>
${shown.script && raw(`<script src="${shown.script}"></script>`)}${raw(small)}</body></html>`}`;
}

/** Without the app's script: toasts of plain pages go by themselves. */
const small = `<script>
  setTimeout(() => document.querySelectorAll(".toast[data-flash]").forEach((toast) => toast.remove()), 4000);
  for (const name of ["said", "failed"]) { const url = new URL(location); if (url.searchParams.has(name)) { url.searchParams.delete(name); history.replaceState(null, "", url) } }
  addEventListener("click", (event) => document.querySelectorAll("details.who[open]").forEach((menu) => menu.contains(event.target) || menu.removeAttribute("open")));
</script>`;

function top(visit: Visit): Raw {
  const { store, staff, to } = visit;
  const team = [...store.staff.values()];
  return page`<header class="top">
    <a class="brand" href="${to("")}">${icon("leaf")}${store.shop.name}<small>stand-in</small></a>
    <form class="find" role="search" action="${to("/orders").split("?")[0]}">${icon("search")}
      <input name="q" placeholder="Search orders and customers" aria-label="Search" value="${visit.ask.url.searchParams.get("q") ?? ""}">
      ${to("").includes("as=") && page`<input type="hidden" name="as" value="${nickname(staff)}">`}</form>
    <div class="save" id="save"><span>Unsaved changes</span><span class="push"></span>
      <button class="discard" type="button">Discard</button><button class="keep" type="button">Save</button></div>
    <details class="who"><summary>${staff.firstName} ${face(staff)}</summary><div>
      ${team.map((member) => person(visit, member))}
      <p>Each window remembers its own person: open two, and be two people.</p></div></details>
  </header>`;
}

function person(visit: Visit, member: StaffMember): Raw {
  const url = new URL(visit.ask.url);
  url.searchParams.delete("as");
  if (!member.accountOwner) url.searchParams.set("as", nickname(member));
  const current = member.id === visit.staff.id ? raw(` aria-current="true"`) : "";
  return page`<a href="${url.pathname}${url.search}"${current}>${face(member)}<span>${member.firstName} ${member.lastName}
    <small>${member.accountOwner ? "Account owner" : member.email}</small></span></a>`;
}

function face(member: StaffMember): Raw {
  const initials = `${member.firstName[0] ?? ""}${member.lastName[0] ?? ""}`;
  return page`<span class="face${member.accountOwner ? "" : " second"}">${initials}</span>`;
}

function side(visit: Visit, shown: Shown): Raw {
  const { store, to, platform } = visit;
  const unsent = [...store.orders.values()].filter((order) => isOpen(order)).length;
  const link = (place: Place, path: string, label: Raw) =>
    page`<a href="${to(path)}"${shown.place === place ? raw(` aria-current="page"`) : ""}>${label}</a>`;
  const installed = platform.office.installation(store.domain).installed;
  return page`<nav class="side" aria-label="Admin">
    ${link("home", "", page`${icon("home")}Home`)}
    ${link("orders", "/orders", page`${icon("orders")}Orders${unsent > 0 && page`<span class="count">${unsent}</span>`}`)}
    ${link("products", "/products", page`${icon("products")}Products`)}
    ${link("customers", "/customers", page`${icon("customers")}Customers`)}
    <h2>Sales channels</h2>
    <a href="${store.shop.storefrontUrl}" target="_blank">${icon("shop")}Online store</a>
    <a href="${platform.urls.mailbox}" target="_blank">${icon("mail")}Mailbox</a>
    <h2>Apps</h2>
    ${installed && link("app", `/apps/${platform.config.handle}`, page`${appIcon}${platform.config.name}`)}
    <div class="sub" id="app-nav"></div>
    ${!installed && page`<a href="${to("/controls#install")}">${icon("apps")}Install ${platform.config.name}</a>`}
    <span class="push"></span>
    ${link("controls", "/controls", page`${icon("controls")}Stand-in controls`)}
  </nav>`;
}

function isOpen(order: {
  cancelledAt: string | null;
  fulfillmentOrders: { lines: { remainingQuantity: number }[] }[];
}) {
  if (order.cancelledAt !== null) return false;
  return order.fulfillmentOrders.some((parcel) => parcel.lines.some((line) => line.remainingQuantity > 0));
}

function flash(visit: Visit): Raw | false {
  const { searchParams } = visit.ask.url;
  const failed = searchParams.get("failed");
  const said = searchParams.get("said") ?? failed;
  return said !== null && page`<div class="toast${failed ? " bad" : ""}" data-flash>${said}&nbsp;</div>`;
}
