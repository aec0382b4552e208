import { NotFound } from "~/kit/failures";
import { money } from "~/kit/money";
import type { Mover } from "~/ledger/carry.server";
import { markedNote, markOf, type Intent } from "~/ledger/intent";
import { pay } from "~/ledger/pay.server";
import { together } from "~/ledger/together";
import { isBooked, verdictOf, type Paid } from "~/ledger/verdict";
import type { Desk } from "~/platform/desk.server";
import { announce, enqueue } from "~/platform/jobs.server";
import { log } from "~/platform/log.server";
import { hasScope, STORE_CREDIT_SCOPE } from "~/shops/scopes.server";

import { syncOrderJob } from "./jobs";
import { pullOrder } from "./pull.server";
import {
  whyNotRefund,
  type NoCredit,
  type RefundEvent,
  type RefundOutcome,
  type RefundPreview,
  type RefundRefusal,
  type RefundWish,
} from "./refund";
import { askSuggestion, findBooked, sendRefund, type RefundRequest } from "./refund-shopify.server";

export type RefundAsk = RefundWish & {
  /** Made by the screen for this one click, a UUID: the same one twice is one refund. */
  readonly clientId: string;
  /** What the button said, in minor units of the money the customer paid with. */
  readonly expectedMinor: number;
  readonly note: string | null;
  /** Whether Shopify mails the customer. */
  readonly notify: boolean;
  readonly conversationId: string | null;
};

type Wished = { readonly wish: RefundAsk; readonly request?: RefundRequest };

/**
 * What paying this back would come to now, by Shopify's reckoning.
 * @throws NotFound for an order that is not this shop's or a line that is not the order's (nobody is asked), Unavailable.
 */
export async function suggestRefund(desk: Desk, orderId: string, wish: RefundWish): Promise<RefundPreview> {
  await payingCurrency(desk, orderId);
  await linesOf(desk, orderId, wish);
  const found = await askSuggestion(desk, orderId, wish);
  if (!found) throw new NotFound("No such order");
  return found.preview;
}

/**
 * Pays back lines and shipping, exactly once per clientId. Inside the lock everything is read afresh; what
 * differs from what the person saw, or exceeds what is left, is not paid but shown. After a definite "no" the
 * screen takes a new clientId; after "unknown" and "in-progress" it keeps the old one and may ask again.
 * @throws NotFound for an order that is not this shop's or a line that is not the order's (nobody is asked);
 * Unavailable when nothing was done.
 */
export function refundOrder(desk: Desk, orderId: string, ask: RefundAsk): Promise<RefundOutcome> {
  return together(`${desk.shopId} ${orderId} ${ask.clientId}`, () => refundOnce(desk, orderId, ask));
}

async function refundOnce(desk: Desk, orderId: string, ask: RefundAsk): Promise<RefundOutcome> {
  const currency = await payingCurrency(desk, orderId);
  await linesOf(desk, orderId, ask);
  if (!(Number.isSafeInteger(ask.expectedMinor) && ask.expectedMinor > 0)) {
    return { refunded: false, because: "changed", preview: await suggestRefund(desk, orderId, ask) };
  }
  const paid = await pay(desk, refundMover, {
    kind: "refund",
    orderId,
    conversationId: ask.conversationId,
    clientId: ask.clientId,
    amount: money(ask.expectedMinor, currency),
    request: {
      wish: { ...ask, method: ask.method ?? "original", lines: ask.lines.map((line) => ({ ...line })) },
    },
  });
  if (paid.kind === "carried" && isBooked(paid.intent)) await showSoon(desk, orderId);
  return outcomeOf(paid);
}

/**
 * Reads the order again, so that whoever looks at it sees the refund with the next breath. When that fails now,
 * the job that was asked for together with the refund does it.
 */
export async function showSoon(desk: Desk, orderId: string): Promise<void> {
  await pullOrder(desk, orderId).catch((error: unknown) =>
    log.warn("A refunded order could not be read again yet", { error }),
  );
}

/** How a refund of lines and shipping is carried out. */
export const refundMover: Mover<RefundRefusal> = {
  isSafeToRepeat: true,
  async ready(desk, intent) {
    const { wish } = wishedIn(intent);
    const found = await askSuggestion(desk, intent.orderId, wish);
    if (!found) throw new NotFound("No such order");
    const { preview } = found;
    const noCredit = wish.method === "store-credit" ? await whyNoCredit(desk, intent.orderId) : null;
    if (noCredit) return { go: false, refusal: { because: noCredit, preview } };
    const refusal = whyNotRefund(wish, preview, intent.amount);
    if (refusal) return { go: false, refusal };
    const request = found.request({ note: markedNote(intent, wish.note), notify: wish.notify });
    return { go: true, request: { wish: { ...wish, lines: [...wish.lines] }, request } };
  },
  async send(desk, intent) {
    const { request } = wishedIn(intent);
    if (!request) throw new Error("An intent was sent without a request");
    return sendRefund(desk, intent.key, request);
  },
  trace: (desk, intent) => findBooked(desk, intent.orderId, markOf(intent)),
  async record(desk, intent) {
    await enqueue(desk, syncOrderJob, { data: { orderId: intent.orderId }, once: intent.orderId });
    await announce(desk, refundEvent(intent, wishedIn(intent).wish.conversationId));
  },
};

/** The event of a refund that succeeded. */
export function refundEvent(intent: Intent, conversationId: string | null): RefundEvent {
  return {
    type: "order.refunded",
    orderId: intent.orderId,
    refundId: intent.refundId ?? "",
    amountMinor: (intent.booked ?? intent.amount).minor,
    currency: intent.amount.currency,
    conversationId,
    by: intent.actorName,
  };
}

/** Why nothing can be paid as store credit; null when it can. */
export async function whyNoCredit(desk: Desk, orderId: string): Promise<NoCredit | null> {
  const order = await desk.db.order.findFirst({ where: { id: orderId }, select: { customerId: true } });
  if (!order?.customerId) return "no-customer";
  return (await hasScope(desk, STORE_CREDIT_SCOPE)) ? null : "scope-missing";
}

function outcomeOf(paid: Paid<RefundRefusal>): RefundOutcome {
  const verdict = verdictOf(paid);
  if (!verdict.isPaid) return { refunded: false, ...verdict.why };
  const { refundId, amount } = verdict.intent;
  return { refunded: true, refund: { id: refundId ?? "", amount } };
}

function wishedIn(intent: Intent): Wished {
  return intent.request as Wished;
}

/** The money an order was paid with. @throws NotFound for an order that is not this shop's */
export async function payingCurrency(desk: Desk, orderId: string): Promise<string> {
  const order = await desk.db.order.findFirst({ where: { id: orderId }, select: { customerCurrency: true } });
  if (!order) throw new NotFound("No such order");
  return order.customerCurrency;
}

/** Shopify answers a line of another order with an error that names no cause; so it is not asked. */
async function linesOf(desk: Desk, orderId: string, { lines }: RefundWish): Promise<void> {
  const asked = [...new Set(lines.map(({ lineId }) => lineId))];
  const known = await desk.db.orderLine.count({ where: { orderId, id: { in: asked } } });
  if (known < asked.length) throw new NotFound("No such line");
}
