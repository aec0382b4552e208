import { price } from "../acts/code.ts";
import type { Order } from "../state/order.ts";
import { payOrder } from "../acts/pay.ts";
import { placeOrder } from "../acts/place.ts";
import type { OrderDraft } from "../acts/place.ts";
import { fulfil, markDelivered } from "../acts/ship.ts";
import type { Product } from "../state/product.ts";
import { createStore } from "../store.ts";
import type { Store, StoreEvent, StoreOptions } from "../store.ts";

/** A small shop for tests: one location, nothing sold yet, time standing still until it is moved. */
export function sampleStore(options: Partial<StoreOptions> = {}): Store & { time: Date } {
  const clock = { time: new Date("2026-11-22T10:00:00Z"), now: () => clock.time };
  const delays = { bulk: 0, job: 0 };
  const store = createStore({ domain: "sample.myshopify.com", clock, delays, ...options });
  const nothing = {
    company: null,
    address1: null,
    address2: null,
    province: null,
    provinceCode: null,
    phone: null,
  };
  const address = { id: store.newId("MailingAddress"), firstName: null, lastName: null, ...nothing };
  const place = { ...address, city: "Berlin", zip: "10999", country: "Germany", countryCode: "DE" };
  store.addLocation({ id: store.newId("Location"), name: "Workshop", isActive: true, address: place });
  return Object.defineProperty(store, "time", {
    get: () => clock.time,
    set: (time: Date) => (clock.time = time),
  }) as Store & { time: Date };
}

const euros = { shop: "EUR", presentment: "EUR", rate: 1 };

/** Two throws at 89 and a pot at 34, shipping 4.90: 216.90 euros, paid by card. */
export function paidOrder(store: Store, draft: Partial<OrderDraft> = {}): Order {
  const currencies = draft.currencies ?? euros;
  const taxes = [{ title: "VAT", rate: 0.19 }];
  const order = placeOrder(store, {
    email: "noor@example.com",
    lines: [
      {
        title: "Linen throw",
        quantity: 2,
        unitPrice: price(currencies, 89),
        variantId: "gid://shopify/ProductVariant/1",
        taxes,
      },
      { title: "Ceramic pot", quantity: 1, unitPrice: price(currencies, 34), taxes },
    ],
    shipping: [{ title: "DHL", price: price(currencies, 4.9), taxes }],
    ...draft,
  });
  payOrder(store, order, { gateway: "shopify_payments", card: { brand: "Visa", last4: "4242" } });
  return order;
}

/** Puts something on the shelf, ten of it, and names its only variant. */
export function onShelf(store: Store, title: string, major: number): string {
  const id = store.newId("Product");
  const variant = { id: store.newId("ProductVariant"), productId: id, title: "Default Title", sku: "C1" };
  const money = price({ ...euros, shop: store.shop.currency, presentment: store.shop.currency }, major).shop;
  const kept = {
    taxable: true,
    requiresShipping: true,
    image: null,
    weightGrams: 400,
    inventoryQuantity: 10,
  };
  const product = {
    id,
    title,
    vendor: "Fern",
    image: null,
    variants: [{ ...variant, ...kept, price: money }],
  };
  store.addProduct(product as unknown as Product);
  return variant.id;
}

export function deliveredOrder(store: Store, draft: Partial<OrderDraft> = {}): Order {
  const order = paidOrder(store, draft);
  fulfil(store, order, { tracking: [{ company: "DHL", number: "00340", url: null }] });
  markDelivered(store, order);
  return order;
}

/** The topics announced while `work` runs, in their order. */
export function topicsOf(store: Store, work: () => void): string[] {
  const heard: StoreEvent[] = [];
  const stop = store.on((event) => heard.push(event));
  work();
  stop();
  return heard.map((event) => event.topic);
}
