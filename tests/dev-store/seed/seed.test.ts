import { describe, expect, test } from "vitest";
import { world } from "../../support/world.ts";
import { displayName } from "../state/customer.ts";
import {
  estimatedDelivery,
  financialStatus,
  fulfillmentStatus,
  latestEvent,
  returnStatus,
} from "../state/status.ts";
import { currentTotals, received, refunded } from "../state/totals.ts";
import { createStore } from "../store.ts";
import { seedStore } from "./seed.ts";

const now = new Date("2026-11-22T10:00:00Z");

function seeded(options: Parameters<typeof seedStore>[1] = {}) {
  const store = createStore({ domain: world.shop.domain, clock: { now: () => now } });
  seedStore(store, options);
  const named = (name: string) => {
    const order = [...store.orders.values()].find((row) => row.name === name);
    if (!order) throw new Error(`No order ${name}`);
    return order;
  };
  return { store, orders: [...store.orders.values()], named };
}

describe("the cast", () => {
  test("Noor's parcel is promised for four days ago and still in transit", () => {
    const order = seeded().named(world.lateOrder.name);
    const [parcel] = order.fulfillments;
    if (!parcel) throw new Error("Nothing was sent");
    expect(order.email).toBe(world.shoppers.noor.email);
    expect(order.lines.map((line) => line.title)).toEqual(["Linen throw", "Ceramic pot", "Olive tree"]);
    expect(parcel.tracking[0]).toMatchObject({ company: "DHL", number: world.lateOrder.trackingNumber });
    expect(latestEvent(parcel)?.status).toBe("IN_TRANSIT");
    expect(estimatedDelivery(parcel)).toBe("2026-11-18T10:00:00Z");
    expect(financialStatus(order)).toBe("PAID");
  });

  test("Tomas asks for his third return this month", () => {
    const { orders } = seeded();
    const returns = orders
      .filter((row) => row.email === world.shoppers.tomas.email)
      .flatMap((row) => row.returns);
    expect(returns.map((row) => row.status)).toEqual(["CLOSED", "CLOSED", "REQUESTED"]);
    expect(returns.every((row) => row.createdAt.startsWith("2026-11"))).toBe(true);
  });

  test("Wei has no account; a present from Lena has Wei's address", () => {
    const { store, named } = seeded();
    const order = named(world.giftOrder.name);
    expect(order.email).toBe(world.shoppers.lena.email);
    expect(order.shippingAddress).toMatchObject({ firstName: "Wei", lastName: "Zhang 张伟" });
    expect([...store.customers.values()].some((row) => displayName(row).includes("Wei"))).toBe(false);
  });
});

describe("the crowd", () => {
  test("40 customers, 25 products, 300 orders, numbered without gap or double", () => {
    const { store, orders } = seeded();
    expect([store.customers.size, store.products.size, orders.length]).toEqual([40, 25, 300]);
    const numbers = orders.map((row) => row.number).sort((a, b) => a - b);
    expect(numbers.every((number, index) => index === 0 || number === (numbers[index - 1] ?? 0) + 1)).toBe(
      true,
    );
  });

  test("orders are in every state", () => {
    const { orders } = seeded();
    const states = (of: (order: (typeof orders)[number]) => string | null) => new Set(orders.map(of));
    for (const status of ["PAID", "PENDING", "AUTHORIZED", "PARTIALLY_REFUNDED", "REFUNDED"])
      expect(states(financialStatus)).toContain(status);
    for (const status of ["FULFILLED", "UNFULFILLED", "PARTIALLY_FULFILLED"])
      expect(states(fulfillmentStatus)).toContain(status);
    for (const status of ["NO_RETURN", "RETURN_REQUESTED", "IN_PROGRESS", "RETURNED"])
      expect(states(returnStatus)).toContain(status);
    expect(states((order) => order.currencies.presentment)).toEqual(new Set(["EUR", "JPY", "KWD"]));
    expect(orders.some((order) => order.cancelledAt !== null)).toBe(true);
    expect(orders.some((order) => !order.taxesIncluded)).toBe(true);
    expect(
      orders.some((order) => received(order).shop.minor === 0 && currentTotals(order).total.shop.minor === 0),
    ).toBe(true);
  });

  test("no order gives back more than came in, and nothing happened in the future", () => {
    for (const order of seeded().orders) {
      expect(refunded(order).shop.minor).toBeLessThanOrEqual(received(order).shop.minor);
      expect(Date.parse(order.updatedAt)).toBeLessThanOrEqual(now.getTime());
    }
  });
});

test("the same seed gives the same store, another seed another", () => {
  const [one, same, other] = [seeded(), seeded(), seeded({ seed: 2 })];
  expect(JSON.stringify(same.store.dump())).toBe(JSON.stringify(one.store.dump()));
  expect(JSON.stringify(other.store.dump())).not.toBe(JSON.stringify(one.store.dump()));
});

test("what was kept comes back whole", () => {
  const { store } = seeded();
  const kept = JSON.parse(JSON.stringify(store.dump())) as ReturnType<typeof store.dump>;
  const again = createStore({ domain: world.shop.domain, clock: { now: () => now } });
  again.restore(kept);
  expect(JSON.stringify(again.dump())).toBe(JSON.stringify(kept));
  const [order] = [...again.orders.values()];
  expect(again.find("LineItem", order?.lines[0]?.id ?? null)).toBe(order?.lines[0]);
  expect(again.newId("Order")).not.toBe(store.newId("Customer"));
});
