import { describe, expect, test } from "vitest";
import { deliveredOrder, onShelf, sampleStore, topicsOf } from "../../seed/sample.ts";
import { noMoney } from "../../state/money.ts";
import type { Return } from "../../state/return.ts";
import { financialStatus, fulfillmentStatus } from "../../state/status.ts";
import { outstanding, refunded } from "../../state/totals.ts";
import type { Store } from "../../store.ts";
import { payOrder } from "../pay.ts";
import { processReturn, suggestOutcome } from "../process.ts";
import { cancelReturn, createReturn, removeFromReturn } from "../send-back.ts";
import { fulfil } from "../ship.ts";
import { paymentUrl, sendInvoice } from "./collect.ts";

const euro = (major: number) => ({ minor: Math.round(major * 100), currency: "EUR" });

type Wish = { major: number; quantity?: number; percentage?: number; fee?: number };

/** One of the two throws at 89 comes back, for something at another price. */
function swap(store: Store, { major, quantity = 1, percentage, fee }: Wish) {
  const order = deliveredOrder(store);
  const sent = order.fulfillments[0]?.lines[0];
  const discount =
    percentage === undefined ? {} : { discount: { description: "Sorry", value: { percentage } } };
  const exchanges = [{ variantId: onShelf(store, "Linen dress", major), quantity, ...discount }];
  const made = createReturn(store, order, {
    lines: [{ fulfillmentLineItemId: sent?.id ?? "", quantity: 1, restockingFeePercentage: fee ?? null }],
    exchanges,
  }).value;
  if (!made) throw new Error("The return was refused");
  return { order, made };
}

const linesOf = (made: Return) => made.lines.map((row) => ({ returnLineId: row.id, quantity: row.quantity }));
const goodsOf = (made: Return) => made.exchangeLines.map(({ id, quantity }) => ({ id, quantity }));

function outcome(store: Store, made: Return) {
  const { currencies } = store.orderOf(made);
  const lines = made.lines.map((line) => ({ line, quantity: line.quantity }));
  const shipping = { amount: noMoney(currencies), tax: noMoney(currencies) };
  const found = suggestOutcome(store, made, { lines, exchanges: goodsOf(made), shipping });
  return [found.amount.shop.minor, found.due.shop.minor];
}

function settle(store: Store, made: Return, major?: number) {
  const parentId = store.orderOf(made).transactions[0]?.id ?? "";
  const refund = major === undefined ? {} : { refund: { transactions: [{ parentId, amount: euro(major) }] } };
  return processReturn(store, made, { lines: linesOf(made), exchanges: goodsOf(made), ...refund });
}

describe("what an exchange comes to", () => {
  test("for something cheaper money goes back, for something dearer the buyer owes the rest", () => {
    const store = sampleStore();
    expect(outcome(store, swap(store, { major: 60 }).made)).toEqual([2900, 0]);
    expect(outcome(store, swap(store, { major: 89 }).made)).toEqual([0, 0]);
    expect(outcome(store, swap(store, { major: 129 }).made)).toEqual([0, 4000]);
  });

  test("a discount makes the goods cheaper, a fee makes the return dearer", () => {
    const store = sampleStore();
    expect(outcome(store, swap(store, { major: 100, percentage: 20 }).made)).toEqual([900, 0]);
    expect(outcome(store, swap(store, { major: 100, percentage: 20, fee: 20 }).made)).toEqual([0, 880]);
  });
});

describe("until it is processed", () => {
  test("the order knows nothing of the goods and nothing is to be sent", () => {
    const store = sampleStore();
    const { order } = swap(store, { major: 129 });
    expect([order.lines.length, order.fulfillmentOrders.length]).toEqual([2, 1]);
    expect(outstanding(order).shop.minor).toBe(0);
  });

  test("what is not on the shelf, or none of it, cannot be wished for", () => {
    const store = sampleStore();
    const order = deliveredOrder(store);
    const sent = order.fulfillments[0]?.lines[0]?.id ?? "";
    const lines = [{ fulfillmentLineItemId: sent, quantity: 1 }];
    const unknown = [{ variantId: "gid://shopify/ProductVariant/404", quantity: 1 }];
    const refused = createReturn(store, order, { lines, exchanges: unknown });
    expect(refused.errors[0]?.field).toEqual(["exchangeLineItems", "0", "variantId"]);
    expect(order.returns).toEqual([]);
  });

  test("units taken out again still count as wished for, and the return goes on without them", () => {
    const store = sampleStore();
    const { made } = swap(store, { major: 20, quantity: 3 });
    const [line] = made.exchangeLines;
    removeFromReturn(store, made, [{ exchangeLineId: line?.id ?? "", quantity: 2 }]);
    expect([line?.quantity, line?.removedQuantity, made.status]).toEqual([3, 2, "OPEN"]);
    const again = removeFromReturn(store, made, [{ exchangeLineId: line?.id ?? "", quantity: 2 }]);
    expect(again.errors[0]?.code).toBe("INVALID");
  });
});

describe("processing", () => {
  test("an even exchange is sent at once and leaves no balance", () => {
    const store = sampleStore();
    const { order, made } = swap(store, { major: 89 });
    expect(settle(store, made).errors).toEqual([]);
    expect(order.fulfillmentOrders.at(-1)).toMatchObject({ status: "OPEN", holds: [] });
    expect([outstanding(order).shop.minor, financialStatus(order)]).toEqual([0, "PAID"]);
  });

  test("a cheaper one pays the difference back and no more", () => {
    const store = sampleStore();
    const { order, made } = swap(store, { major: 60 });
    settle(store, made, 29);
    expect([refunded(order).shop.minor, outstanding(order).shop.minor]).toEqual([2900, 0]);
    expect(order.refunds[0]?.adjustments).toEqual([]);
  });

  test("a dearer one waits for its money, and is sent when it came", () => {
    const store = sampleStore();
    const { order, made } = swap(store, { major: 129 });
    settle(store, made);
    expect(outstanding(order).shop).toEqual(euro(40));
    expect(fulfillmentStatus(order)).toBe("ON_HOLD");
    expect(fulfil(store, order).errors).toHaveLength(1);
    expect(topicsOf(store, () => payOrder(store, order))).toContain("fulfillment_orders/hold_released");
    expect(fulfil(store, order).errors).toEqual([]);
    expect(financialStatus(order)).toBe("PAID");
  });

  test("the fee of goods for goods stays with the buyer", () => {
    const store = sampleStore();
    const { order, made } = swap(store, { major: 89, fee: 10 });
    settle(store, made);
    expect(outstanding(order).shop).toEqual(euro(8.9));
  });

  test("what went into other goods cannot be refunded as well", () => {
    const store = sampleStore();
    const { made } = swap(store, { major: 89 });
    settle(store, made);
    expect(settle(store, made, 89).errors[0]?.code).toBe("INVALID");
    expect(cancelReturn(store, made).errors[0]?.code).toBe("INVALID_STATE");
  });

  test("a line can be processed in parts, each a line of the order, together worth what was promised", () => {
    const store = sampleStore();
    const { order, made } = swap(store, { major: 9.99, quantity: 3, percentage: 33 });
    const [line] = made.exchangeLines;
    const whole = outcome(store, made);
    processReturn(store, made, { lines: linesOf(made), exchanges: [{ id: line?.id ?? "", quantity: 1 }] });
    processReturn(store, made, { lines: [], exchanges: [{ id: line?.id ?? "", quantity: 2 }] });
    expect(line?.lineItemIds).toEqual(order.lines.slice(2).map(({ id }) => id));
    expect(outstanding(order).shop.minor).toBe(-(whole[0] ?? 0));
  });
});

describe("asking for the balance", () => {
  test("there is a link while something is owed, and none before or after", () => {
    const store = sampleStore();
    const { order, made } = swap(store, { major: 129 });
    expect(paymentUrl(store, order)).toBeNull();
    settle(store, made);
    expect(paymentUrl(store, order)).toContain(`/order_payment/${order.id.split("/").at(-1)}?secret=`);
    payOrder(store, order);
    expect(paymentUrl(store, order)).toBeNull();
  });

  test("the invoice goes to the order's address, or to another; never to none", () => {
    const store = sampleStore();
    const { order, made } = swap(store, { major: 129 });
    settle(store, made);
    sendInvoice(store, order, { customMessage: "Thank you" });
    expect(order.invoices?.[0]).toMatchObject({ to: "noor@example.com", url: paymentUrl(store, order) });
    expect(sendInvoice(store, order, { to: "not an email" }).errors[0]?.message).toBe("To is invalid");
    order.email = null;
    expect(sendInvoice(store, order, {}).errors[0]?.message).toBe("No recipient email address was provided");
  });
});
