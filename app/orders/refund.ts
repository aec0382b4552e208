import { isMore, type Money } from "~/kit/money";
import type { Unpaid } from "~/ledger/verdict";

/** To where it came from, or as the shop's own store credit, which stays with Shopify's customer. */
export type PayMethod = "original" | "store-credit";

/** What somebody wants paid back from an order. Amounts are in the money the customer paid with. */
export type RefundWish = {
  /** Where it came from, unless said. */
  readonly method?: PayMethod | undefined;
  readonly lines: readonly { readonly lineId: string; readonly quantity: number }[];
  /** How much of the shipping, in minor units. */
  readonly shippingMinor: number;
};

/** Where money goes back to: "Visa •••• 4242". */
export type RefundTarget = {
  readonly gateway: string;
  readonly account: string | null;
  readonly amount: Money;
};

/** What a refund would come to, by Shopify's own reckoning at this moment. */
export type RefundPreview = {
  readonly lines: readonly {
    readonly lineId: string;
    readonly quantity: number;
    readonly subtotal: Money;
    readonly tax: Money;
  }[];
  /** Worth of the lines after discounts; with taxes in it where the shop's prices include them. */
  readonly items: Money;
  readonly tax: Money;
  readonly taxesIncluded: boolean;
  readonly shipping: Money;
  readonly shippingLeft: Money;
  /** What the button says and what will be paid: the sum of what goes to each target. */
  readonly total: Money;
  readonly alreadyRefunded: Money;
  /** The most that can still be paid back on the whole order. */
  readonly stillPossible: Money;
  readonly to: readonly RefundTarget[];
  /** Per line of the order: how many units can still be refunded. */
  readonly refundable: Readonly<Record<string, number>>;
};

export type RefundRefusal =
  | { readonly because: "changed"; readonly preview: RefundPreview }
  | { readonly because: "too-much"; readonly preview: RefundPreview }
  | { readonly because: "nothing-left"; readonly preview: RefundPreview }
  | { readonly because: NoCredit; readonly preview: RefundPreview };

/** Why nothing can be paid as store credit: nobody to give it to, or the merchant has not granted the scope. */
export type NoCredit = "no-customer" | "scope-missing";

/** What became of a wish to refund. */
export type RefundOutcome =
  | { readonly refunded: true; readonly refund: { readonly id: string; readonly amount: Money } }
  | ({ readonly refunded: false } & (RefundRefusal | Unpaid));

/** Why this may not be paid, given what is true now; null when it may. */
export function whyNotRefund(
  wish: RefundWish,
  preview: RefundPreview,
  expected: Money,
): RefundRefusal | null {
  if (preview.stillPossible.minor <= 0) return { because: "nothing-left", preview };
  if (!isWithin(wish, preview)) return { because: "too-much", preview };
  if (preview.total.minor <= 0) return { because: "nothing-left", preview };
  const isExpected = preview.total.currency === expected.currency && preview.total.minor === expected.minor;
  return isExpected ? null : { because: "changed", preview };
}

/** No line beyond its refundable units, no shipping beyond what is left, no total beyond what was paid. */
function isWithin(wish: RefundWish, preview: RefundPreview): boolean {
  if (!isCount(wish.shippingMinor) || !wish.lines.every(({ quantity }) => isCount(quantity))) return false;
  const wanted = new Map<string, number>();
  for (const { lineId, quantity } of wish.lines) wanted.set(lineId, (wanted.get(lineId) ?? 0) + quantity);
  const linesFit = [...wanted].every(([lineId, quantity]) => quantity <= (preview.refundable[lineId] ?? 0));
  const shippingFits = wish.shippingMinor <= preview.shippingLeft.minor;
  return linesFit && shippingFits && !isMore(preview.total, preview.stillPossible);
}

function isCount(number: number): boolean {
  return Number.isSafeInteger(number) && number >= 0;
}

export type RestockPart = { readonly quantity: number; readonly restockType: "CANCEL" | "NO_RESTOCK" };

/**
 * How units leave the order: those that were sent are paid back without touching stock, which a person counts
 * when the goods are there; beyond them, units not sent yet are taken off the order and not sent any more.
 */
export function restockParts(quantity: number, units: { sent: number; unsent: number }): RestockPart[] {
  const kept = Math.min(quantity, Math.max(0, units.sent));
  const parts: RestockPart[] = [
    { quantity: kept, restockType: "NO_RESTOCK" },
    { quantity: quantity - kept, restockType: "CANCEL" },
  ];
  return parts.filter((part) => part.quantity > 0);
}

/** The last four digits of a masked account, if it shows any: "•••• •••• •••• 4242" gives "4242". */
export function accountTail(account: string | null): string | null {
  return /(\d{4})\s*$/.exec(account ?? "")?.[1] ?? null;
}

/** Money went back on an order, through us. */
export type RefundEvent = {
  readonly type: "order.refunded";
  readonly orderId: string;
  readonly refundId: string;
  readonly amountMinor: number;
  readonly currency: string;
  /** The conversation in which it was done, if it was done in one. */
  readonly conversationId: string | null;
  readonly by: string;
};
