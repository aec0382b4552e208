import { fields, redirect } from "../http.ts";
import type { Answer } from "../http.ts";
import type { Customer } from "../state/customer.ts";
import { bagFrom, bag } from "../state/money.ts";
import { placeOrder } from "../acts/place.ts";
import { commitUnits } from "../acts/shelf/stock.ts";
import { discountAtCheckout, useDiscount } from "../acts/goodwill/discount.ts";
import { payOrder } from "../acts/pay.ts";
import type { Order } from "../state/order.ts";
import type { Store } from "../store.ts";
import type { Look } from "./render.ts";
import { cartCookie, cartOf, idNumber, signedInCookie } from "./shopper.ts";
import type { CartLine } from "./shopper.ts";

/** What a shopper does with forms: sign in and out, fill the cart, buy. */
export function shopping(look: Look, what: string): Answer | null {
  const acts: Record<string, () => Answer> = {
    "account/sign-in": () => signIn(look),
    "account/sign-out": () => redirect(`${look.root}/account`, cookie(signedInCookie, "")),
    "cart/add": () => redirect(`${look.root}/cart`, cookie(cartCookie, withOneMore(look))),
    "cart/clear": () => redirect(`${look.root}/cart`, cookie(cartCookie, "")),
    "cart/checkout": () => buy(look, cartOf(look.store, look.ask)),
    buy: () => buy(look, oneOf(look.store, wanted(look))),
  };
  return acts[what]?.() ?? null;
}

function signIn(look: Look): Answer {
  const email = fields(look.ask).email?.toLowerCase().trim();
  const known = [...look.store.customers.values()].find((person) => person.email?.toLowerCase() === email);
  if (!known || !email) return redirect(`${look.root}/account?unknown`);
  return redirect(`${look.root}/account`, cookie(signedInCookie, idNumber(known.id)));
}

function withOneMore(look: Look): string {
  const before = look.ask.cookies[cartCookie] ?? "";
  return [before, wanted(look)].filter(Boolean).join(".");
}

function wanted(look: Look): string {
  return (fields(look.ask).variant ?? "").replace(/\D/g, "");
}

function oneOf(store: Store, id: string): CartLine[] {
  const variant = store.find("ProductVariant", `gid://shopify/ProductVariant/${id}`);
  const product = variant && store.products.get(variant.productId);
  return product ? [{ variant, product, quantity: 1 }] : [];
}

/** Places a paid order and shows it; without a customer or a line there is nothing to buy. */
function buy(look: Look, lines: CartLine[]): Answer {
  const { store, customer, root } = look;
  if (!customer || lines.length === 0) return redirect(`${root}/cart`);
  const draft = draftOf(store, customer, lines);
  const code = fields(look.ask).discount;
  const order = code ? buyWithCode(store, draft, code) : placeOrder(store, draft);
  if (!order) return redirect(`${root}/cart?refused`);
  for (const line of order.lines) commitUnits(store, line);
  return redirect(`${root}/orders/${order.token}?fresh`, cookie(cartCookie, ""));
}

/** With money off; null when the code is not this buyer's, not now, or used up. */
function buyWithCode(store: Store, draft: Draft, code: string): Order | null {
  const { customerId = null, currencies = null } = draft;
  const discount = currencies && discountAtCheckout(store, code, { customerId, currencies });
  if (!discount) return null;
  const order = placeOrder(store, { ...draft, discount, transactions: [] });
  useDiscount(store, order);
  payOrder(store, order, { gateway: "shopify_payments", card: { brand: "Visa", last4: "4242" } });
  return order;
}

type Draft = Parameters<typeof placeOrder>[1];

function draftOf(store: Store, customer: Customer, lines: CartLine[]): Draft {
  const { currency } = store.shop;
  const currencies = { shop: currency, presentment: currency, rate: 1 };
  const goods = lines.reduce((minor, { variant, quantity }) => minor + variant.price.minor * quantity, 0);
  const shipping = goods >= 7500 ? 0 : 490;
  const address = customer.addresses[0] ?? null;
  const taxes = [{ title: "MwSt.", rate: 0.19 }];
  return {
    currencies,
    taxesIncluded: store.shop.taxesIncluded,
    customerId: customer.id,
    customerLocale: customer.locale,
    email: customer.email,
    phone: customer.phone,
    shippingAddress: address,
    billingAddress: address,
    sourceName: "web",
    lines: lines.map(({ variant, product, quantity }) => ({
      title: product.title,
      quantity,
      unitPrice: bagFrom(currencies, variant.price),
      variantId: variant.id,
      productId: product.id,
      variantTitle: variant.title === "Default Title" ? null : variant.title,
      sku: variant.sku,
      vendor: product.vendor,
      taxable: variant.taxable,
      requiresShipping: variant.requiresShipping,
      weightGrams: variant.weightGrams,
      imageUrl: variant.image?.url ?? product.image?.url ?? null,
      taxes,
    })),
    shipping: [{ title: "Standard", code: "standard", price: bag(currencies, shipping, shipping), taxes }],
    transactions: [
      {
        kind: "SALE",
        status: "SUCCESS",
        gateway: "shopify_payments",
        amount: bag(currencies, goods + shipping, goods + shipping),
        card: { brand: "Visa", last4: "4242" },
      },
    ],
  };
}

function cookie(name: string, value: string): Record<string, string> {
  const age = value === "" ? "; Max-Age=0" : "";
  return { "set-cookie": `${name}=${encodeURIComponent(value)}; Path=/; HttpOnly; SameSite=Lax${age}` };
}
