import { describe, expect, test } from "vitest";
import { deliveredOrder, paidOrder, sampleStore, topicsOf } from "../seed/sample.ts";
import type { Order } from "../state/order.ts";
import type { OrderEdit } from "../state/order-edit.ts";
import { refundableQuantity } from "../state/refundable.ts";
import { financialStatus, fulfillmentStatus } from "../state/status.ts";
import { currentQuantity, currentTotals, originalTotals, outstanding } from "../state/totals.ts";
import type { Store } from "../store.ts";
import { beginEdit, commitEdit, editedOrder, stageCustomItem, stageQuantity } from "./edit-lines.ts";
import { cancelNow } from "./cancel.ts";
import { createRefund } from "./pay-back.ts";
import { payOrder } from "./pay.ts";
import { fulfil } from "./ship.ts";

const euro = (major: number) => ({ minor: Math.round(major * 100), currency: "EUR" });

function begin(store: Store, order: Order): OrderEdit {
  const edit = beginEdit(store, order).value;
  if (!edit) throw new Error("The order cannot be edited");
  return edit;
}

function lineIn(order: Order) {
  const [line] = order.lines;
  if (!line) throw new Error("The order has no line");
  return line;
}

/** One of the two throws is taken off. */
function withOneLess(store: Store, order = paidOrder(store)) {
  const edit = begin(store, order);
  stageQuantity(store, edit, { lineId: lineIn(order).id, quantity: 1 });
  return { order, edit };
}

describe("taking units off", () => {
  test("they stay in their line, leave what is current and what is sent, and the money is owed", () => {
    const store = sampleStore();
    const { order, edit } = withOneLess(store);
    commitEdit(store, edit);
    const line = lineIn(order);
    expect([line.quantity, currentQuantity(order, line), refundableQuantity(order, line)]).toEqual([2, 1, 1]);
    expect(originalTotals(order).total.shop).toEqual(euro(216.9));
    expect(currentTotals(order).total.shop).toEqual(euro(127.9));
    expect(outstanding(order).shop).toEqual(euro(-89));
    expect([order.edited, financialStatus(order)]).toEqual([true, "PAID"]);
    expect(fulfil(store, order).value?.lines.map((row) => row.quantity)).toEqual([1, 1]);
  });

  test("paying back what is owed settles it, and is no discrepancy", () => {
    const store = sampleStore();
    const { order, edit } = withOneLess(store);
    commitEdit(store, edit);
    const parentId = order.transactions[0]?.id ?? null;
    const refund = createRefund(store, order, { transactions: [{ parentId, amount: euro(89) }] }).value;
    expect(refund?.adjustments).toEqual([]);
    expect(outstanding(order).shop.minor).toBe(0);
  });

  test("it is kept as a refund of no money, which Shopify tells as one", () => {
    const store = sampleStore();
    const { order, edit } = withOneLess(store);
    const topics = topicsOf(store, () => commitEdit(store, edit));
    expect(topics).toEqual(["orders/edited", "refunds/create", "orders/updated"]);
    expect(order.refunds).toMatchObject([
      { total: { shop: euro(0) }, transactionIds: [], lines: [{ quantity: 1, restockType: "NO_RESTOCK" }] },
    ]);
  });

  test("a unit sent afterwards leaves the order when it is refunded, as if there had been no edit", () => {
    const store = sampleStore();
    const { order, edit } = withOneLess(store);
    commitEdit(store, edit);
    fulfil(store, order);
    createRefund(store, order, { lines: [{ lineItemId: lineIn(order).id, quantity: 1 }] });
    expect(currentQuantity(order, lineIn(order))).toBe(0);
  });

  test("restocked when that is wished", () => {
    const store = sampleStore();
    const order = paidOrder(store);
    const edit = begin(store, order);
    stageQuantity(store, edit, { lineId: lineIn(order).id, quantity: 0, restock: true });
    commitEdit(store, edit);
    expect(order.refunds[0]?.lines).toMatchObject([{ quantity: 2, restockType: "CANCEL", restocked: true }]);
  });

  test("what was sent is fixed", () => {
    const store = sampleStore();
    const order = deliveredOrder(store);
    const lineId = lineIn(order).id;
    const refusal = stageQuantity(store, begin(store, order), { lineId, quantity: 1 });
    expect(refusal.errors[0]?.field).toEqual(["quantity"]);
  });

  test("what is sent while the edit is open overtakes it, and nothing is changed", () => {
    const store = sampleStore();
    const { order, edit } = withOneLess(store);
    fulfil(store, order);
    expect(topicsOf(store, () => expect(commitEdit(store, edit).value).toBeNull())).toEqual([]);
    expect([order.edited, order.refunds.length]).toEqual([false, 0]);
  });
});

describe("adding", () => {
  test("more of a line is to be paid and sent, with its tax", () => {
    const store = sampleStore();
    const order = paidOrder(store);
    const edit = begin(store, order);
    const tax = lineIn(order).taxLines[0]?.price.shop.minor ?? 0;
    stageQuantity(store, edit, { lineId: lineIn(order).id, quantity: 3 });
    commitEdit(store, edit);
    expect(originalTotals(order).total.shop).toEqual(euro(305.9));
    expect(lineIn(order).taxLines[0]?.price.shop.minor).toBe(Math.round(tax * 1.5));
    expect(financialStatus(order)).toBe("PARTIALLY_PAID");
    expect(payOrder(store, order).value?.amount.shop).toEqual(euro(89));
    expect(fulfil(store, order).value?.lines.map((row) => row.quantity)).toEqual([3, 1]);
  });

  test("a new line opens an order that was archived and sent, and is taxed as the others", () => {
    const store = sampleStore();
    const order = deliveredOrder(store);
    order.closedAt = store.now();
    const edit = begin(store, order);
    stageCustomItem(store, edit, { title: "Gift wrap", price: euro(11.9), quantity: 1 });
    expect(commitEdit(store, edit).value?.messages).toEqual(["Order updated", "Order unarchived"]);
    expect(order.closedAt).toBeNull();
    expect(order.lines.at(-1)?.taxLines[0]?.price.shop).toEqual(euro(1.9));
    expect(fulfillmentStatus(order)).toBe("PARTIALLY_FULFILLED");
    expect(order.fulfillmentOrders.map((parcel) => parcel.lines.length)).toEqual([2, 1]);
  });
});

test("while an edit is open the order stays as it is, and what it would be is what it becomes", () => {
  const store = sampleStore();
  const { order, edit } = withOneLess(store);
  stageCustomItem(store, edit, { title: "Gift wrap", price: euro(5), quantity: 2 });
  const before = structuredClone(order);
  const promised = currentTotals(editedOrder(order, edit));
  expect(order).toEqual(before);
  commitEdit(store, edit);
  expect(currentTotals(order)).toEqual(promised);
  expect(promised.total.shop).toEqual(euro(137.9));
});

test("an order without changes is not committed, a cancelled one not even begun", () => {
  const store = sampleStore();
  const order = paidOrder(store);
  expect(commitEdit(store, begin(store, order)).errors).toHaveLength(1);
  cancelNow(store, order, { reason: "OTHER", restock: false });
  expect(beginEdit(store, order).errors[0]?.message).toBe("Canceled orders can't be edited");
});
