import { page, raw } from "../markup.ts";
import type { Raw } from "../markup.ts";
import { displayName } from "../state/customer.ts";
import type { Order } from "../state/order.ts";
import { fulfillmentStatus, returnStatus } from "../state/status.ts";
import { currentTotals, originalTotals } from "../state/totals.ts";
import { icon } from "./icons.ts";
import { mergeCard } from "./merge.ts";
import { badge, customerName, head, money, number, orderBadges, when } from "./pieces.ts";
import { shell } from "./shell.ts";
import type { Visit } from "./visit.ts";

const perPage = 25;

const views: Record<string, { label: string; fits(order: Order): boolean }> = {
  all: { label: "All", fits: () => true },
  unfulfilled: {
    label: "Unfulfilled",
    fits: (order) => order.cancelledAt === null && fulfillmentStatus(order) !== "FULFILLED",
  },
  returns: { label: "Returns", fits: (order) => !["NO_RETURN", "RETURNED"].includes(returnStatus(order)) },
  refunded: { label: "Refunded", fits: (order) => order.refunds.length > 0 },
  cancelled: { label: "Cancelled", fits: (order) => order.cancelledAt !== null },
};

export function ordersPage(visit: Visit): string {
  const { store, ask } = visit;
  const view = views[ask.url.searchParams.get("view") ?? ""] ?? views.all;
  const words = (ask.url.searchParams.get("q") ?? "").toLowerCase().trim();
  const found = newestFirst([...store.orders.values()]).filter(
    (order) => view?.fits(order) && (!words || searchable(visit, order).includes(words)),
  );
  const shown = cut(visit, found);
  const body = page`<div class="wrap">${head("Orders")}
    <div class="card flush">${tabs(visit, view?.label)}
      <div class="scroll"><table><thead><tr><th>Order</th><th>Date</th><th>Customer</th><th class="num">Total</th><th>Status</th><th>Items</th></tr></thead>
      <tbody>${shown.map((order) => orderRow(visit, order))}</tbody></table></div>
      ${found.length === 0 && page`<p class="nothing">No orders here${words && ` for “${words}”`}.</p>`}
      ${pages(visit, found.length)}</div></div>`;
  return shell(visit, { title: "Orders", place: "orders", body });
}

function orderRow(visit: Visit, order: Order): Raw {
  const items = order.lines.reduce((units, line) => units + line.quantity, 0);
  return page`<tr><td><a class="row" href="${visit.to(`/orders/${number(order.id)}`)}">${order.name}</a></td>
    <td class="soft">${when(visit.store, order.createdAt)}</td><td>${customerName(visit.store, order)}</td>
    <td class="num">${money(originalTotals(order).total)}</td><td>${orderBadges(order)}</td>
    <td class="soft">${items} ${items === 1 ? "item" : "items"}</td></tr>`;
}

function searchable(visit: Visit, order: Order): string {
  return [order.name, order.email, customerName(visit.store, order), order.tags.join(" ")]
    .join(" ")
    .toLowerCase();
}

export function productsPage(visit: Visit): string {
  const products = [...visit.store.products.values()];
  const rows = cut(visit, products).map((product) => {
    const stock = product.variants.reduce((units, variant) => units + variant.inventoryQuantity, 0);
    const price = product.variants[0]?.price;
    return page`<tr><td><img class="thumb small" src="${product.image?.url ?? ""}" alt="" loading="lazy"></td>
      <td><a class="row" href="${visit.store.shop.storefrontUrl}/products/${product.handle}" target="_blank">${product.title}</a></td>
      <td>${badge(product.status)}</td><td class="soft">${stock} in stock for ${product.variants.length} variants</td>
      <td>${product.productType}</td><td>${product.vendor}</td>
      <td class="num">${price && money({ shop: price, presentment: price })}</td></tr>`;
  });
  const body = page`<div class="wrap">${head("Products")}<div class="card flush"><div class="scroll"><table>
    <thead><tr><th></th><th>Product</th><th>Status</th><th>Inventory</th><th>Type</th><th>Vendor</th><th class="num">Price</th></tr></thead>
    <tbody>${rows}</tbody></table></div>${products.length === 0 && page`<p class="nothing">No products yet.</p>`}${pages(visit, products.length)}</div></div>`;
  return shell(visit, { title: "Products", place: "products", body });
}

export function customersPage(visit: Visit): string {
  const { store } = visit;
  const customers = [...store.customers.values()];
  const rows = cut(visit, customers).map((customer) => {
    const orders = store.ordersOf(customer.id);
    const spent = orders.reduce((minor, order) => minor + currentTotals(order).total.shop.minor, 0);
    const total = { minor: spent, currency: store.shop.currency };
    return page`<tr><td><a class="row" href="${visit.to(`/customers/${number(customer.id)}`)}">${displayName(customer)}</a></td>
      <td class="soft">${customer.email}</td><td>${customer.tags.map((tag) => page`<span class="badge">${tag}</span> `)}</td>
      <td class="num">${orders.length}</td><td class="num">${money({ shop: total, presentment: total })}</td></tr>`;
  });
  const body = page`<div class="wrap">${head("Customers")}<div class="card flush"><div class="scroll"><table>
    <thead><tr><th>Customer</th><th>Email</th><th>Tags</th><th class="num">Orders</th><th class="num">Spent</th></tr></thead>
    <tbody>${rows}</tbody></table></div>${customers.length === 0 && page`<p class="nothing">No customers yet.</p>`}${pages(visit, customers.length)}</div></div>`;
  return shell(visit, { title: "Customers", place: "customers", body });
}

export function customerPage(visit: Visit): string | null {
  const { store, ask } = visit;
  const customer = store.customers.get(`gid://shopify/Customer/${ask.params.id ?? ""}`);
  if (!customer) return null;
  const orders = newestFirst([...store.ordersOf(customer.id)]);
  const body = page`<div class="wrap">${head(displayName(customer), { back: visit.to("/customers") })}
    <div class="cols"><div class="card flush"><div class="scroll"><table>
      <thead><tr><th>Order</th><th>Date</th><th>Customer</th><th class="num">Total</th><th>Status</th><th>Items</th></tr></thead>
      <tbody>${orders.map((order) => orderRow(visit, order))}</tbody></table></div>${orders.length === 0 && page`<p class="nothing">No orders yet.</p>`}</div>
    <div class="stack"><section class="card"><h2>Customer</h2><p>${customer.email}</p><p>${customer.phone}</p>
      <p class="soft">Language: ${customer.locale}</p><p>${customer.tags.map((tag) => page`<span class="badge">${tag}</span> `)}</p>
      ${customer.note !== null && page`<p class="soft">${customer.note}</p>`}</section>
      <section class="card"><h2>Privacy</h2><form method="post" class="bar" action="${visit.to(`/customers/${number(customer.id)}/privacy`)}">
        <button name="ask" value="customers/data_request">Request data</button><button name="ask" value="customers/redact">Erase data</button></form>
        <p class="soft">Sends the topic the law asks of every app.</p></section>${mergeCard(visit, customer)}</div></div></div>`;
  return shell(visit, { title: displayName(customer), place: "customers", body });
}

export function homePage(visit: Visit): string {
  const { store, to, platform } = visit;
  const count = (name: string) =>
    [...store.orders.values()].filter((order) => views[name]?.fits(order)).length;
  const recent = newestFirst([...store.orders.values()]).slice(0, 8);
  const tile = (label: string, value: number, view: string) =>
    page`<a class="card" href="${to(`/orders?view=${view}`)}" style="text-decoration:none;color:inherit"><span class="soft">${label}</span><b>${value}</b></a>`;
  const body = page`<div class="wrap">${head(`Good day, ${visit.staff.firstName}`)}
    <div class="numbers">${tile("Orders", store.orders.size, "all")}${tile("To fulfil", count("unfulfilled"), "unfulfilled")}${tile("Returns under way", count("returns"), "returns")}${tile("With a refund", count("refunded"), "refunded")}</div>
    <div class="cols"><div class="card flush"><div class="scroll"><table><thead><tr><th>Order</th><th>Date</th><th>Customer</th><th class="num">Total</th><th>Status</th><th>Items</th></tr></thead>
      <tbody>${recent.map((order) => orderRow(visit, order))}</tbody></table></div></div>
    <div class="stack"><section class="card"><h2>Try it out</h2><p class="soft">This is a small stand-in for Shopify. Play the shopper in the storefront, the team in here.</p>
      <p class="bar"><a class="button primary" href="${to(`/apps/${platform.config.handle}`)}">Open ${platform.config.name}</a><a class="button" href="${store.shop.storefrontUrl}" target="_blank">${icon("shop")}Storefront</a><a class="button" href="${platform.urls.mailbox}" target="_blank">${icon("mail")}Mailbox</a></p></section></div></div></div>`;
  return shell(visit, { title: "Home", place: "home", body });
}

function newestFirst(orders: Order[]): Order[] {
  return orders.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
}

function tabs(visit: Visit, current: string | undefined): Raw {
  const links = Object.entries(views).map(([name, { label }]) => {
    const mark = label === current ? raw(` aria-current="page"`) : "";
    return page`<a href="${visit.to(`/orders?view=${name}`)}"${mark}>${label}</a>`;
  });
  return page`<div class="tabs">${links}</div>`;
}

function cut<Row>(visit: Visit, rows: Row[]): Row[] {
  const from = (pageNumber(visit) - 1) * perPage;
  return rows.slice(from, from + perPage);
}

function pages(visit: Visit, total: number): Raw | false {
  const here = pageNumber(visit);
  const last = Math.ceil(total / perPage);
  const link = (to: number, label: string) => {
    const url = new URL(visit.ask.url);
    url.searchParams.set("page", String(to));
    return page`<a class="button" href="${url.pathname}${url.search}">${label}</a>`;
  };
  return (
    last > 1 &&
    page`<div class="pages">${here > 1 && link(here - 1, "← Newer")}<span class="soft" style="align-self:center">${here} of ${last}</span>${here < last && link(here + 1, "Older →")}</div>`
  );
}

function pageNumber(visit: Visit): number {
  return Math.max(1, Number(visit.ask.url.searchParams.get("page")) || 1);
}
