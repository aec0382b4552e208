import { fields, redirect } from "../http.ts";
import type { Answer } from "../http.ts";
import { cancelOrder } from "../acts/cancel.ts";
import type { FulfillmentEventStatus, Tracking } from "../state/fulfillment.ts";
import { bagFrom, noMoney, parseMoney } from "../state/money.ts";
import type { CancelReason, Order } from "../state/order.ts";
import { createRefund } from "../acts/pay-back.ts";
import { lineWorth, shippingLeft, suggestRefund, suggestedTransactions } from "../state/refundable.ts";
import type { RestockType } from "../state/refund.ts";
import type { DeclineReason, Return } from "../state/return.ts";
import { approveReturn, cancelReturn, closeReturn, declineReturn } from "../acts/send-back.ts";
import { addFulfillmentEvent, fulfil, markDelivered, updateTracking } from "../acts/ship.ts";
import type { Store } from "../store.ts";
import { doubtActs } from "./order/doubt.ts";
import { editActs } from "./order/edit.ts";
import type { Act, Done, Fields } from "./order-parts.ts";
import { number } from "./pieces.ts";
import type { Visit } from "./visit.ts";

const fine: Done = { errors: [] };
const missing: Done = { errors: [{ field: null, message: "That is not there any more.", code: null }] };

/** Everything a person may do to an order by hand, with the very functions the Admin API calls. */
const acts: Record<string, Act> = {
  fulfil: {
    said: "Items fulfilled",
    act: (store, order, sent) =>
      fulfil(store, order, { lines: linesIn(order, sent), tracking: trackingIn(sent) }),
  },
  event: { said: "Report added", act: addEvent },
  tracking: {
    said: "Tracking changed",
    act: (store, _order, sent) => {
      const parcel = store.find("Fulfillment", sent.parcel ?? "");
      return parcel ? updateTracking(store, parcel, trackingIn(sent)) : missing;
    },
  },
  delivered: { said: "Delivered", act: (store, order) => markDelivered(store, order) },
  refund: { said: "Refunded", act: refund },
  cancel: {
    said: "Order cancelled",
    act: (store, order, sent) =>
      cancelOrder(store, order, {
        reason: (sent.reason ?? "OTHER") as CancelReason,
        restock: sent.restock === "yes",
        refund: sent.refund === "yes",
        staffNote: sent.note || null,
      }),
  },
  approve: { said: "Return approved", act: onReturn(approveReturn) },
  decline: {
    said: "Return declined",
    act: (store, _order, sent) => {
      const asked = store.find("Return", sent.return ?? "");
      const reason = (sent.reason ?? "OTHER") as DeclineReason;
      return asked ? declineReturn(store, asked, { reason, note: sent.note || null }) : missing;
    },
  },
  close: { said: "Return closed", act: onReturn(closeReturn) },
  ...editActs,
  ...doubtActs,
  "cancel-return": { said: "Return cancelled", act: onReturn(cancelReturn) },
};

/** Does what the form asks and goes back to the order, saying how it went. */
export function actOnOrder(visit: Visit, order: Order): Answer | null {
  const wanted = acts[visit.ask.params.act ?? ""];
  if (!wanted) return null;
  const { errors } = wanted.act(visit.store, order, fields(visit.ask));
  const [trouble] = errors;
  const note = trouble
    ? `failed=${encodeURIComponent(trouble.message)}`
    : `said=${encodeURIComponent(wanted.said)}`;
  return redirect(visit.to(`/orders/${number(order.id)}?${note}`));
}

function linesIn(order: Order, sent: Fields): { lineItemId: string; quantity: number }[] {
  return order.lines
    .map((line) => ({ lineItemId: line.id, quantity: Number(sent[`line-${number(line.id)}`] ?? 0) }))
    .filter((line) => line.quantity > 0);
}

function trackingIn(sent: Fields): Tracking[] {
  if (!sent.number && !sent.url) return [];
  return [{ company: sent.company || null, number: sent.number || null, url: sent.url || null }];
}

function addEvent(store: Store, _order: Order, sent: Fields): Done {
  const parcel = store.find("Fulfillment", sent.parcel ?? "");
  if (!parcel) return missing;
  addFulfillmentEvent(store, parcel, {
    status: (sent.status ?? "IN_TRANSIT") as FulfillmentEventStatus,
    message: sent.message || null,
    estimatedDeliveryAt: sent.expected ? `${sent.expected}T18:00:00Z` : null,
  });
  return fine;
}

function refund(store: Store, order: Order, sent: Fields): Done {
  const restockType = (sent.restock ?? "NO_RESTOCK") as RestockType;
  const lines = linesIn(order, sent).map((line) => ({ ...line, restockType }));
  const worths = lines.flatMap(({ lineItemId, quantity }) => {
    const line = order.lines.find((candidate) => candidate.id === lineItemId);
    return line ? [lineWorth(order, line, quantity)] : [];
  });
  const nothing = { amount: noMoney(order.currencies), tax: noMoney(order.currencies) };
  const suggested = suggestRefund(order, worths, sent.shipping ? shippingLeft(order) : nothing);
  const amount = sent.amount ? amountIn(order, sent.amount) : suggested.amount;
  const transactions = suggestedTransactions(order, amount).map((row) => ({
    parentId: row.parent.id,
    amount: row.amount.presentment,
  }));
  return createRefund(store, order, {
    lines,
    transactions,
    note: sent.note || null,
    ...(sent.shipping ? { shipping: "all" as const } : {}),
  });
}

function amountIn(order: Order, typed: string) {
  return bagFrom(order.currencies, parseMoney(typed.replace(",", "."), order.currencies.shop));
}

function onReturn(move: (store: Store, request: Return) => Done): Act["act"] {
  return (store, _order, sent) => {
    const request = store.find("Return", sent.return ?? "");
    return request ? move(store, request) : missing;
  };
}
