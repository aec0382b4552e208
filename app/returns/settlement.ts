import { isMore, type Money } from "~/kit/money";
import type { Unpaid } from "~/ledger/verdict";
import type { NoCredit } from "~/orders/refund";

import type { ReturnLineView, SeenReturn, Stage } from "./return";

/** What of a received return is processed and paid now: the units that came back and were not processed yet. */
export type ProcessLine = {
  readonly shopifyLineId: string;
  readonly quantity: number;
  readonly restock: boolean;
};

export function linesToProcess(
  lines: readonly Pick<ReturnLineView, "shopifyLineId" | "receivedQuantity" | "restock">[],
  seen: SeenReturn,
): ProcessLine[] {
  return lines.flatMap(({ shopifyLineId, receivedQuantity, restock }) => {
    const line = seen.lines.find((row) => row.shopifyLineId === shopifyLineId);
    if (!line || shopifyLineId === null) return [];
    const quantity = Math.min(receivedQuantity - line.processed, line.processable);
    return quantity > 0 ? [{ shopifyLineId, quantity, restock }] : [];
  });
}

/** What settling a return would come to, by Shopify's own reckoning at this moment; the receipt on the page. */
export type ReturnPreview = {
  readonly items: Money;
  readonly tax: Money;
  readonly shipping: Money;
  readonly shippingLeft: Money;
  /** Restocking and shipping fees that are taken off. */
  readonly fees: Money;
  /** What the button says and what will be paid. */
  readonly total: Money;
  readonly stillPossible: Money;
  readonly to: readonly {
    readonly gateway: string;
    readonly account: string | null;
    readonly amount: Money;
  }[];
};

export type SettlementRefusal =
  | { readonly because: "changed" | "too-much"; readonly preview: ReturnPreview }
  | { readonly because: "nothing-left" | "not-open" | NoCredit };

/** What became of the wish to settle. */
export type Settlement =
  | { readonly settled: true; readonly refund: { readonly id: string; readonly amount: Money } }
  | ({ readonly settled: false } & (SettlementRefusal | Unpaid))
  | { readonly settled: false; readonly because: "not-received"; readonly stage: Stage }
  | { readonly settled: false; readonly because: "already-refunded" };

/** Why this may not be paid, given what is true now; null when it may. */
export function whyNotSettle(preview: ReturnPreview, expected: Money): SettlementRefusal | null {
  if (preview.total.minor <= 0 || preview.stillPossible.minor <= 0) return { because: "nothing-left" };
  if (isMore(preview.total, preview.stillPossible)) return { because: "too-much", preview };
  const isExpected = preview.total.currency === expected.currency && preview.total.minor === expected.minor;
  return isExpected ? null : { because: "changed", preview };
}
