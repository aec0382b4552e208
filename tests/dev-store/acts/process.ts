import type { Store } from "../store.ts";
import { noMoney, plus, portion, sum } from "../state/money.ts";
import type { Money, MoneyBag } from "../state/money.ts";
import type { Order } from "../state/order.ts";
import { done, refused, under } from "../state/outcome.ts";
import type { Outcome } from "../state/outcome.ts";
import { createRefund } from "./pay-back.ts";
import { lineWorth, suggestRefund } from "../state/refundable.ts";
import type { LineWorth, ShippingWorth, SuggestedRefund } from "../state/refundable.ts";
import type { Refund } from "../state/refund.ts";
import type { Return, ReturnLine } from "../state/return.ts";
import { checkDispositions, disposeGoods } from "./reverse.ts";
import type { DispositionDraft } from "./reverse.ts";
import { exchangeWorth, sendExchanges, wishRefusal } from "./exchange/exchange.ts";
import type { ExchangeWish } from "./exchange/exchange.ts";
import { touch } from "./touch.ts";

export type ProcessDraft = {
  lines: { returnLineId: string; quantity: number; dispositions?: DispositionDraft[] }[];
  shipping?: "all" | Money;
  exchanges?: ExchangeWish[];
  /** Absent: the goods are processed and no money moves. */
  refund?: {
    transactions: { parentId: string; amount: Money }[];
    credit?: Money;
    creditExpiresAt?: string | null;
    allowOverRefunding?: boolean;
  };
  note?: string | null;
};

type Wanted = { lines: { line: ReturnLine; quantity: number }[]; exchanges?: ExchangeWish[] };

/** What processing these should pay: their worth and the shipping, less the return's fees and the goods exchanged for. */
export function suggestOutcome(
  store: Store,
  open: Return,
  wanted: Wanted & { shipping: ShippingWorth },
): SuggestedRefund {
  const order = store.orderOf(open);
  const worths = wanted.lines.flatMap(({ line, quantity }) => {
    const sold = order.lines.find((row) => row.id === line.lineItemId);
    return sold ? [lineWorth(order, sold, quantity)] : [];
  });
  return suggestRefund(order, worths, {
    ...wanted.shipping,
    fees: feesOf(order, open, { wanted, worths }),
    exchanged: exchanged(order, open, wanted.exchanges),
  });
}

function feesOf(
  order: Order,
  open: Return,
  { wanted, worths }: { wanted: Wanted; worths: LineWorth[] },
): MoneyBag {
  const restocking = wanted.lines.map(({ line }, position) =>
    portion(worths[position]?.subtotal ?? noMoney(order.currencies), line.restockingFeePercentage ?? 0, 100),
  );
  const first = open.lines.every((line) => line.processedQuantity === 0);
  const shippingFees = first && wanted.lines.length > 0 ? open.shippingFees.map((fee) => fee.amount) : [];
  return sum([...restocking, ...shippingFees], order.currencies);
}

/** What the goods the buyer gets are worth. */
function exchanged(order: Order, open: Return, wishes: ExchangeWish[] = []): MoneyBag {
  const worths = wishes.flatMap(({ id, quantity }) => {
    const line = open.exchangeLines.find((row) => row.id === id);
    return line ? [exchangeWorth(order, line, quantity)] : [];
  });
  return sum(worths, order.currencies);
}

/** What a line's restocking fee comes to for all its units. */
export function restockingFee(store: Store, line: ReturnLine): MoneyBag {
  const order = store.orderOf(line);
  const sold = order.lines.find((row) => row.id === line.lineItemId);
  if (!sold) return noMoney(order.currencies);
  return portion(lineWorth(order, sold, line.quantity).subtotal, line.restockingFeePercentage ?? 0, 100);
}

/** Confirms what came back, where it goes, and pays for it in the same breath; refuses as a whole. */
export function processReturn(store: Store, open: Return, draft: ProcessDraft): Outcome<Return> {
  const refusal = processRefusal(store, open, draft);
  const refund = refusal === null && draft.refund ? pay(store, open, draft) : null;
  const failed = refusal ?? refund;
  if (failed?.value === null) return { value: null, errors: failed.errors };
  const exchanges = draft.exchanges ?? [];
  if (refund === null && exchanges.length > 0) trade(store, open, draft);
  for (const wanted of draft.lines) confirm(store, { open, isPaid: refund !== null }, wanted);
  sendExchanges(store, open, exchanges);
  store.announce("returns/process", open.id, { lines: draft.lines, exchanges });
  touch(store, store.orderOf(open));
  return done(open);
}

function processRefusal(store: Store, open: Return, draft: ProcessDraft) {
  return (
    stateRefusal(open, draft) ??
    lineRefusal(open, draft) ??
    wishRefusal(open, draft.exchanges ?? []) ??
    goodsRefusal(store, draft)
  );
}

/** Goods for goods: no money goes back, so the fees stay with the buyer, and the units count as made good. */
function trade(store: Store, open: Return, draft: ProcessDraft): void {
  const nothing = noMoney(store.orderOf(open).currencies);
  const lines = draft.lines.flatMap(({ returnLineId, quantity }) => {
    const line = open.lines.find((row) => row.id === returnLineId);
    return line ? [{ line, quantity }] : [];
  });
  const { fees } = suggestOutcome(store, open, { lines, shipping: { amount: nothing, tax: nothing } });
  if (fees.shop.minor > 0) open.chargedFees = plus(open.chargedFees ?? nothing, fees);
  for (const { line, quantity } of lines) line.tradedQuantity = (line.tradedQuantity ?? 0) + quantity;
}

type Confirmation = { open: Return; isPaid: boolean };

function confirm(store: Store, { open, isPaid }: Confirmation, wanted: ProcessDraft["lines"][number]): void {
  const line = open.lines.find((row) => row.id === wanted.returnLineId);
  if (!line) return;
  line.processedQuantity += wanted.quantity;
  if (isPaid) line.refundedQuantity += wanted.quantity;
  if (wanted.dispositions?.length) disposeGoods(store, wanted.dispositions);
}

function stateRefusal(open: Return, draft: ProcessDraft) {
  if (open.status !== "OPEN") return refused(["returnId"], "Return is not open.", "INVALID_STATE");
  if (draft.lines.length === 0 && !draft.refund && !draft.exchanges?.length)
    return refused(["returnLineItems"], "Return must have at least one line item to process.", "BLANK");
  return null;
}

function lineRefusal(open: Return, draft: ProcessDraft) {
  for (const [position, wanted] of draft.lines.entries()) {
    const path = ["returnLineItems", String(position)];
    const line = open.lines.find((row) => row.id === wanted.returnLineId);
    if (!line) return refused([...path, "id"], "Return line item not found.", "NOT_FOUND");
    if (wanted.quantity < 1 || wanted.quantity > line.quantity - line.processedQuantity)
      return refused([...path, "quantity"], "Return line item has an invalid quantity.", "INVALID");
  }
  return null;
}

function goodsRefusal(store: Store, draft: ProcessDraft) {
  for (const [position, wanted] of draft.lines.entries()) {
    if (!wanted.dispositions?.length) continue;
    const checked = checkDispositions(store, wanted.dispositions);
    if (checked.value === null) return under(checked, "returnLineItems", String(position));
  }
  return null;
}

function pay(store: Store, open: Return, draft: ProcessDraft): Outcome<Refund> {
  const order = store.orderOf(open);
  return createRefund(store, order, {
    returnId: open.id,
    exchanged: exchanged(order, open, draft.exchanges),
    note: draft.note ?? null,
    ...(draft.shipping === undefined ? {} : { shipping: draft.shipping }),
    transactions: [],
    ...draft.refund,
    lines: draft.lines.flatMap((wanted) => {
      const line = open.lines.find((row) => row.id === wanted.returnLineId);
      if (!line) return [];
      const restock = wanted.dispositions?.some((disposition) => disposition.type === "RESTOCKED");
      return [
        {
          lineItemId: line.lineItemId,
          quantity: wanted.quantity,
          restockType: restock ? ("RETURN" as const) : ("NO_RESTOCK" as const),
          locationId: wanted.dispositions?.[0]?.locationId ?? null,
        },
      ];
    }),
  });
}
