import { afterAll, beforeAll, expect, test } from "vitest";

import { maybeCustomer } from "~/customers/customers.server";
import { findOrder, orderPanel } from "~/orders/find.server";
import { listCustomerOrders, maybeOrder, maybeOrderByName } from "~/orders/orders.server";
import { pullOrder } from "~/orders/pull.server";

import { seed } from "../dev-store/seed/seed";
import { deskFor, type TestDesk } from "../support/desk";

let shop: TestDesk;
beforeAll(async () => void (shop = await deskFor({ seed: seed({ orders: 20 }) })));
afterAll(() => shop.close());

function gidOf(name: string): string {
  const order = [...shop.store.orders.values()].find((known) => known.name === name);
  if (!order) throw new Error(`No order ${name}`);
  return order.id;
}

test("Noor's order comes with lines, parcel, promise and customer", async () => {
  const id = gidOf("#1001");
  expect(await pullOrder(shop.desk, id)).toBe("changed");
  const order = await findOrder(shop.desk, id);
  expect(order.lines.length).toBe(3);
  expect(order.parcels[0]).toMatchObject({ displayStatus: "IN_TRANSIT", deliveredAt: null });
  expect(order.parcels[0]?.promisedAt).toBeInstanceOf(Date);
  expect((await maybeCustomer(shop.desk, order.customerId ?? ""))?.name).toBe("Noor Haddad");
});

test("every order of the store survives the way into our tables and back", async () => {
  for (const id of shop.store.orders.keys()) {
    await pullOrder(shop.desk, id);
    expect(await pullOrder(shop.desk, id), id).toBe("unchanged");
  }
});

test("an order is found by its name, by its customer and by the address they used", async () => {
  const order = await maybeOrderByName(shop.desk, " #1001");
  expect(order?.name).toBe("#1001");
  const byId = await listCustomerOrders(shop.desk, order?.customerId ?? "");
  const byEmail = await listCustomerOrders(shop.desk, { email: "Noor@example.com" });
  expect(byId.map(({ name }) => name)).toContain("#1001");
  expect(byEmail.map(({ id }) => id)).toEqual(byId.map(({ id }) => id));
});

test("the panel keeps the order asked for and leaves out what is unknown", async () => {
  const ids = ["#1003", "#1001"].map(gidOf);
  const panel = await orderPanel(shop.desk, [ids[0] ?? "", "gid://shopify/Order/1", ids[1] ?? ""]);
  expect(panel.map(({ name }) => name)).toEqual(["#1003", "#1001"]);
});

test("an order of another shop is not found here", async () => {
  const other = await deskFor();
  await expect(findOrder(other.desk, gidOf("#1001"))).rejects.toThrow("No such order");
  expect(await maybeOrder(other.desk, gidOf("#1001"))).toBeNull();
  await other.close();
});
