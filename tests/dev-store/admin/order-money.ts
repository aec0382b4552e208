import { page } from "../markup.ts";
import type { Raw } from "../markup.ts";
import { fixedText, times } from "../state/money.ts";
import type { Order } from "../state/order.ts";
import { maximumRefundable, refundableQuantity, shippingLeft } from "../state/refundable.ts";
import { originalTotals, outstanding, received, refunded } from "../state/totals.ts";
import { formsFor, units } from "./order-parts.ts";
import { badge, money, when, words } from "./pieces.ts";
import type { Visit } from "./visit.ts";

/** What the order costs, what was paid, what went back; and the forms to pay back and to cancel. */
export function paymentCard(visit: Visit, order: Order): Raw {
  const totals = originalTotals(order);
  const back = refunded(order);
  const due = outstanding(order);
  return page`<section class="card"><header><h2>Payment</h2></header><dl class="sum">
    <dt>Subtotal</dt><dd>${money(totals.subtotal)}</dd>
    ${totals.discounts.shop.minor > 0 && page`<dt class="soft">Discounts included</dt><dd class="soft">−${money(totals.discounts)}</dd>`}
    <dt>Shipping</dt><dd>${money(totals.shipping)}</dd>
    <dt class="soft">Taxes${order.taxesIncluded && " (included)"}</dt><dd class="soft">${money(totals.tax)}</dd>
    <dt class="strong">Total</dt><dd class="strong">${money(totals.total)}</dd>
    <dt>Paid</dt><dd>${money(received(order))}</dd>
    ${back.shop.minor > 0 && page`<dt>Refunded</dt><dd>−${money(back)}</dd>`}
    ${due.shop.minor > 0 && page`<dt class="strong">Balance due</dt><dd class="strong">${money(due)}</dd>`}
    ${due.shop.minor < 0 && page`<dt class="strong">To be paid back</dt><dd class="strong">${money(times(due, -1))}</dd>`}</dl>
    ${ledger(visit, order)}${refundForm(visit, order)}${cancelForm(visit, order)}</section>`;
}

function ledger(visit: Visit, order: Order): Raw {
  const rows = order.transactions.map(
    (row) =>
      page`<li><b class="strong">${words(row.kind)} ${money(row.amount)}</b> ${row.card ? `${row.card.brand} •••• ${row.card.last4}` : row.gateway}
        ${row.status !== "SUCCESS" && badge(row.status)} <span class="soft">${when(visit.store, row.processedAt)}</span></li>`,
  );
  return page`<ol class="events">${rows}</ol>`;
}

function refundForm(visit: Visit, order: Order): Raw | false {
  const most = maximumRefundable(order);
  if (most.shop.minor <= 0) return false;
  const lines = order.lines.filter((line) => refundableQuantity(order, line) > 0);
  const shipping = shippingLeft(order).amount;
  return page`<details class="act"><summary>Refund</summary>${formsFor(visit, order)(
    "refund",
    page`<div class="fields">${lines.map((line) => units(line, refundableQuantity(order, line)))}
      <label class="field">Amount (empty: what Shopify suggests)
        <input name="amount" inputmode="decimal" placeholder="up to ${fixedText(most.shop)}"></label>
      <label class="field">Note<input name="note"></label>
      <label class="field">Goods<select name="restock"><option value="NO_RESTOCK">Not restocked</option><option value="RETURN">Came back</option><option value="CANCEL">Never sent</option></select></label></div>
      <div class="bar">${shipping.shop.minor > 0 && page`<label class="tick"><input type="checkbox" name="shipping" value="all"> Shipping, ${money(shipping)}</label>`}
      <button class="primary">Refund</button></div>`,
  )}</details>`;
}

function cancelForm(visit: Visit, order: Order): Raw | false {
  if (order.cancelledAt !== null) return false;
  const reasons = ["CUSTOMER", "INVENTORY", "FRAUD", "DECLINED", "STAFF", "OTHER"];
  return page`<details class="act" style="margin-top:16px"><summary>Cancel order</summary>${formsFor(
    visit,
    order,
  )(
    "cancel",
    page`<div class="fields"><label class="field">Reason<select name="reason">${reasons.map((reason) => page`<option value="${reason}">${words(reason)}</option>`)}</select></label>
      <label class="field">Note for staff<input name="note" maxlength="255"></label></div>
      <div class="bar"><label class="tick"><input type="checkbox" name="refund" value="yes" checked> Pay back</label>
      <label class="tick"><input type="checkbox" name="restock" value="yes" checked> Restock</label><button class="grave">Cancel order</button></div>`,
  )}</details>`;
}
