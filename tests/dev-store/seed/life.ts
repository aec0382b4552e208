import type { FulfillmentEventStatus } from "../state/fulfillment.ts";
import { cancelNow } from "../acts/cancel.ts";
import { noMoney } from "../state/money.ts";
import type { Order } from "../state/order.ts";
import { createRefund } from "../acts/pay-back.ts";
import { processReturn, suggestOutcome } from "../acts/process.ts";
import { lineWorth, shippingPart, shippingLeft, suggestRefund } from "../state/refundable.ts";
import type { Return } from "../state/return.ts";
import { createReverseDelivery } from "../acts/reverse.ts";
import { approveReturn, cancelReturn, closeReturn, declineReturn, requestReturn } from "../acts/send-back.ts";
import { addFulfillmentEvent, fulfil } from "../acts/ship.ts";
import { iso } from "../store.ts";
import type { Store } from "../store.ts";

const hour = 3_600_000;
export const day = 24 * hour;

/** One order's story: what happens to it, told in days after it was placed. */
export type Story = { store: Store; order: Order; placed: Date };

/** Does a step of the story; what would lie in the future has not happened yet and gives null. */
function step<Result>({ store, placed }: Story, days: number, work: () => Result): Result | null {
  const when = timeOf({ placed }, days);
  return when > store.clock.now() ? null : store.at(when, work);
}

function timeOf({ placed }: Pick<Story, "placed">, days: number): Date {
  return new Date(placed.getTime() + days * day);
}

/** It leaves the workshop; with `lines` only the first ones. */
export function shipped(story: Story, days: number, lines?: number): void {
  const { store, order } = story;
  const number = `00340434161${String(order.number).padStart(9, "0")}`;
  const tracking = [{ company: "DHL", number, url: trackingUrl(number) }];
  const wanted = order.lines
    .slice(0, lines)
    .map((line) => ({ lineItemId: line.id, quantity: line.quantity }));
  step(story, days, () => fulfil(store, order, { tracking, ...(lines ? { lines: wanted } : {}) }));
}

export function trackingUrl(number: string): string {
  return `https://www.dhl.de/en/privatkunden/pakete-empfangen/verfolgen.html?piececode=${number}`;
}

/** The carrier reports; `promised` is the day it means to deliver. */
export function reported(
  story: Story,
  days: number,
  report: { status: FulfillmentEventStatus; promised?: number },
): void {
  const { store, order } = story;
  const cities: Partial<Record<FulfillmentEventStatus, string>> = {
    CARRIER_PICKED_UP: "Berlin",
    IN_TRANSIT: "Leipzig",
  };
  const parcel = order.fulfillments[0];
  if (!parcel) return;
  step(story, days, () =>
    addFulfillmentEvent(store, parcel, {
      status: report.status,
      city: cities[report.status] ?? order.shippingAddress?.city ?? null,
      country: order.shippingAddress?.country ?? null,
      estimatedDeliveryAt: report.promised === undefined ? null : iso(timeOf(story, report.promised)),
    }),
  );
}

export function inTransit(story: Story, promised = 4): void {
  shipped(story, 1);
  reported(story, 1.2, { status: "CARRIER_PICKED_UP", promised });
  reported(story, 2, { status: "IN_TRANSIT", promised });
}

export function delivered(story: Story, days = 4): void {
  inTransit(story);
  reported(story, days, { status: "DELIVERED" });
}

/** Money back for the first `lines` lines, or for everything with its shipping. */
export function refunded(story: Story, days: number, lines?: number): void {
  const { store, order } = story;
  const chosen = order.lines.slice(0, lines);
  const worths = chosen.map((line) => lineWorth(order, line, line.quantity));
  const shipping = lines === undefined ? shippingLeft(order) : shippingPart(order, noMoney(order.currencies));
  const due = suggestRefund(order, worths, shipping);
  step(story, days, () =>
    createRefund(store, order, {
      note: "Damaged on arrival",
      lines: chosen.map((line) => ({ lineItemId: line.id, quantity: line.quantity })),
      ...(lines === undefined ? { shipping: "all" as const } : {}),
      transactions: due.transactions.map((row) => ({ parentId: row.parent.id, amount: row.amount.shop })),
    }),
  );
}

export function cancelled(story: Story, days: number, refund: boolean): void {
  const { store, order } = story;
  step(story, days, () => cancelNow(store, order, { reason: "CUSTOMER", restock: true, refund }));
}

/** Asks to send the first line back. */
export function askedBack(story: Story, days: number, customerNote: string): Return | null {
  const { store, order } = story;
  const sent = order.fulfillments[0]?.lines[0];
  if (!sent) return null;
  const reasonId = "gid://shopify/ReturnReasonDefinition/6";
  const line = { fulfillmentLineItemId: sent.id, quantity: 1, reasonId, customerNote };
  return step(story, days, () => requestReturn(store, order, { lines: [line] }))?.value ?? null;
}

export function approved(story: Story, days: number, asked: Return | null): void {
  if (asked) step(story, days, () => approveReturn(story.store, asked));
}

export function declined(story: Story, days: number, asked: Return | null): void {
  const decline = { reason: "RETURN_PERIOD_ENDED" as const, note: "The 30 days after delivery are over." };
  if (asked) step(story, days, () => declineReturn(story.store, asked, decline));
}

export function withdrawn(story: Story, days: number, asked: Return | null): void {
  if (asked) step(story, days, () => cancelReturn(story.store, asked));
}

export function onItsWayBack(story: Story, days: number, open: Return | null): void {
  const parcel = open?.reverseFulfillmentOrders[0];
  if (!parcel) return;
  const number = `00340434199${String(story.order.number).padStart(9, "0")}`;
  const tracking = { number, url: trackingUrl(number) };
  step(story, days, () => createReverseDelivery(story.store, parcel, { lines: [], tracking }));
}

/** The goods arrive, are put back on the shelf and paid for; then the return is closed. */
export function settled(story: Story, days: number, open: Return | null): void {
  const { store, order } = story;
  const rows = open?.reverseFulfillmentOrders[0]?.lines;
  if (!open || !rows) return;
  const nothing = shippingPart(order, noMoney(order.currencies));
  const lines = open.lines.map((line) => ({ line, quantity: line.quantity }));
  const due = suggestOutcome(store, open, { lines, shipping: nothing });
  step(story, days, () =>
    processReturn(store, open, {
      lines: open.lines.map((line, index) => ({
        returnLineId: line.id,
        quantity: line.quantity,
        dispositions: [
          { lineId: rows[index]?.id ?? "", quantity: line.quantity, type: "NOT_RESTOCKED" as const },
        ],
      })),
      refund: {
        transactions: due.transactions.map((row) => ({ parentId: row.parent.id, amount: row.amount.shop })),
      },
    }),
  );
  step(story, days + 0.1, () => closeReturn(store, open));
}
