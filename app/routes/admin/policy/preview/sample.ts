import { minus, money, type Money, type MoneyPair } from "~/kit/money";
import type { Order, OrderLine } from "~/orders/order";
import type { LineFacts } from "~/returns/policy/facts";

/** An order as the preview needs it: as little of a customer as possible. */
export type Sample = {
  readonly id: string;
  readonly name: string;
  readonly country: string | null;
  readonly tags: readonly string[];
  readonly total: MoneyPair;
  readonly lines: readonly SampleLine[];
};

export type SampleLine = Pick<
  LineFacts,
  "productId" | "tags" | "productType" | "collections" | "listPrice" | "discountShare" | "paidUnit"
> & {
  readonly id: string;
  readonly title: string;
  readonly quantity: number;
  /** For all units, in the customer's money. */
  readonly paid: Money;
};

/** An order of the shop's; what nothing was ordered of has nothing to show. */
export function sampleOf(order: Order): Sample {
  const { id, name, tags, total, details } = order;
  const lines = order.lines.filter(({ quantity }) => quantity > 0).map(lineOf);
  return { id, name, country: details.shippingAddress?.countryCode ?? null, tags, total, lines };
}

function lineOf(line: OrderLine): SampleLine {
  const { id, title, productId, tags, productType, collections, quantity, total, unitPrice } = line;
  const list = money(unitPrice.shop.minor * quantity, unitPrice.shop.currency);
  const off = Math.max(0, minus(list, total.shop).minor);
  return {
    id,
    title,
    productId,
    tags,
    productType,
    collections,
    quantity,
    listPrice: unitPrice.shop,
    discountShare: list.minor > 0 ? Math.floor((off * 10_000) / list.minor) : 0,
    paidUnit: money(Math.floor(total.shop.minor / quantity), total.shop.currency),
    paid: total.customer,
  };
}

/** What a shop without orders looks at: a dear item and a cheap one. */
export function madeUp(currency: string, name: string, [first, second]: readonly [string, string]): Sample {
  const whole = (units: number) => money(units * 100, currency);
  const line = (id: string, title: string, price: Money): SampleLine => ({
    id,
    title,
    productId: null,
    tags: [],
    productType: null,
    collections: [],
    quantity: 1,
    listPrice: price,
    discountShare: 0,
    paidUnit: price,
    paid: price,
  });
  return {
    id: "made-up",
    name,
    country: null,
    tags: [],
    total: { shop: whole(115), customer: whole(115) },
    lines: [line("first", first, whole(100)), line("second", second, whole(15))],
  };
}
