import { moneyText } from "~/kit/money";
import type { Locale, Say } from "~/kit/words";
import { liveParcels } from "~/orders/order";
import type { Stage } from "~/returns/return";
import { targetText } from "~/routes/admin/inbox.$conversationId/refund/target";
import type { PanelOrder } from "~/routes/admin/inbox.$conversationId/view";

export type Entry = { readonly key: string; readonly at: Date; readonly text: string };

/** An order's life in sentences, the newest first: placed, sent, under way, delivered, returned, refunded. */
export function happenings({ order, returns }: PanelOrder, say: Say, locale: Locale): Entry[] {
  const amount = (minor: { minor: number; currency: string }) => moneyText(minor, locale);
  const placed = {
    key: "placed",
    at: order.placedAt,
    text: say("inbox.wasPlaced", { amount: amount(order.total.customer) }),
  };
  const cancelled = order.cancelledAt
    ? [{ key: "cancelled", at: order.cancelledAt, text: say("inbox.wasCancelled") }]
    : [];
  const sent = liveParcels(order).flatMap((parcel) => [
    {
      key: parcel.id,
      at: parcel.createdAt,
      text: say("inbox.wasSent", { carrier: parcel.carrier ?? say("inbox.carrierUnknown") }),
    },
    ...(parcel.deliveredAt
      ? [{ key: `${parcel.id} delivered`, at: parcel.deliveredAt, text: say("inbox.wasDelivered") }]
      : []),
  ]);
  const asked = returns.map(({ id, requestedAt, stage }) => ({
    key: id,
    at: requestedAt,
    text: say(asWord[stage]),
  }));
  const paidBack = order.refunds.map((refund) => {
    const to = refund.payments.find(({ account, card, gateway }) => account ?? card ?? gateway);
    const card = to ? targetText([to]) : "";
    const values = { amount: amount(refund.total.customer), card };
    return {
      key: refund.id,
      at: refund.createdAt,
      text: say(card ? "inbox.wasRefundedTo" : "inbox.wasRefunded", values),
    };
  });
  const all: Entry[] = [placed, ...cancelled, ...sent, ...asked, ...paidBack];
  return all.sort((a, b) => b.at.getTime() - a.at.getTime());
}

const asWord = {
  requested: "inbox.returnAsked",
  approved: "inbox.returnAskedApproved",
  received: "inbox.returnAskedReceived",
  refunded: "inbox.returnAskedRefunded",
  declined: "inbox.returnAskedDeclined",
  cancelled: "inbox.returnAskedCancelled",
  closed: "inbox.returnAsked",
} as const satisfies Record<Stage, string>;
