import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { paidOrder, sampleStore, topicsOf } from "../seed/sample.ts";
import { price } from "./code.ts";
import { bagFrom } from "../state/money.ts";
import type { Order } from "../state/order.ts";
import { createRefund } from "./pay-back.ts";
import {
  lineWorth,
  maximumRefundable,
  refundableQuantity,
  shippingLeft,
  suggestRefund,
} from "../state/refundable.ts";
import { fulfil } from "./ship.ts";
import { financialStatus } from "../state/status.ts";
import {
  currentQuantity,
  currentTotals,
  originalTotals,
  outstanding,
  received,
  refunded,
} from "../state/totals.ts";
import { noMoney } from "../state/money.ts";

const euro = (major: number) => ({ minor: Math.round(major * 100), currency: "EUR" });

function payBack(order: Order, amount: number) {
  const [payment] = order.transactions;
  return { transactions: [{ parentId: payment?.id ?? null, amount: euro(amount) }] };
}

describe("the ledger", () => {
  test("a refund is one row of money going back to the payment it came from", () => {
    const store = sampleStore();
    const order = paidOrder(store);
    const refund = createRefund(store, order, payBack(order, 20)).value;
    expect(refund?.total.shop).toEqual(euro(20));
    expect(order.transactions.map((row) => [row.kind, row.amount.shop.minor])).toEqual([
      ["SALE", 21690],
      ["REFUND", 2000],
    ]);
    expect(order.transactions[1]?.parentId).toBe(order.transactions[0]?.id);
    expect(financialStatus(order)).toBe("PARTIALLY_REFUNDED");
  });

  test("no more goes back than came in, neither at once nor in two parts", () => {
    const store = sampleStore();
    const order = paidOrder(store);
    expect(createRefund(store, order, payBack(order, 216.91)).errors[0]?.message).toBe(
      "Refund amount €216.91 is greater than net payment received €216.90",
    );
    createRefund(store, order, payBack(order, 130));
    expect(createRefund(store, order, payBack(order, 130)).errors).toHaveLength(1);
    expect(refunded(order).shop).toEqual(euro(130));
  });

  test("a refused refund leaves nothing behind and announces nothing", () => {
    const store = sampleStore();
    const order = paidOrder(store);
    const before = JSON.stringify(order);
    const heard = topicsOf(store, () => createRefund(store, order, payBack(order, 500)));
    expect(heard).toEqual([]);
    expect(JSON.stringify(order)).toBe(before);
  });

  test("nothing, less than nothing and a strange payment are refused", () => {
    const store = sampleStore();
    const order = paidOrder(store);
    expect(createRefund(store, order, payBack(order, 0)).errors).toHaveLength(1);
    expect(createRefund(store, order, payBack(order, -5)).errors).toHaveLength(1);
    const strange = { parentId: "gid://shopify/OrderTransaction/1", amount: euro(5) };
    expect(createRefund(store, order, { transactions: [strange] }).errors[0]?.field).toEqual([
      "transactions",
      "0",
      "parentId",
    ]);
  });

  test("money the gateway still works on can no longer be refunded again", () => {
    const store = sampleStore();
    const order = paidOrder(store);
    store.refundAnswer = "PENDING";
    createRefund(store, order, payBack(order, 216.9));
    expect(financialStatus(order)).toBe("PAID");
    expect(maximumRefundable(order).shop.minor).toBe(0);
  });

  test("a refund the gateway refuses moves no money", () => {
    const store = sampleStore();
    const order = paidOrder(store);
    store.refundAnswer = "FAILURE";
    createRefund(store, order, payBack(order, 20));
    expect(refunded(order).shop.minor).toBe(0);
    expect(order.transactions.at(-1)).toMatchObject({ kind: "REFUND", status: "FAILURE" });
  });
});

describe("lines", () => {
  test("units are refunded once", () => {
    const store = sampleStore();
    const order = paidOrder(store);
    const lineItemId = order.lines[1]?.id ?? "";
    createRefund(store, order, { lines: [{ lineItemId, quantity: 1 }] });
    const again = createRefund(store, order, { lines: [{ lineItemId, quantity: 1 }] });
    expect(again.errors[0]?.message).toBe("Quantity cannot refund more items than were purchased");
    const twice = { lineItemId: order.lines[0]?.id ?? "", quantity: 2 };
    expect(createRefund(store, order, { lines: [twice, { ...twice, quantity: 1 }] }).errors).toHaveLength(1);
  });

  test("sent units leave the order's current price, unsent ones only when they are cancelled", () => {
    const store = sampleStore();
    const order = paidOrder(store);
    const [throws, pot] = order.lines;
    if (!throws || !pot) throw new Error("lines");
    createRefund(store, order, { lines: [{ lineItemId: pot.id, quantity: 1 }] });
    expect(currentQuantity(order, pot)).toBe(1);
    createRefund(store, order, { lines: [{ lineItemId: throws.id, quantity: 1, restockType: "CANCEL" }] });
    expect(currentTotals(order).subtotal.shop).toEqual(euro(123));
    fulfil(store, order);
    createRefund(store, order, { lines: [{ lineItemId: throws.id, quantity: 1 }] });
    expect(currentTotals(order).subtotal.shop).toEqual(euro(34));
  });

  test("goodwill beyond lines is kept as an adjustment and leaves nothing outstanding", () => {
    const store = sampleStore();
    const order = paidOrder(store);
    const refund = createRefund(store, order, payBack(order, 15)).value;
    expect(refund?.adjustments.map((row) => row.amount.shop.minor)).toEqual([-1500]);
    expect(outstanding(order).shop.minor).toBe(0);
  });
});

const draft = fc.record({
  prices: fc.array(fc.integer({ min: 1, max: 30_000 }), { minLength: 1, maxLength: 4 }),
  quantity: fc.integer({ min: 1, max: 5 }),
  percentage: fc.constantFrom(0, 7, 10, 33),
  included: fc.boolean(),
  money: fc.constantFrom(
    { shop: "EUR", presentment: "EUR", rate: 1 },
    { shop: "EUR", presentment: "JPY", rate: 163.27 },
    { shop: "EUR", presentment: "KWD", rate: 0.331 },
  ),
});

test("refunding an order unit by unit pays back exactly what was paid, to the smallest coin", () => {
  fc.assert(
    fc.property(draft, ({ prices, quantity, percentage, included, money }) => {
      const store = sampleStore();
      const taxes = [{ title: "VAT", rate: 0.19 }];
      const order = paidOrder(store, {
        currencies: money,
        taxesIncluded: included,
        lines: prices.map((minor) => ({
          title: "x",
          quantity,
          unitPrice: bagFrom(money, { minor, currency: "EUR" }),
          taxes,
        })),
        shipping: [{ title: "DHL", price: price(money, 4.9), taxes }],
        discount: {
          kind: "CODE",
          title: "X",
          code: "X",
          value: { percentage },
          targetType: "LINE_ITEM",
          allocation: "ACROSS",
          targetSelection: "ALL",
        },
      });
      const paid = received(order).shop.minor;
      for (const line of order.lines)
        for (let unit = 0; unit < quantity; unit += 1) refundUnit(order, line.id);
      finish(order);
      expect(refunded(order).shop.minor).toBe(paid);
      expect(paid).toBe(originalTotals(order).total.shop.minor);
      expect(order.lines.every((line) => refundableQuantity(order, line) === 0)).toBe(true);

      function refundUnit(of: Order, lineItemId: string): void {
        const line = of.lines.find((row) => row.id === lineItemId);
        if (!line) return;
        const due = suggestRefund(of, [lineWorth(of, line, 1)], {
          amount: noMoney(money),
          tax: noMoney(money),
        });
        pay(of, due.transactions, { lines: [{ lineItemId, quantity: 1 }] });
      }
      function finish(of: Order): void {
        pay(of, suggestRefund(of, [], shippingLeft(of)).transactions, { shipping: "all" });
      }
      function pay(of: Order, rows: ReturnType<typeof suggestRefund>["transactions"], rest: object): void {
        const transactions = rows.map((row) => ({ parentId: row.parent.id, amount: row.amount.shop }));
        expect(createRefund(store, of, { ...rest, transactions }).errors).toEqual([]);
      }
    }),
    { numRuns: 150 },
  );
});

test("a refund tells the refund, its money, and the order", () => {
  const store = sampleStore();
  const order = paidOrder(store);
  const heard = topicsOf(store, () => createRefund(store, order, payBack(order, 20)));
  expect(heard).toEqual(["refunds/create", "order_transactions/create", "orders/updated"]);
});

test("a gift card gets its part back last", () => {
  const store = sampleStore();
  const order = paidOrder(store);
  order.transactions.splice(0);
  const card = { kind: "SALE", status: "SUCCESS", amount: bagFrom(order.currencies, euro(100)) } as const;
  const rows = [
    { ...card, gateway: "gift_card" },
    { ...card, gateway: "shopify_payments", amount: bagFrom(order.currencies, euro(116.9)) },
  ];
  order.transactions.push(
    ...rows.map((row, index) => ({
      ...template(order),
      ...row,
      id: `gid://shopify/OrderTransaction/${index}`,
    })),
  );
  const due = suggestRefund(order, [], {
    amount: bagFrom(order.currencies, euro(130)),
    tax: noMoney(order.currencies),
  });
  expect(due.transactions.map((row) => [row.parent.gateway, row.amount.shop.minor])).toEqual([
    ["shopify_payments", 11690],
    ["gift_card", 1310],
  ]);
});

function template(order: Order) {
  const at = order.createdAt;
  return {
    orderId: order.id,
    parentId: null,
    refundId: null,
    createdAt: at,
    processedAt: at,
    test: false,
    errorCode: null,
    card: null,
  };
}
