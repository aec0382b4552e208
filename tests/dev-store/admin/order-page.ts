import { page, raw } from "../markup.ts";
import type { Raw } from "../markup.ts";
import type { Fulfillment, FulfillmentEventStatus } from "../state/fulfillment.ts";
import type { LineItem, Order } from "../state/order.ts";
import type { Return } from "../state/return.ts";
import type { Address } from "../state/shop.ts";
import { displayStatus } from "../state/status.ts";
import { unfulfilledQuantity } from "../state/totals.ts";
import { paymentCard } from "./order-money.ts";
import { doubtCard } from "./order/doubt.ts";
import { editForm } from "./order/edit.ts";
import { formsFor, lineRow, units } from "./order-parts.ts";
import { returnCard } from "./order-returns.ts";
import { badge, customerName, head, number, orderBadges, when, words } from "./pieces.ts";
import { shell } from "./shell.ts";
import type { Visit } from "./visit.ts";

const carriers = ["DHL", "DPD", "Hermes", "UPS", "Deutsche Post", "GLS", "FedEx"];
const reports: FulfillmentEventStatus[] = [
  "LABEL_PRINTED",
  "CARRIER_PICKED_UP",
  "IN_TRANSIT",
  "OUT_FOR_DELIVERY",
  "ATTEMPTED_DELIVERY",
  "DELAYED",
  "DELIVERED",
  "FAILURE",
];

/** The order behind the address, or null. */
export function orderOf(visit: Visit): Order | null {
  return visit.store.orders.get(`gid://shopify/Order/${visit.ask.params.id ?? ""}`) ?? null;
}

/** Where a person does by hand what a warehouse, a carrier and a merchant do. */
export function orderPage(visit: Visit, order: Order): string {
  const unsent = order.lines.filter((line) => unfulfilledQuantity(order, line) > 0);
  const body = page`<div class="wrap">${head(order.name, {
    back: visit.to("/orders"),
    beside: orderBadges(order),
    below: `${when(visit.store, order.createdAt)} from ${words(order.sourceName)}`,
  })}
  <div class="cols"><div class="stack">
    ${unsent.length > 0 && unsentCard(visit, order, unsent)}
    ${order.fulfillments.map((parcel) => parcelCard(visit, order, parcel))}
    ${order.returns.map((request: Return) => returnCard(visit, order, request))}
    ${order.cancelledAt === null && editForm(visit, order)}
    ${paymentCard(visit, order)}
  </div><div class="stack">${notesCard(order)}${customerCard(visit, order)}${doubtCard(visit, order)}</div></div></div>`;
  return shell(visit, { title: order.name, place: "orders", body });
}

function unsentCard(visit: Visit, order: Order, lines: LineItem[]): Raw {
  const cancelled = order.cancelledAt !== null;
  return page`<section class="card"><header>${badge("UNFULFILLED")}</header>
    ${lines.map((line) => lineRow(order, line, unfulfilledQuantity(order, line)))}
    ${
      !cancelled &&
      page`<details class="act"><summary>Fulfil items</summary>${formsFor(visit, order)(
        "fulfil",
        page`<div class="fields">${lines.map((line) => units(line, unfulfilledQuantity(order, line)))}
          ${tracking()}</div><div class="bar"><button class="primary">Fulfil items</button></div>`,
      )}</details>`
    }</section>`;
}

function tracking(
  value: { company: string | null; number: string | null; url: string | null } | null = null,
): Raw {
  const options = carriers.map((carrier) => page`<option value="${carrier}">`);
  return page`<label class="field">Carrier<input name="company" list="carriers" value="${value?.company ?? "DHL"}"></label>
    <datalist id="carriers">${options}</datalist>
    <label class="field">Tracking number<input name="number" value="${value?.number ?? ""}"></label>
    <label class="field">Tracking address<input name="url" type="url" value="${value?.url ?? ""}"></label>`;
}

function parcelCard(visit: Visit, order: Order, parcel: Fulfillment): Raw {
  const [first] = parcel.tracking;
  const events = [...parcel.events].sort((a, b) => (a.happenedAt < b.happenedAt ? 1 : -1));
  return page`<section class="card"><header>${badge(displayStatus(parcel))}<h2>${parcel.name}</h2>
    <span class="push">${parcel.status === "SUCCESS" && displayStatus(parcel) !== "DELIVERED" && formsFor(visit, order)("delivered", page`<button>Mark as delivered</button>`)}</span></header>
    ${first && page`<p>${first.company} ${first.url ? page`<a href="${first.url}" target="_blank">${first.number ?? "Tracking"}</a>` : first.number}</p>`}
    ${parcel.lines.map((row) => {
      const line = order.lines.find((candidate) => candidate.id === row.lineItemId);
      return line && lineRow(order, line, row.quantity);
    })}
    ${
      events.length > 0 &&
      page`<ol class="events">${events.map(
        (event) =>
          page`<li><b class="strong">${words(event.status)}</b> <span class="soft">${when(visit.store, event.happenedAt)}</span>${event.message && page`<br>${event.message}`}${event.estimatedDeliveryAt && page`<br><span class="soft">Expected ${when(visit.store, event.estimatedDeliveryAt)}</span>`}</li>`,
      )}</ol>`
    }
    ${parcel.status === "SUCCESS" && parcelActs(visit, order, parcel)}</section>`;
}

function parcelActs(visit: Visit, order: Order, parcel: Fulfillment): Raw {
  const options = reports.map(
    (status) =>
      page`<option value="${status}" ${raw(status === "IN_TRANSIT" ? "selected" : "")}>${words(status)}</option>`,
  );
  const which = page`<input type="hidden" name="parcel" value="${parcel.id}">`;
  return page`<details class="act"><summary>Add what the carrier reports</summary>${formsFor(visit, order)(
    "event",
    page`${which}<div class="fields"><label class="field">Report<select name="status">${options}</select></label>
      <label class="field">In words<input name="message"></label>
      <label class="field">Expected delivery<input type="date" name="expected"></label></div>
      <div class="bar"><button class="primary">Add</button></div>`,
  )}</details><details class="act" style="margin-top:16px"><summary>Change tracking</summary>${formsFor(
    visit,
    order,
  )(
    "tracking",
    page`${which}<div class="fields">${tracking(parcel.tracking[0])}</div><div class="bar"><button class="primary">Save</button></div>`,
  )}</details>`;
}

function notesCard(order: Order): Raw {
  return page`<section class="card"><h2>Notes</h2><p class="${order.note ? "" : "soft"}">${order.note ?? "No notes from customer"}</p>
    ${order.tags.length > 0 && page`<p style="margin-top:8px">${order.tags.map((tag) => page`<span class="badge">${tag}</span> `)}</p>`}</section>`;
}

function customerCard(visit: Visit, order: Order): Raw {
  const name = customerName(visit.store, order);
  return page`<section class="card"><h2>Customer</h2>
    <p>${order.customerId === null ? name : page`<a href="${visit.to(`/customers/${number(order.customerId)}`)}">${name}</a>`}</p>
    <p class="soft">${order.email}</p><p class="soft">${order.phone}</p></section>
    <section class="card"><h2>Shipping address</h2>${address(order.shippingAddress)}</section>`;
}

function address(where: Address | null): Raw {
  if (where === null) return page`<p class="soft">None</p>`;
  const lines = [
    [where.firstName, where.lastName].filter(Boolean).join(" "),
    where.address1,
    where.address2,
    [where.zip, where.city].filter(Boolean).join(" "),
    where.country,
  ];
  return page`${lines.filter(Boolean).map((line) => page`<p>${line}</p>`)}`;
}
