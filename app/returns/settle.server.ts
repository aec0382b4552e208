import type { Prisma } from "@prisma/client";

import { NotFound } from "~/kit/failures";
import { idOf, isUuid } from "~/kit/id";
import { least, minus, money } from "~/kit/money";
import type { Booked, Mover } from "~/ledger/carry.server";
import { isForsaken, markedNote, markOf, type Intent } from "~/ledger/intent";
import { pay } from "~/ledger/pay.server";
import { together } from "~/ledger/together";
import { isBooked, verdictOf, type Paid } from "~/ledger/verdict";
import { syncOrderJob } from "~/orders/jobs";
import type { PayMethod } from "~/orders/refund";
import { bookedAs } from "~/orders/refund-shopify.server";
import { showSoon, suggestRefund, whyNoCredit } from "~/orders/refund.server";
import type { Desk } from "~/platform/desk.server";
import { enqueue } from "~/platform/jobs.server";

import { syncReturnJob } from "./jobs";
import { feeOn } from "./policy/fees";
import { from, moveReturn } from "./move.server";
import type { ReturnView, SeenReturn, Stage } from "./return";
import { findReturn } from "./returns.server";
import {
  linesToProcess,
  whyNotSettle,
  type ProcessLine,
  type ReturnPreview,
  type Settlement,
  type SettlementRefusal,
} from "./settlement";
import { askReturn } from "./shopify.server";
import { askOutcome, ours, sendProcess, type ProcessRequest } from "./settle-shopify.server";

export type SettleAsk = {
  /** Made by the screen for this one click, a UUID: the same one twice is one payment. */
  readonly clientId: string;
  /** To where it came from, unless said. */
  readonly method?: PayMethod | undefined;
  /** What the button said, in minor units of the money the customer paid with. */
  readonly expectedMinor: number;
  /** Whether the shipping that is left goes back too. */
  readonly shipping: boolean;
  readonly note: string | null;
  /** Whether Shopify mails the customer; our own notice goes out anyway. */
  readonly notify: boolean;
};

type Wished = { readonly wish: SettleAsk; readonly before?: Before; readonly request?: ProcessRequest };

/** How the return stood when Shopify was asked. */
type Before = { readonly refunds: string[]; readonly processed: Record<string, number> };

/**
 * What settling the return would come to now, by Shopify's reckoning: for what came back, or for everything
 * while nothing has come yet. Null when nothing of it can be paid any more.
 * @throws NotFound, Unavailable
 */
export async function returnPreview(
  desk: Desk,
  id: string,
  options: { shipping: boolean } = { shipping: false },
): Promise<ReturnPreview | null> {
  const asked = await findReturn(desk, id);
  if (asked.stage === "requested") return previewOfRequest(desk, asked);
  const seen = asked.shopifyId ? await askReturn(desk, asked.shopifyId) : null;
  if (!seen || seen.status !== "OPEN") return null;
  const outcome = await outcomeNow(desk, {
    asked: asked.receivedAt ? asked : wholly(asked),
    seen,
    shipping: options.shipping,
  });
  return outcome?.preview ?? null;
}

/**
 * Pays a received return back, exactly once per return: a double click, a second agent, a retry, a lost answer
 * or a crash pays nothing twice. What came back is processed and paid in one request, after everything was read
 * afresh; an amount other than the button said is not paid but shown. After a definite "no" the screen takes a
 * new clientId; after "unknown" and "in-progress" it keeps the old one and may ask again.
 * @throws NotFound (nobody is asked); Unavailable when nothing was done.
 */
export function settleReturn(desk: Desk, id: string, ask: SettleAsk): Promise<Settlement> {
  return together(`${desk.shopId} ${id} ${ask.clientId}`, () => settleOnce(desk, id, ask));
}

async function settleOnce(desk: Desk, id: string, ask: SettleAsk): Promise<Settlement> {
  const asked = await findPayable(desk, id);
  if (asked.stage === "refunded") return alreadyPaid(desk, asked, ask);
  if (asked.stage !== "received") return { settled: false, because: "not-received", stage: asked.stage };
  if (!isPayable(ask.expectedMinor)) return nothingButThePreview(desk, id, ask);
  const paid = await pay(desk, settleMover, {
    kind: "return-refund",
    orderId: asked.orderId,
    returnId: asked.id,
    conversationId: asked.conversationId,
    clientId: ask.clientId,
    amount: money(ask.expectedMinor, asked.currency),
    request: { wish: { ...ask, method: ask.method ?? "original" } },
  });
  if (paid.kind === "busy" && paid.intent.returnId === asked.id && isBooked(paid.intent))
    return { settled: false, because: "already-refunded" };
  if (paid.kind === "carried" && isBooked(paid.intent)) await showSoon(desk, asked.orderId);
  return settlementOf(paid);
}

function isPayable(minor: number): boolean {
  return Number.isSafeInteger(minor) && minor > 0;
}

async function nothingButThePreview(desk: Desk, id: string, ask: SettleAsk): Promise<Settlement> {
  const preview = await returnPreview(desk, id, ask);
  return preview
    ? { settled: false, because: "changed", preview }
    : { settled: false, because: "nothing-left" };
}

/** How a received return is paid. */
export const settleMover: Mover<SettlementRefusal> = {
  // returnProcess takes no idempotency key: only the books, read after a while, say whether to ask again.
  isSafeToRepeat: false,
  async ready(desk, intent) {
    const asked = await findReturn(desk, intent.returnId ?? "");
    const { wish } = wishedIn(intent);
    const seen = asked.shopifyId ? await askReturn(desk, asked.shopifyId) : null;
    if (!seen) throw new NotFound("No such return");
    const obstacle = await obstacleTo(desk, seen, wish.method);
    if (obstacle) return { go: false, refusal: { because: obstacle } };
    const outcome = await outcomeNow(desk, { asked, seen, shipping: wish.shipping });
    const refusal = outcome
      ? whyNotSettle(outcome.preview, intent.amount)
      : ({ because: "nothing-left" } as const);
    if (!outcome || refusal) return { go: false, refusal: refusal ?? { because: "nothing-left" } };
    const words = { note: markedNote(intent, wish.note), notify: wish.notify };
    const request = outcome.request(seen, { ...words, method: wish.method ?? "original" });
    return {
      go: true,
      request: { wish: { ...wish }, before: beforeOf(seen), request } as Prisma.InputJsonObject,
    };
  },
  async send(desk, intent) {
    const { request, before } = wishedIn(intent);
    if (!request) throw new Error("An intent was sent without a request");
    return sendProcess(desk, request, { mark: markOf(intent), known: before?.refunds ?? [] });
  },
  trace,
  async record(desk, intent) {
    const asked = await findReturn(desk, intent.returnId ?? "");
    await moveReturn(desk, asked, {
      to: "refunded",
      from: from("refund"),
      by: intent.actorName,
      change: { settledAt: desk.now },
      paid: { refundId: intent.refundId ?? "", amount: intent.amount },
    });
    await enqueue(desk, syncOrderJob, { data: { orderId: intent.orderId }, once: intent.orderId });
    if (asked.shopifyId)
      await enqueue(desk, syncReturnJob, { data: { returnId: asked.shopifyId }, once: asked.shopifyId });
  },
};

async function obstacleTo(desk: Desk, { status, orderId }: SeenReturn, method: PayMethod | undefined) {
  if (status !== "OPEN") return "not-open" as const;
  return method === "store-credit" ? whyNoCredit(desk, orderId) : null;
}

/**
 * Our refund among the return's. When its units were processed meanwhile and no refund came of it, that was
 * somebody else's doing: nothing was paid, and asking again would process units that nobody received.
 */
async function trace(desk: Desk, intent: Intent): Promise<Booked | null> {
  const { request, before } = wishedIn(intent);
  const seen = request && before ? await askReturn(desk, request.returnId) : null;
  if (!seen || !before) return null;
  const made = ours(seen.refunds, { mark: markOf(intent), known: before.refunds });
  if (made)
    return bookedAs({ id: made.id, transactions: { nodes: made.states.map((status) => ({ status })) } });
  const now = beforeOf(seen).processed;
  const isElsewhere = Object.keys(now).some((id) => now[id] !== (before.processed[id] ?? 0));
  return isElsewhere && isForsaken(intent, desk.now) ? { paid: false, because: "processed-elsewhere" } : null;
}

function beforeOf(seen: SeenReturn): Before {
  return {
    refunds: seen.refunds.map(({ id }) => id),
    processed: Object.fromEntries(seen.lines.map((line) => [line.shopifyLineId, line.processed])),
  };
}

type Now = {
  readonly asked: Pick<ReturnView, "lines">;
  readonly seen: SeenReturn;
  readonly shipping: boolean;
};

async function outcomeNow(desk: Desk, { asked, seen, shipping }: Now) {
  const lines: ProcessLine[] = linesToProcess(asked.lines, seen);
  if (lines.length === 0) return null;
  return askOutcome(desk, { shopifyId: seen.shopifyId, lines, shipping });
}

/** As if all of it had come back. */
function wholly(asked: ReturnView): Pick<ReturnView, "lines"> {
  return { lines: asked.lines.map((line) => ({ ...line, receivedQuantity: line.quantity })) };
}

/** Before it is approved Shopify reckons nothing for a return: what its lines would come to as a plain refund. */
async function previewOfRequest(desk: Desk, asked: ReturnView): Promise<ReturnPreview> {
  const lines = asked.lines.map(({ lineId, quantity }) => ({ lineId, quantity }));
  const preview = await suggestRefund(desk, asked.orderId, { lines, shippingMinor: 0 });
  const { items, tax, shipping, shippingLeft, total, stillPossible, to } = preview;
  const paid = asked.lines.flatMap(({ fulfillmentLineId: id, price, quantity }) =>
    price ? [{ id, paid: money(price.minor * quantity, price.currency) }] : [],
  );
  const taken = asked.policy?.fees ? feeOn(asked.policy.fees, paid) : money(0, total.currency);
  const fees = least(taken, total);
  const left = minus(total, fees);
  return { items, tax, shipping, shippingLeft, fees, total: left, stillPossible, to };
}

async function alreadyPaid(desk: Desk, asked: Payable, { clientId }: SettleAsk): Promise<Settlement> {
  const row = await desk.db.moneyIntent.findFirst({
    where: { clientId, returnId: asked.id, state: { in: ["succeeded", "pending"] } },
  });
  if (!row) return { settled: false, because: "already-refunded" };
  return {
    settled: true,
    refund: { id: row.refundId ?? "", amount: money(Number(row.amountMinor), row.currency) },
  };
}

function settlementOf(paid: Paid<SettlementRefusal>): Settlement {
  const verdict = verdictOf(paid);
  if (!verdict.isPaid) return { settled: false, ...verdict.why };
  const { refundId, amount } = verdict.intent;
  return { settled: true, refund: { id: refundId ?? "", amount } };
}

function wishedIn(intent: Intent): Wished {
  return intent.request as Wished;
}

type Payable = Pick<ReturnView, "id" | "orderId" | "conversationId" | "stage"> & {
  readonly currency: string;
};

/** What the first look needs, and no more: of many clicks at once all but one end here. */
async function findPayable(desk: Desk, id: string): Promise<Payable> {
  const order = { select: { customerCurrency: true } };
  const select = { id: true, orderId: true, conversationId: true, stage: true, order } as const;
  const row = isUuid(id) ? await desk.db.return.findFirst({ where: { id }, select }) : null;
  if (!row) throw new NotFound("No such return");
  const { orderId, conversationId, stage, order: sold } = row;
  const currency = sold.customerCurrency;
  return { id: idOf<"Return">(row.id), orderId, conversationId, stage: stage as Stage, currency };
}
