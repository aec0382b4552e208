import type { Ask } from "../http.ts";
import type { Customer } from "../state/customer.ts";
import { displayName } from "../state/customer.ts";
import type { Order } from "../state/order.ts";
import type { Product, Variant } from "../state/product.ts";
import { displayStatus, fulfillmentStatus } from "../state/status.ts";
import { lineNet, originalTotals } from "../state/totals.ts";
import type { Store } from "../store.ts";
import type { Locale } from "./liquid.ts";

export const signedInCookie = "storefront_customer";
export const cartCookie = "cart";

/** The customer this browser is signed in as, if the shop knows them. */
export function signedIn(store: Store, ask: Ask): Customer | null {
  const id = ask.cookies[signedInCookie];
  return id ? (store.customers.get(`gid://shopify/Customer/${id}`) ?? null) : null;
}

export function idNumber(gid: string): string {
  return gid.split("/").at(-1) ?? "";
}

/** Liquid's `customer`. */
export function customerDrop(store: Store, customer: Customer | null): object | null {
  if (!customer) return null;
  return {
    id: Number(idNumber(customer.id)),
    email: customer.email,
    phone: customer.phone,
    first_name: customer.firstName,
    last_name: customer.lastName,
    name: displayName(customer),
    tags: customer.tags,
    has_account: customer.state === "ENABLED",
    orders_count: store.ordersOf(customer.id).length,
    accepts_marketing: customer.acceptsMarketing,
  };
}

/** Liquid's `product`, as far as our theme and blocks read it; prices in minor units. */
export function productDrop(product: Product): object {
  const prices = product.variants.map((variant) => variant.price.minor);
  return {
    id: Number(idNumber(product.id)),
    title: product.title,
    handle: product.handle,
    type: product.productType,
    vendor: product.vendor,
    tags: product.tags,
    description: product.descriptionHtml,
    image: product.image?.url ?? `/cdn/${product.handle}.svg`,
    price: Math.min(...prices),
    price_varies: new Set(prices).size > 1,
    variants: product.variants.map(variantDrop),
  };
}

function variantDrop(variant: Variant): object {
  return {
    id: Number(idNumber(variant.id)),
    title: variant.title === "Default Title" ? "" : variant.title,
    price: variant.price.minor,
    available: variant.inventoryQuantity > 0,
  };
}

/** An order as the account and its own page show it. */
export function orderDrop(store: Store, order: Order, locale: Locale): object {
  const totals = originalTotals(order);
  return {
    name: order.name,
    url: `/orders/${order.token}`,
    date: new Intl.DateTimeFormat(locale, { timeZone: store.shop.timezone, dateStyle: "long" }).format(
      new Date(order.createdAt),
    ),
    status: `status.${statusOf(order)}`,
    currency: order.currencies.presentment,
    total: totals.total.presentment.minor,
    shipping: totals.shipping.presentment.minor,
    tracking: order.fulfillments.flatMap((parcel) => parcel.tracking.map(({ url }) => url)).at(-1) ?? null,
    lines: order.lines.map((line) => ({
      title: line.title,
      variant: line.variantTitle,
      quantity: line.quantity,
      image: line.imageUrl,
      total: lineNet(order, line).presentment.minor,
    })),
  };
}

function statusOf(order: Order): string {
  if (order.cancelledAt !== null) return "cancelled";
  const sent = order.fulfillments.filter((parcel) => parcel.status === "SUCCESS");
  if (sent.length > 0 && sent.every((parcel) => displayStatus(parcel) === "DELIVERED")) return "delivered";
  return (
    { FULFILLED: "fulfilled", PARTIALLY_FULFILLED: "partial" }[fulfillmentStatus(order)] ?? "unfulfilled"
  );
}

export type CartLine = { variant: Variant; product: Product; quantity: number };

/** What is in this browser's cart: variants by number, as many as their place says. */
export function cartOf(store: Store, ask: Ask): CartLine[] {
  const wanted = new Map<string, number>();
  for (const id of (ask.cookies[cartCookie] ?? "").split(".").filter(Boolean))
    wanted.set(id, (wanted.get(id) ?? 0) + 1);
  return [...wanted].flatMap(([id, quantity]) => {
    const variant = store.find("ProductVariant", `gid://shopify/ProductVariant/${id}`);
    const product = variant && store.products.get(variant.productId);
    return product ? [{ variant, product, quantity }] : [];
  });
}

export function cartDrop(lines: CartLine[]): object {
  return {
    item_count: lines.reduce((units, line) => units + line.quantity, 0),
    total: lines.reduce((minor, line) => minor + line.variant.price.minor * line.quantity, 0),
    items: lines.map(({ variant, product, quantity }) => ({
      title: product.title,
      variant: variant.title === "Default Title" ? "" : variant.title,
      quantity,
      image: variant.image?.url ?? product.image?.url ?? `/cdn/${product.handle}.svg`,
      total: variant.price.minor * quantity,
    })),
  };
}
