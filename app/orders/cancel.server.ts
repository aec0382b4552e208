import { NotFound } from "~/kit/failures";
import { money } from "~/kit/money";
import type { Booked, Mover } from "~/ledger/carry.server";
import { markedNote, markOf, type Intent } from "~/ledger/intent";
import { pay } from "~/ledger/pay.server";
import { together } from "~/ledger/together";
import { isBooked, verdictOf } from "~/ledger/verdict";
import type { Desk } from "~/platform/desk.server";
import { announce, enqueue } from "~/platform/jobs.server";

import {
  whyNotCancel,
  type CancelEvent,
  type CancelOutcome,
  type CancelPreview,
  type CancelRefusal,
  type CancelWish,
} from "./cancel";
import {
  askCancel,
  refundMethod,
  sendCancel,
  traceCancel,
  type CancelRequest,
  type Trail,
} from "./cancel-shopify.server";
import { syncOrderJob } from "./jobs";
import { payingCurrency, refundEvent, showSoon, whyNoCredit } from "./refund.server";

export type CancelAsk = CancelWish & {
  /** Made by the screen for this one click, a UUID: the same one twice is one cancellation. */
  readonly clientId: string;
  /** What the button said would be paid back, in minor units of the money the customer paid with; 0 for none. */
  readonly expectedMinor: number;
  /** For the team, on the order in Shopify; at most 200 characters. */
  readonly note: string | null;
  /** Whether Shopify mails the customer. */
  readonly notify: boolean;
  readonly conversationId: string | null;
};

type Wished = { readonly wish: CancelAsk; readonly request?: CancelRequest; readonly before?: string[] };

/**
 * What cancelling the order would come to now, by Shopify's reckoning.
 * @throws NotFound for an order that is not this shop's (nobody is asked), Unavailable.
 */
export async function cancelPreview(desk: Desk, orderId: string): Promise<CancelPreview> {
  await payingCurrency(desk, orderId);
  const found = await askCancel(desk, orderId);
  if (!found) throw new NotFound("No such order");
  return found.preview;
}

/**
 * Cancels the order for good and pays back what was paid, if that is wished, exactly once per clientId and never
 * two ways at once. The rules of refundOrder hold: read afresh, measured against limits, settled by the books.
 * @throws NotFound for an order that is not this shop's (nobody is asked); Unavailable when nothing was done.
 */
export function cancelOrder(desk: Desk, orderId: string, ask: CancelAsk): Promise<CancelOutcome> {
  return together(`${desk.shopId} ${orderId} ${ask.clientId}`, () => cancelOnce(desk, orderId, ask));
}

async function cancelOnce(desk: Desk, orderId: string, ask: CancelAsk): Promise<CancelOutcome> {
  const currency = await payingCurrency(desk, orderId);
  if (!isPlausible(ask))
    return { cancelled: false, because: "changed", preview: await cancelPreview(desk, orderId) };
  const verdictOn = await pay(desk, cancelMover, {
    kind: "cancel",
    orderId,
    conversationId: ask.conversationId,
    clientId: ask.clientId,
    amount: money(ask.expectedMinor, currency),
    request: { wish: { ...ask } },
  });
  if (verdictOn.kind === "carried" && isBooked(verdictOn.intent)) await showSoon(desk, orderId);
  const verdict = verdictOf(verdictOn);
  if (!verdict.isPaid) return { cancelled: false, ...verdict.why };
  const { booked, amount } = verdict.intent;
  return { cancelled: true, paid: booked ?? amount, refundId: verdict.intent.refundId };
}

function isPlausible({ expectedMinor, refund }: CancelAsk): boolean {
  return (
    Number.isSafeInteger(expectedMinor) && expectedMinor >= 0 && (refund !== "none" || expectedMinor === 0)
  );
}

/** How a cancellation is carried out. */
export const cancelMover: Mover<CancelRefusal> = {
  // orderCancel takes no idempotency key: only the books, read after a while, say whether to ask again.
  isSafeToRepeat: false,
  async ready(desk, intent) {
    const { wish } = intent.request as Wished;
    const found = await askCancel(desk, intent.orderId);
    if (!found) throw new NotFound("No such order");
    const noCredit = wish.refund === "store-credit" ? await whyNoCredit(desk, intent.orderId) : null;
    if (noCredit) return { go: false, refusal: { because: noCredit } };
    const refusal = whyNotCancel(wish, found.preview, intent.amount);
    if (refusal) return { go: false, refusal };
    const { reason, restock, notify } = wish;
    const request: CancelRequest = {
      orderId: intent.orderId,
      reason,
      restock,
      // Nothing to pay back: Shopify is not asked to.
      refundMethod: intent.amount.minor > 0 ? refundMethod(wish.refund) : null,
      notifyCustomer: notify,
      staffNote: markedNote(intent, wish.note),
    };
    return { go: true, request: { wish: { ...wish }, request, before: found.refunds } };
  },
  async send(desk, intent) {
    const { request } = intent.request as Wished;
    if (!request) throw new Error("An intent was sent without a request");
    return sendCancel(desk, request, trailOf(intent));
  },
  async trace(desk, intent): Promise<Booked | null> {
    return traceCancel(desk, intent.orderId, trailOf(intent));
  },
  async record(desk, intent) {
    const { conversationId } = intent;
    await enqueue(desk, syncOrderJob, { data: { orderId: intent.orderId }, once: intent.orderId });
    const told = { orderId: intent.orderId, conversationId, by: intent.actorName };
    await announce(desk, { type: "order.cancelled", ...told } satisfies CancelEvent);
    if (intent.refundId) await announce(desk, refundEvent(intent, conversationId));
  },
};

function trailOf(intent: Intent): Trail {
  const { before = [] } = intent.request as Wished;
  return { mark: markOf(intent), known: before, pays: intent.amount.minor > 0 };
}
