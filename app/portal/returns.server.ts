import { maybeCurrent } from "~/conversations/conversations.server";
import { least, minus, moneyText, money, type Money } from "~/kit/money";
import { localeFor, words, type Locale } from "~/kit/words";
import { accountTail, type RefundPreview } from "~/orders/refund";
import { suggestRefund } from "~/orders/refund.server";
import type { Order } from "~/orders/order";
import type { Desk } from "~/platform/desk.server";
import { returnCard, type ReturnCard } from "~/returns/card";
import { eligibility } from "~/returns/eligibility";
import { explain } from "~/returns/policy/explain";
import { feeOfAsking } from "~/returns/request";
import { requestReturn } from "~/returns/request.server";
import { listReturnable } from "~/returns/returnable.server";
import { policyLine, whyUnasked } from "~/returns/wording";

import { shopperAt } from "./chat.server";
import { findOwnOrder } from "./proofs.server";
import { refused, type Refused } from "./refusal";

type Spoken = Money & { readonly text: string };
type AskedLine = { readonly id: string; readonly quantity: number; readonly reason: string };

/** What of their own order a shopper may send back, and why the rest not. @throws NotFound, Unavailable */
export async function ownReturnable(desk: Desk, { orderId }: { orderId: string }) {
  const { visitorId, locale: tag } = shopperAt(desk);
  await findOwnOrder(desk, visitorId, orderId);
  const locale = localeFor(tag);
  const { order, lines, judging } = await listReturnable(desk, orderId);
  const listener = { locale, timezone: desk.shop.timezone, to: "shopper" } as const;
  return {
    order: { id: order.id, name: order.name },
    lines: lines.map((line) => {
      const { isOpen, judgement } = eligibility(line, judging);
      return {
        id: line.id,
        title: line.title,
        variant: line.variant,
        image: line.image,
        quantity: line.unreturned,
        price: spoken(line.price, locale),
        eligible: isOpen,
        message: explain(judgement, listener),
      };
    }),
    reasons: judging.published.policy.reasons.map(({ handle, label, photo }) => ({
      handle,
      label: label[locale],
      photo,
    })),
    policy: policyLine(judging.published, locale),
  };
}

export type Estimate = {
  readonly items: Spoken;
  readonly tax: Spoken;
  readonly fee: Spoken;
  readonly total: Spoken;
  /** Where it goes back to: "the card or account ending in 4242". */
  readonly to: string;
};

/** What sending these lines back would pay, by Shopify's reckoning. @throws NotFound, Unavailable */
export async function ownEstimate(
  desk: Desk,
  ask: { orderId: string; lines: readonly AskedLine[] },
): Promise<Estimate | Refused> {
  const { visitorId, locale: tag } = shopperAt(desk);
  const order = await findOwnOrder(desk, visitorId, ask.orderId);
  const lines = orderLines(order, ask.lines);
  if (!lines) return refused("bad-input");
  const [preview, returnable] = await Promise.all([
    suggestRefund(desk, ask.orderId, { lines, shippingMinor: 0 }),
    listReturnable(desk, ask.orderId),
  ]);
  const taken = feeOfAsking(ask.lines, { ...returnable.judging, lines: returnable.lines });
  const fee = least(taken, preview.total);
  const locale = localeFor(tag);
  return {
    items: spoken(preview.items, locale),
    // Where prices include taxes they are in the items already.
    tax: spoken(preview.taxesIncluded ? money(0, preview.tax.currency) : preview.tax, locale),
    fee: spoken(fee, locale),
    total: spoken(minus(preview.total, fee), locale),
    to: targets(preview, locale),
  };
}

export type Answer =
  | { readonly requested: true; readonly return: ReturnCard }
  | { readonly requested: false; readonly because: string; readonly message: string };

type Request = {
  readonly clientId: string;
  readonly orderId: string;
  readonly lines: readonly AskedLine[];
  readonly note?: string | undefined;
  readonly attachments?: readonly string[] | undefined;
};

/** A shopper asks for a return of their own order. @throws NotFound, Unavailable */
export async function requestOwnReturn(desk: Desk, ask: Request): Promise<Answer> {
  const { visitorId, locale: tag } = shopperAt(desk);
  await findOwnOrder(desk, visitorId, ask.orderId);
  const conversation = await maybeCurrent(desk, visitorId);
  const locale = localeFor(tag);
  const answer = await requestReturn(desk, {
    orderId: ask.orderId,
    clientId: ask.clientId,
    lines: ask.lines,
    note: ask.note || null,
    attachments: ask.attachments ?? [],
    conversationId: conversation?.id ?? null,
  });
  if (answer.requested) return { requested: true, return: returnCard(answer.return, locale) };
  return { requested: false, because: answer.because, message: whyUnasked(answer.because, locale) };
}

/** The order's lines behind parcels' lines, with their units together; null when one is not of this order. */
function orderLines(order: Order, asked: readonly AskedLine[]) {
  const sent = new Map(order.parcels.flatMap(({ lines }) => lines.map((line) => [line.id, line.lineId])));
  const units = new Map<string, number>();
  for (const { id, quantity } of asked) {
    const lineId = sent.get(id);
    if (!lineId) return null;
    units.set(lineId, (units.get(lineId) ?? 0) + quantity);
  }
  return [...units].map(([lineId, quantity]) => ({ lineId, quantity }));
}

function targets({ to }: RefundPreview, locale: Locale): string {
  const say = words(locale);
  const places = to
    .map(({ account }) => accountTail(account))
    .map((digits) => (digits ? say("returns.account", { digits }) : say("returns.original-way")));
  const named = [...new Set(places.length > 0 ? places : [say("returns.original-way")])];
  return new Intl.ListFormat(locale, { type: "conjunction" }).format(named);
}

function spoken(amount: Money, locale: Locale): Spoken {
  return { ...amount, text: moneyText(amount, locale) };
}
