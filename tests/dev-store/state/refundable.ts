import { atLeastNothing, lesser, minus, noMoney, plus, portion, sum, times } from "./money.ts";
import type { MoneyBag } from "./money.ts";
import type { LineItem, Order, OrderTransaction } from "./order.ts";
import { lineDiscount, lineNet, received, refunded, refundedQuantity, shippingNet, taxOf } from "./totals.ts";

/** What `quantity` more units of a line are worth: running totals, so that all units add up to the line. */
export type LineWorth = {
  line: LineItem;
  quantity: number;
  subtotal: MoneyBag;
  cartDiscount: MoneyBag;
  tax: MoneyBag;
};

export function refundableQuantity(order: Order, line: LineItem): number {
  return line.quantity - refundedQuantity(order, line);
}

export function lineWorth(order: Order, line: LineItem, quantity: number): LineWorth {
  const before = refundedQuantity(order, line);
  const part = (amount: MoneyBag) =>
    minus(portion(amount, before + quantity, line.quantity), portion(amount, before, line.quantity));
  return {
    line,
    quantity,
    subtotal: part(lineNet(order, line)),
    cartDiscount: part(lineDiscount(order, line, "cart")),
    tax: part(taxOf(order, line)),
  };
}

export type ShippingWorth = { amount: MoneyBag; tax: MoneyBag };

/** What is left of the shipping price and its tax. */
export function shippingLeft(order: Order): ShippingWorth {
  const back = order.refunds.flatMap((refund) => refund.shipping);
  const paid = sum(
    order.shippingLines.map((line) => shippingNet(order, line)),
    order.currencies,
  );
  const tax = sum(
    order.shippingLines.map((line) => taxOf(order, line)),
    order.currencies,
  );
  return {
    amount: minus(
      paid,
      sum(
        back.map((row) => row.subtotal),
        order.currencies,
      ),
    ),
    tax: minus(
      tax,
      sum(
        back.map((row) => row.tax),
        order.currencies,
      ),
    ),
  };
}

/** A part of the shipping, with its share of the tax; never more than is left. */
export function shippingPart(order: Order, wanted: MoneyBag): ShippingWorth {
  const left = shippingLeft(order);
  const amount = lesser(atLeastNothing(wanted), left.amount);
  return { amount, tax: portion(left.tax, amount.shop.minor, left.amount.shop.minor) };
}

/** The most that can be paid back: what came in, less what went back. */
export function maximumRefundable(order: Order): MoneyBag {
  return atLeastNothing(minus(received(order), refunded(order)));
}

/** What one payment can still give back. */
export function leftOn(order: Order, payment: OrderTransaction): MoneyBag {
  const back = order.transactions.filter(
    (row) =>
      row.kind === "REFUND" &&
      row.parentId === payment.id &&
      row.status !== "FAILURE" &&
      row.status !== "ERROR",
  );
  return minus(
    payment.amount,
    sum(
      back.map((row) => row.amount),
      order.currencies,
    ),
  );
}

export function payments(order: Order): OrderTransaction[] {
  return order.transactions.filter(
    (row) => row.status === "SUCCESS" && (row.kind === "SALE" || row.kind === "CAPTURE"),
  );
}

export type SuggestedTransaction = { parent: OrderTransaction; amount: MoneyBag; maximum: MoneyBag };

/** Spreads an amount over the payments it can go back to; gift cards come last. */
export function suggestedTransactions(order: Order, amount: MoneyBag): SuggestedTransaction[] {
  const sources = payments(order).sort(
    (a, b) => Number(a.gateway === "gift_card") - Number(b.gateway === "gift_card"),
  );
  let rest = amount;
  return sources.flatMap((parent) => {
    const maximum = leftOn(order, parent);
    const part = lesser(rest, maximum);
    rest = minus(rest, part);
    return part.shop.minor > 0 ? [{ parent, amount: part, maximum }] : [];
  });
}

export type SuggestedRefund = {
  order: Order;
  lines: LineWorth[];
  shipping: ShippingWorth;
  shippingMaximum: MoneyBag;
  subtotal: MoneyBag;
  cartDiscount: MoneyBag;
  tax: MoneyBag;
  fees: MoneyBag;
  amount: MoneyBag;
  /** What the buyer owes instead, when fees and exchanged goods are worth more than what comes back. */
  due: MoneyBag;
  maximum: MoneyBag;
  transactions: SuggestedTransaction[];
};

/** What a refund of these lines and this much shipping would come to, never above what can be paid back. */
export function suggestRefund(
  order: Order,
  lines: LineWorth[],
  wish: ShippingWorth & { fees?: MoneyBag; exchanged?: MoneyBag },
): SuggestedRefund {
  const { fees = noMoney(order.currencies), exchanged = noMoney(order.currencies), ...shipping } = wish;
  const total = (of: (worth: LineWorth) => MoneyBag) => sum(lines.map(of), order.currencies);
  const subtotal = total((worth) => worth.subtotal);
  const tax = plus(
    total((worth) => worth.tax),
    shipping.tax,
  );
  const untaxed = plus(subtotal, shipping.amount);
  const worth = order.taxesIncluded ? untaxed : plus(untaxed, tax);
  const maximum = maximumRefundable(order);
  const balance = minus(minus(worth, fees), exchanged);
  const amount = atLeastNothing(lesser(balance, maximum));
  return {
    order,
    lines,
    shipping,
    shippingMaximum: shippingLeft(order).amount,
    subtotal,
    cartDiscount: total((row) => row.cartDiscount),
    tax,
    fees,
    amount,
    due: atLeastNothing(times(balance, -1)),
    maximum,
    transactions: suggestedTransactions(order, amount),
  };
}
