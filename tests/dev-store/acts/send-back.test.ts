import { describe, expect, test } from "vitest";
import { deliveredOrder, sampleStore, topicsOf } from "../seed/sample.ts";
import type { Store } from "../store.ts";
import type { Order } from "../state/order.ts";
import { processReturn, suggestOutcome } from "./process.ts";
import { shippingPart } from "../state/refundable.ts";
import { noMoney } from "../state/money.ts";
import type { Return } from "../state/return.ts";
import { createReverseDelivery, disposeGoods } from "./reverse.ts";
import {
  approveReturn,
  cancelReturn,
  closeReturn,
  createReturn,
  declineReturn,
  removeFromReturn,
  reopenReturn,
  requestReturn,
  returnableQuantity,
} from "./send-back.ts";
import { returnStatus } from "../state/status.ts";
import { currentQuantity, refunded } from "../state/totals.ts";

function linesOf(order: Order, quantity = 1) {
  const sent = order.fulfillments[0]?.lines[0];
  if (!sent) throw new Error("Nothing was sent");
  return { sent, lines: [{ fulfillmentLineItemId: sent.id, quantity }] };
}

function asked(store: Store, order: Order, quantity = 1): Return {
  const made = requestReturn(store, order, { lines: linesOf(order, quantity).lines }).value;
  if (!made) throw new Error("The return was refused");
  return made;
}

function open(store: Store, order: Order, quantity = 1): Return {
  const made = createReturn(store, order, { lines: linesOf(order, quantity).lines }).value;
  if (!made) throw new Error("The return was refused");
  return made;
}

describe("asking", () => {
  test("units in a living return cannot be asked for twice; a declined one sets them free", () => {
    const store = sampleStore();
    const order = deliveredOrder(store);
    const first = asked(store, order, 2);
    const again = requestReturn(store, order, { lines: linesOf(order).lines });
    expect(again.errors[0]).toMatchObject({
      message: "Return line item has an invalid quantity.",
      code: "INVALID",
    });
    declineReturn(store, first, { reason: "FINAL_SALE" });
    expect(returnableQuantity(order, linesOf(order).sent)).toBe(2);
  });

  test("a line of another order is not found", () => {
    const store = sampleStore();
    const [one, other] = [deliveredOrder(store), deliveredOrder(store)];
    expect(requestReturn(store, one, { lines: linesOf(other).lines }).errors[0]?.code).toBe("NOT_FOUND");
  });

  test("returns are named after their order, one by one", () => {
    const store = sampleStore();
    const order = deliveredOrder(store);
    expect([asked(store, order).name, asked(store, order).name]).toEqual(["#1001-R1", "#1001-R2"]);
  });
});

describe("the way of a return", () => {
  test("only a request can be approved or declined, only an open one closed, only a closed one reopened", () => {
    const store = sampleStore();
    const order = deliveredOrder(store);
    const request = asked(store, order);
    expect(closeReturn(store, request).errors[0]?.code).toBe("INVALID_STATE");
    expect(approveReturn(store, request).errors).toEqual([]);
    expect(approveReturn(store, request).errors[0]?.code).toBe("INVALID_STATE");
    expect(declineReturn(store, request, { reason: "OTHER" }).errors[0]?.code).toBe("INVALID_STATE");
    expect(reopenReturn(store, request).errors[0]?.code).toBe("INVALID_STATE");
    expect(closeReturn(store, request).value?.closedAt).not.toBeNull();
    expect(reopenReturn(store, request).value?.status).toBe("OPEN");
  });

  test("each step is announced under its own name, with the order after it", () => {
    const store = sampleStore();
    const order = deliveredOrder(store);
    let request: Return | null = null;
    expect(topicsOf(store, () => (request = asked(store, order)))).toEqual([
      "returns/request",
      "orders/updated",
    ]);
    const steps = [approveReturn, closeReturn, reopenReturn, cancelReturn].map(
      (act) => topicsOf(store, () => void (request && act(store, request)))[0],
    );
    expect(steps).toEqual(["returns/approve", "returns/close", "returns/reopen", "returns/cancel"]);
  });

  test("a return with work done on it cannot be canceled", () => {
    const store = sampleStore();
    const order = deliveredOrder(store);
    const made = open(store, order);
    processReturn(store, made, { lines: [{ returnLineId: made.lines[0]?.id ?? "", quantity: 1 }] });
    expect(cancelReturn(store, made).errors[0]?.code).toBe("INVALID_STATE");
  });

  test("taking out every unit closes the return", () => {
    const store = sampleStore();
    const order = deliveredOrder(store);
    const made = open(store, order, 2);
    const line = made.lines[0]?.id ?? "";
    removeFromReturn(store, made, [{ returnLineId: line, quantity: 1 }]);
    expect([made.status, made.lines[0]?.quantity]).toEqual(["OPEN", 1]);
    removeFromReturn(store, made, [{ returnLineId: line, quantity: 1 }]);
    expect([made.status, made.lines.length, returnStatus(order)]).toEqual(["CLOSED", 0, "RETURNED"]);
  });
});

describe("processing", () => {
  function outcome(store: Store, made: Return) {
    const nothing = shippingPart(store.orderOf(made), noMoney(store.orderOf(made).currencies));
    const lines = made.lines.map((line) => ({ line, quantity: line.quantity }));
    return suggestOutcome(store, made, { lines, shipping: nothing });
  }

  function settle(store: Store, made: Return, minor: number) {
    const order = store.orderOf(made);
    const parentId = order.transactions[0]?.id ?? "";
    return processReturn(store, made, {
      lines: made.lines.map((line) => ({ returnLineId: line.id, quantity: line.quantity })),
      refund: { transactions: [{ parentId, amount: { minor, currency: "EUR" } }] },
    });
  }

  test("what was promised is what is paid, once", () => {
    const store = sampleStore();
    const order = deliveredOrder(store);
    const made = open(store, order);
    expect(outcome(store, made).amount.shop.minor).toBe(8900);
    expect(settle(store, made, 8900).errors).toEqual([]);
    expect(settle(store, made, 8900).errors[0]?.code).toBe("INVALID");
    expect(refunded(order).shop.minor).toBe(8900);
    expect(order.refunds[0]).toMatchObject({ returnId: made.id });
    expect(currentQuantity(order, order.lines[0] ?? never())).toBe(1);
  });

  test("fees for restocking and for the way back come off", () => {
    const store = sampleStore();
    const order = deliveredOrder(store);
    const { lines } = linesOf(order, 2);
    const made = createReturn(store, order, {
      lines: lines.map((line) => ({ ...line, restockingFeePercentage: 10 })),
      shippingFee: { minor: 500, currency: "EUR" },
    }).value;
    expect(outcome(store, made ?? never()).amount.shop.minor).toBe(17800 - 1780 - 500);
  });

  test("too much money refuses the whole step: nothing counts as processed", () => {
    const store = sampleStore();
    const order = deliveredOrder(store);
    const made = open(store, order);
    expect(settle(store, made, 99_999).errors).toHaveLength(1);
    expect([made.lines[0]?.processedQuantity, order.refunds.length]).toEqual([0, 0]);
  });

  test("a wrong disposition refuses before any money moves", () => {
    const store = sampleStore();
    const order = deliveredOrder(store);
    const made = open(store, order);
    const [line] = made.reverseFulfillmentOrders[0]?.lines ?? [];
    const result = processReturn(store, made, {
      lines: [
        {
          returnLineId: made.lines[0]?.id ?? "",
          quantity: 1,
          dispositions: [{ lineId: line?.id ?? "", quantity: 5, type: "NOT_RESTOCKED" }],
        },
      ],
      refund: {
        transactions: [
          { parentId: order.transactions[0]?.id ?? "", amount: { minor: 8900, currency: "EUR" } },
        ],
      },
    });
    expect(result.errors[0]?.field).toEqual(["returnLineItems", "0", "dispositionInputs", "0", "quantity"]);
    expect(refunded(order).shop.minor).toBe(0);
  });
});

describe("goods on their way back", () => {
  test("no more is announced than is expected", () => {
    const store = sampleStore();
    const made = open(store, deliveredOrder(store));
    const [parcel] = made.reverseFulfillmentOrders;
    if (!parcel) return never();
    expect(createReverseDelivery(store, parcel, { lines: [], tracking: { number: "1" } }).errors).toEqual([]);
    const line = { lineId: parcel.lines[0]?.id ?? "", quantity: 1 };
    expect(createReverseDelivery(store, parcel, { lines: [line] }).errors[0]?.message).toBe(
      "cannot deliver more items than are returned",
    );
  });

  test("when everything has its place the inspection is complete", () => {
    const store = sampleStore();
    const order = deliveredOrder(store);
    const made = open(store, order);
    const lineId = made.reverseFulfillmentOrders[0]?.lines[0]?.id ?? "";
    disposeGoods(store, [
      { lineId, quantity: 1, type: "RESTOCKED", locationId: [...store.locations.keys()][0] ?? null },
    ]);
    expect([made.reverseFulfillmentOrders[0]?.status, returnStatus(order)]).toEqual([
      "CLOSED",
      "INSPECTION_COMPLETE",
    ]);
  });
});

function never(): never {
  throw new Error("This should be there");
}
