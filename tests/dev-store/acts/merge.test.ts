import { expect, test } from "vitest";
import { payloadOf } from "../payloads/payload.ts";
import { paidOrder, sampleStore } from "../seed/sample.ts";
import type { Customer } from "../state/customer.ts";
import type { Store, StoreEvent } from "../store.ts";
import { createCustomer } from "./edit.ts";
import type { CustomerChange } from "./edit.ts";
import { mergeCustomers } from "./merge.ts";

function person(store: Store, change: CustomerChange): Customer {
  const { value } = createCustomer(store, change);
  if (!value) throw new Error("No such customer can be made");
  return value;
}

function noorTwice() {
  const store = sampleStore();
  const events: StoreEvent[] = [];
  const one = person(store, { firstName: "Noor", phone: "+4930123", note: "Rings twice", tags: ["vip"] });
  const two = person(store, {
    firstName: "Noor",
    lastName: "Aziz",
    email: "noor@example.com",
    tags: ["b2b"],
  });
  store.on((event) => events.push(event));
  return { store, one, two, events };
}

const bodyOf = (store: Store, event: StoreEvent | undefined) =>
  JSON.parse((event && payloadOf(store, event)) ?? "null") as Record<string, unknown> | null;

test("the one with a mail address is kept and gets the other's orders, tags, phone and note", async () => {
  const { store, one, two } = noorTwice();
  const older = paidOrder(store, { customerId: one.id });
  expect(mergeCustomers(store, two, one).value?.keptId).toBe(two.id);
  expect(store.customers.has(one.id)).toBe(true);
  await store.settle();
  expect([...store.customers.keys()]).toEqual([two.id]);
  expect([store.find("Customer", one.id), store.ordersOf(one.id)]).toEqual([null, []]);
  expect(store.ordersOf(two.id)).toEqual([older]);
  expect(older.customerId).toBe(two.id);
  expect(two).toMatchObject({
    phone: "+4930123",
    note: "Rings twice",
    tags: ["b2b", "vip"],
    lastName: "Aziz",
  });
});

test("orders of both stand by their age, so that the last one is the last one", async () => {
  const { store, one, two } = noorTwice();
  const first = store.at(new Date("2026-01-01"), () => paidOrder(store, { customerId: one.id }));
  const last = paidOrder(store, { customerId: two.id });
  mergeCustomers(store, one, two);
  await store.settle();
  expect(store.ordersOf(two.id)).toEqual([first, last]);
});

test("the end is told once it is done, with the job's id", async () => {
  const { store, one, two, events } = noorTwice();
  const job = mergeCustomers(store, one, two).value?.job;
  expect(events).toEqual([]);
  await store.settle();
  expect(events.map((event) => event.topic)).toEqual([
    "customers/delete",
    "customers/update",
    "customers/merge",
  ]);
  expect(bodyOf(store, events.at(-1))).toEqual({
    admin_graphql_api_customer_kept_id: two.id,
    admin_graphql_api_customer_deleted_id: one.id,
    admin_graphql_api_job_id: job?.id,
    status: "completed",
    errors: [],
  });
});

test("who is being merged cannot be merged again meanwhile, and that is told as a failure", async () => {
  const { store, one, two, events } = noorTwice();
  const third = person(store, { firstName: "N", email: "n@example.com" });
  mergeCustomers(store, one, two);
  events.length = 0;
  expect(mergeCustomers(store, third, one).errors[0]?.message).toBe("Noor is currently being merged.");
  expect(bodyOf(store, events[0])).toMatchObject({
    status: "failed",
    errors: [{ field: "merge_in_progress" }],
  });
  await store.settle();
  expect([...store.customers.keys()]).toEqual([two.id, third.id]);
});

test("nobody is merged with themselves", () => {
  const { store, one } = noorTwice();
  expect(mergeCustomers(store, one, one).errors[0]?.message).toBe("Customers IDs should not match");
});
