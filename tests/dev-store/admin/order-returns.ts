import { page } from "../markup.ts";
import type { Raw } from "../markup.ts";
import type { Order } from "../state/order.ts";
import type { Return } from "../state/return.ts";
import { returnReasons } from "../state/shop.ts";
import { formsFor, lineRow } from "./order-parts.ts";
import { badge, when, words } from "./pieces.ts";
import type { Visit } from "./visit.ts";

/** One return: what comes back and why, and the merchant's answer by hand. */
export function returnCard(visit: Visit, order: Order, request: Return): Raw {
  return page`<section class="card"><header>${badge(request.status)}<h2>Return ${request.name}</h2>
      <span class="push soft">${when(visit.store, request.createdAt)}</span></header>
    ${request.lines.map((row) => {
      const line = order.lines.find((candidate) => candidate.id === row.lineItemId);
      const reason = returnReasons.find((known) => known.id === row.reasonId)?.name;
      return (
        line &&
        page`${lineRow(order, line, row.quantity)}<p class="soft">${reason}${row.customerNote && `: “${row.customerNote}”`}
        ${row.processedQuantity > 0 && ` · ${row.processedQuantity} processed, ${row.refundedQuantity} refunded`}</p>`
      );
    })}
    ${request.exchangeLines.map(
      ({ goods, quantity, processedQuantity }) =>
        page`<p class="soft">In exchange: ${quantity} × ${goods.title}${processedQuantity > 0 && ` · ${processedQuantity} processed`}</p>`,
    )}
    ${request.decline && page`<p>Declined: ${words(request.decline.reason)}. ${request.decline.note}</p>`}
    ${request.status === "REQUESTED" && decision(visit, order, request)}
    ${request.status === "OPEN" && steps(visit, order, request)}</section>`;
}

function decision(visit: Visit, order: Order, request: Return): Raw {
  const which = page`<input type="hidden" name="return" value="${request.id}">`;
  const reasons = ["RETURN_PERIOD_ENDED", "FINAL_SALE", "OTHER"];
  return page`<div class="bar">${formsFor(visit, order)("approve", page`${which}<button class="primary">Approve return</button>`)}</div>
    <details class="act"><summary>Decline</summary>${formsFor(visit, order)(
      "decline",
      page`${which}<div class="fields"><label class="field">Reason<select name="reason">${reasons.map((reason) => page`<option value="${reason}">${words(reason)}</option>`)}</select></label>
      <label class="field">Note for the customer<input name="note" maxlength="500"></label></div>
      <div class="bar"><button class="grave">Decline return</button></div>`,
    )}</details>`;
}

function steps(visit: Visit, order: Order, request: Return): Raw {
  const which = page`<input type="hidden" name="return" value="${request.id}">`;
  return page`<div class="bar">${formsFor(visit, order)("close", page`${which}<button>Close return</button>`)}
    ${formsFor(visit, order)("cancel-return", page`${which}<button>Cancel return</button>`)}</div>`;
}
