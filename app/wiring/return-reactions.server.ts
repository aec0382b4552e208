import { tellByMail, type Addressee, type Step } from "~/channels/notices.server";
import { recordEvent } from "~/conversations/record.server";
import { maybeTalk } from "~/conversations/asked/talk.server";
import { moneyText } from "~/kit/money";
import { localeFor, words, type Locale } from "~/kit/words";
import type { Order } from "~/orders/order";
import { maybeOrder } from "~/orders/orders.server";
import type { Desk } from "~/platform/desk.server";
import type { ReturnEvent } from "~/returns/events";
import { publish } from "~/platform/live.server";
import { findReturn } from "~/returns/returns.server";

/** One line in the conversation the return was asked for in; the shopper sees it as a card. */
export async function noteReturn(desk: Desk, event: ReturnEvent): Promise<void> {
  if (!event.conversationId) return;
  const { type, returnId, orderId, conversationId, by } = event;
  const money =
    type === "return.refunded" ? { amountMinor: event.amountMinor, currency: event.currency } : {};
  const reason =
    type === "return.declined" ? { reason: event.reason, note: await noteOf(desk, returnId) } : {};
  await recordEvent(desk, conversationId, {
    card: { type, returnId, orderId, by, ...money, ...reason },
    visible: true,
    clientId: `${type}:${returnId}`,
  });
}

type Told = Exclude<ReturnEvent, { type: "return.cancelled" }>;

/** The same step by mail: to the shopper of the conversation if that is proven, else to the order's own address. */
export async function mailReturn(desk: Desk, event: Told): Promise<void> {
  const order = await maybeOrder(desk, event.orderId);
  const to = await addressee(desk, event, order);
  await tellByMail(desk, to, {
    about: `return:${event.returnId}`,
    step: event.type.slice("return.".length) as Step,
    orderName: order?.name ?? "",
    detail: await detailOf(desk, event, localeFor(to.locale)),
  });
}

async function addressee(desk: Desk, { conversationId }: Told, order: Order | null): Promise<Addressee> {
  const talk = conversationId ? await maybeTalk(desk, conversationId) : null;
  if (talk?.email && talk.proven) return { ...talk, conversationId };
  const name = order?.details.shippingAddress?.name ?? null;
  return { email: order?.email ?? null, name, locale: desk.shop.locale, conversationId };
}

async function detailOf(desk: Desk, event: Told, locale: Locale): Promise<string | null> {
  const say = words(locale);
  if (event.type === "return.declined") {
    const note = await noteOf(desk, event.returnId);
    return note ? say("mail.declined_note", { note }) : null;
  }
  if (event.type !== "return.refunded" || event.amountMinor === null || event.currency === null) return null;
  const amount = moneyText({ minor: event.amountMinor, currency: event.currency }, locale);
  return say("mail.refunded_amount", { amount });
}

/** The shopper's open chat shows its orders and returns afresh. */
export async function refreshShopper(
  desk: Desk,
  { conversationId }: { conversationId: string | null },
): Promise<void> {
  const visitorId = conversationId ? (await maybeTalk(desk, conversationId))?.visitorId : null;
  if (visitorId) await publish(desk, `visitor:${visitorId}`, { type: "orders" });
}

/** What the team wrote to the shopper with its refusal. */
async function noteOf(desk: Desk, returnId: string): Promise<string | null> {
  return (await findReturn(desk, returnId)).declineNote;
}
