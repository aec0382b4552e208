import type { Store } from "../store.ts";
import type { Customer } from "../state/customer.ts";
import type { Order } from "../state/order.ts";
import { done, refused } from "../state/outcome.ts";
import type { Outcome } from "../state/outcome.ts";
import type { Product } from "../state/product.ts";
import type { Shop } from "../state/shop.ts";
import { touch } from "./touch.ts";

export type OrderChange = Partial<
  Pick<Order, "note" | "email" | "phone" | "poNumber" | "customAttributes" | "shippingAddress" | "tags">
>;

/** Changes what is given and nothing else; tags are replaced as a whole. */
export function updateOrder(store: Store, order: Order, change: OrderChange): Outcome<Order> {
  if (change.email !== undefined && change.email !== null && !isEmail(change.email))
    return refused(["email"], "Email is invalid");
  Object.assign(order, change, change.tags ? { tags: sorted(change.tags) } : {});
  touch(store, order);
  return done(order);
}

/** Removes an order with all that belongs to it. */
export function deleteOrder(store: Store, order: Order): Outcome<string> {
  store.removeOrder(order);
  store.announce("orders/delete", order.id);
  return done(order.id);
}

type Tagged = Order | Customer | Product;

export function addTags(store: Store, tagged: Tagged, tags: string[]): Tagged {
  return retag(store, tagged, [...tagged.tags, ...tags]);
}

export function removeTags(store: Store, tagged: Tagged, tags: string[]): Tagged {
  const gone = new Set(tags.map((tag) => tag.toLowerCase()));
  return retag(
    store,
    tagged,
    tagged.tags.filter((tag) => !gone.has(tag.toLowerCase())),
  );
}

function retag(store: Store, tagged: Tagged, tags: string[]): Tagged {
  tagged.tags = sorted(tags);
  if ("currencies" in tagged) {
    touch(store, tagged);
    return tagged;
  }
  tagged.updatedAt = store.now();
  store.announce("variants" in tagged ? "products/update" : "customers/update", tagged.id);
  return tagged;
}

function sorted(tags: string[]): string[] {
  const seen = new Map(
    tags
      .map((tag) => tag.trim())
      .filter(Boolean)
      .map((tag) => [tag.toLowerCase(), tag]),
  );
  return [...seen.values()].sort();
}

export type CustomerChange = Partial<
  Pick<Customer, "firstName" | "lastName" | "email" | "phone" | "note" | "tags" | "locale" | "taxExempt">
>;

export function createCustomer(store: Store, change: CustomerChange): Outcome<Customer> {
  const refusal = customerRefusal(store, change, null);
  if (refusal) return refusal;
  if (!change.firstName && !change.lastName && !change.email && !change.phone)
    return refused(null, "A name, phone number, or email address must be present");
  const now = store.now();
  const customer: Customer = {
    id: store.newId("Customer"),
    firstName: null,
    lastName: null,
    email: null,
    phone: null,
    locale: "en",
    note: null,
    taxExempt: false,
    verifiedEmail: true,
    state: "DISABLED",
    acceptsMarketing: false,
    addresses: [],
    createdAt: now,
    updatedAt: now,
    ...change,
    tags: sorted(change.tags ?? []),
  };
  store.addCustomer(customer);
  store.announce("customers/create", customer.id);
  return done(customer);
}

export function updateCustomer(store: Store, customer: Customer, change: CustomerChange): Outcome<Customer> {
  const refusal = customerRefusal(store, change, customer);
  if (refusal) return refusal;
  Object.assign(customer, change, change.tags ? { tags: sorted(change.tags) } : {});
  customer.updatedAt = store.now();
  store.announce("customers/update", customer.id);
  return done(customer);
}

function customerRefusal(store: Store, change: CustomerChange, self: Customer | null) {
  const { email, phone } = change;
  if (email && !isEmail(email)) return refused(["email"], "Email is invalid");
  for (const other of store.customers.values()) {
    if (other === self) continue;
    if (email && other.email?.toLowerCase() === email.toLowerCase())
      return refused(["email"], "Email has already been taken");
    if (phone && other.phone === phone) return refused(["phone"], "Phone has already been taken");
  }
  return null;
}

export function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
}

export function updateShop(store: Store, change: Partial<Shop>): Shop {
  Object.assign(store.shop, change, { updatedAt: store.now() });
  store.announce("shop/update", store.shop.id);
  return store.shop;
}
