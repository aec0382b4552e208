import { page } from "../markup.ts";
import type { Raw } from "../markup.ts";
import type { LineItem, Order } from "../state/order.ts";
import type { UserError } from "../state/outcome.ts";
import { lineNet } from "../state/totals.ts";
import type { Store } from "../store.ts";
import { money, number } from "./pieces.ts";
import type { Visit } from "./visit.ts";

export type Fields = Readonly<Record<string, string>>;
export type Done = { errors: readonly UserError[] };

/** Something a person does to an order by hand, and what the page says when it is done. */
export type Act = { said: string; act(store: Store, order: Order, sent: Fields): Done };

/** Forms that do one thing each to an order; `what` names it. */
export function formsFor(visit: Visit, order: Order): (what: string, inside: Raw) => Raw {
  return (what, inside) => {
    const action = visit.to(`/orders/${number(order.id)}/${what}`);
    return page`<form method="post" action="${action}">${inside}</form>`;
  };
}

export function lineRow(order: Order, line: LineItem, quantity: number): Raw {
  const each = money(line.unitPrice);
  const net = quantity === line.quantity ? money(lineNet(order, line)) : "";
  return page`<div class="line"><img src="${line.imageUrl ?? ""}" alt="">
    <span><b class="strong">${line.title}</b>${line.variantTitle && page`<br><span class="soft">${line.variantTitle}</span>`}${line.sku && page`<br><span class="soft">SKU ${line.sku}</span>`}</span>
    <span class="soft">${each} × ${quantity}</span><span>${net}</span></div>`;
}

/** How many of a line; the whole rest at first. */
export function units(line: LineItem, most: number): Raw {
  return page`<label class="field">${lineName(line)} (of ${most})
    <input type="number" name="line-${number(line.id)}" min="0" max="${most}" value="${most}"></label>`;
}

export function lineName(line: LineItem): string {
  return line.variantTitle ? `${line.title}, ${line.variantTitle}` : line.title;
}
