import type { Store } from "../store.ts";
import { noMoney, portion, sum } from "../state/money.ts";
import type { Money, MoneyBag } from "../state/money.ts";
import { done, refused, under } from "../state/outcome.ts";
import type { Outcome } from "../state/outcome.ts";
import { createRefund } from "./pay-back.ts";
import { lineWorth, suggestRefund } from "../state/refundable.ts";
import type { ShippingWorth, SuggestedRefund } from "../state/refundable.ts";
import type { Refund } from "../state/refund.ts";
import type { Return, ReturnLine } from "../state/return.ts";
import { checkDispositions, disposeGoods } from "./reverse.ts";
import type { DispositionDraft } from "./reverse.ts";
import { touch } from "./touch.ts";

export type ProcessDraft = {
  lines: { returnLineId: string; quantity: number; dispositions?: DispositionDraft[] }[];
  shipping?: "all" | Money;
  /** Absent: the goods are processed and no money moves. */
  refund?: {
    transactions: { parentId: string; amount: Money }[];
    credit?: Money;
    allowOverRefunding?: boolean;
  };
  note?: string | null;
};

/** What processing these lines should pay: their worth and the shipping, less the return's fees. */
export function suggestOutcome(
  store: Store,
  open: Return,
  wanted: { lines: { line: ReturnLine; quantity: number }[]; shipping: ShippingWorth },
): SuggestedRefund {
  const order = store.orderOf(open);
  const worths = wanted.lines.flatMap(({ line, quantity }) => {
    const sold = order.lines.find((row) => row.id === line.lineItemId);
    return sold ? [lineWorth(order, sold, quantity)] : [];
  });
  const restocking = wanted.lines.map(({ line }, position) =>
    portion(worths[position]?.subtotal ?? noMoney(order.currencies), line.restockingFeePercentage ?? 0, 100),
  );
  const first = open.lines.every((line) => line.processedQuantity === 0);
  const shippingFees = first && wanted.lines.length > 0 ? open.shippingFees.map((fee) => fee.amount) : [];
  return suggestRefund(order, worths, {
    ...wanted.shipping,
    fees: sum([...restocking, ...shippingFees], order.currencies),
  });
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
  const refusal = processRefusal(open, draft) ?? goodsRefusal(store, draft);
  const refund = refusal === null && draft.refund ? pay(store, open, draft) : null;
  const failed = refusal ?? refund;
  if (failed?.value === null) return { value: null, errors: failed.errors };
  for (const wanted of draft.lines) confirm(store, { open, isPaid: refund !== null }, wanted);
  store.announce("returns/process", open.id, draft.lines);
  touch(store, store.orderOf(open));
  return done(open);
}

type Confirmation = { open: Return; isPaid: boolean };

function confirm(store: Store, { open, isPaid }: Confirmation, wanted: ProcessDraft["lines"][number]): void {
  const line = open.lines.find((row) => row.id === wanted.returnLineId);
  if (!line) return;
  line.processedQuantity += wanted.quantity;
  if (isPaid) line.refundedQuantity += wanted.quantity;
  if (wanted.dispositions?.length) disposeGoods(store, wanted.dispositions);
}

function processRefusal(open: Return, draft: ProcessDraft) {
  if (open.status !== "OPEN") return refused(["returnId"], "Return is not open.", "INVALID_STATE");
  if (draft.lines.length === 0 && !draft.refund)
    return refused(["returnLineItems"], "Return must have at least one line item to process.", "BLANK");
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
  return createRefund(store, store.orderOf(open), {
    returnId: open.id,
    note: draft.note ?? null,
    ...(draft.shipping === undefined ? {} : { shipping: draft.shipping }),
    ...(draft.refund?.allowOverRefunding ? { allowOverRefunding: true } : {}),
    transactions: draft.refund?.transactions ?? [],
    ...(draft.refund?.credit ? { credit: draft.refund.credit } : {}),
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
