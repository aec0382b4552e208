import { afterAll, beforeAll, expect, test } from "vitest";

import {
  findCustomer,
  listCustomers,
  maybeCustomerByEmail,
  saveCustomers,
} from "~/customers/customers.server";
import type { Profile } from "~/customers/profile";
import { pullCustomer } from "~/customers/pull.server";
import { money } from "~/kit/money";

import { seed } from "../dev-store/seed/seed";
import { deskFor, type TestDesk } from "../support/desk";
import { world } from "../support/world";

let shop: TestDesk;
beforeAll(async () => void (shop = await deskFor({ seed: seed({ orders: 10 }) })));
afterAll(() => shop.close());

const noor: Profile = {
  id: "gid://shopify/Customer/900",
  name: "Noor Haddad",
  email: "noor.h@example.com",
  phone: null,
  locale: "en",
  note: 'O\'Brien said: "be kind" \\ <b>\u0000</b>',
  tags: ["VIP", "a,b", '"q"'],
  ordersCount: 3,
  spent: money(9_900, "EUR"),
  since: new Date("2025-01-01T00:00:00Z"),
  updatedAt: new Date("2026-11-01T00:00:00Z"),
};

test("a customer comes back as they went in, whatever stands in their note and tags", async () => {
  await saveCustomers(shop.desk, [noor]);
  const found = await findCustomer(shop.desk, noor.id);
  expect(found).toEqual({ ...noor, note: noor.note?.replace("\u0000", "") });
});

test("an older description does not overwrite a newer one, and the same one changes nothing", async () => {
  const older = { ...noor, name: "Old Name", updatedAt: new Date("2026-10-01T00:00:00Z") };
  expect(await saveCustomers(shop.desk, [older])).toEqual([]);
  expect(await saveCustomers(shop.desk, [noor])).toEqual([]);
  expect((await findCustomer(shop.desk, noor.id)).name).toBe("Noor Haddad");
});

test("a customer is found by address in any case, and by a fragment of name or address", async () => {
  expect((await maybeCustomerByEmail(shop.desk, "NOOR.H@example.com"))?.id).toBe(noor.id);
  expect((await listCustomers(shop.desk, "addad")).map(({ id }) => id)).toContain(noor.id);
});

test("one who is gone from the store is blanked, not forgotten by their orders", async () => {
  const known = [...shop.store.customers.values()].find(({ email }) => email === world.shoppers.tomas.email);
  const customerId = known?.id ?? "";
  await pullCustomer(shop.desk, { customerId });
  expect((await findCustomer(shop.desk, customerId)).name).toBe("Tomas Novak");
  await pullCustomer(shop.desk, { customerId: noor.id });
  expect(await findCustomer(shop.desk, noor.id)).toMatchObject({ name: "", email: null, tags: [] });
});
