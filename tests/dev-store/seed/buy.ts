import { price } from "../acts/code.ts";
import type { Customer } from "../state/customer.ts";
import { bagFrom } from "../state/money.ts";
import type { Currencies } from "../state/money.ts";
import type { DiscountApplication, Order } from "../state/order.ts";
import { payOrder } from "../acts/pay.ts";
import type { TransactionDraft } from "../acts/pay.ts";
import { placeOrder } from "../acts/place.ts";
import type { LineDraft, OrderDraft } from "../acts/place.ts";
import type { Variant } from "../state/product.ts";
import type { Address } from "../state/shop.ts";
import { originalTotals } from "../state/totals.ts";
import type { Store } from "../store.ts";

export type Basket = { variant: Variant; quantity: number }[];

export type Purchase = {
  number: number;
  customer: Customer;
  basket: Basket;
  shipTo?: Address;
  currencies?: Currencies;
  taxesIncluded?: boolean;
  discount?: DiscountApplication;
  note?: string;
  tags?: string[];
  /** How it is paid; at once by card when absent. */
  payment?: "card" | "bank" | "authorized" | "gift-card" | "nothing";
};

const card = { brand: "Visa", last4: "4242" };

/** Someone buys at the storefront, at the store's present moment. */
export function buy(store: Store, purchase: Purchase): Order {
  const currencies = purchase.currencies ?? euros(store);
  const order = placeOrder(store, draftOf(store, purchase, currencies));
  settle(store, order, purchase.payment ?? "card");
  return order;
}

function euros(store: Store): Currencies {
  return { shop: store.shop.currency, presentment: store.shop.currency, rate: 1 };
}

function draftOf(store: Store, purchase: Purchase, currencies: Currencies): OrderDraft {
  const included = purchase.taxesIncluded ?? true;
  const taxes = [included ? { title: "VAT", rate: 0.19 } : { title: "NY State Tax", rate: 0.08875 }];
  const { customer } = purchase;
  const free = purchase.basket.every(({ variant }) => variant.price.minor === 0);
  return {
    number: purchase.number,
    currencies,
    taxesIncluded: included,
    customerId: customer.id,
    email: customer.email,
    phone: customer.phone,
    customerLocale: customer.locale,
    note: purchase.note ?? null,
    tags: purchase.tags ?? [],
    shippingAddress: purchase.shipTo ?? customer.addresses[0] ?? null,
    billingAddress: customer.addresses[0] ?? null,
    lines: purchase.basket.map((row) => lineOf(store, row, { currencies, taxes })),
    shipping: free
      ? []
      : [
          {
            title: "DHL Standard",
            code: "dhl-standard",
            carrier: "dhl",
            price: price(currencies, 4.9),
            taxes,
          },
        ],
    ...(purchase.discount ? { discount: purchase.discount } : {}),
  };
}

function lineOf(
  store: Store,
  { variant, quantity }: Basket[number],
  terms: { currencies: Currencies; taxes: { title: string; rate: number }[] },
): LineDraft {
  const product = store.find("Product", variant.productId);
  return {
    title: product?.title ?? "",
    variantTitle: product && product.variants.length > 1 ? variant.title : null,
    variantId: variant.id,
    productId: variant.productId,
    sku: variant.sku,
    vendor: product?.vendor ?? null,
    quantity,
    unitPrice: bagFrom(terms.currencies, { minor: variant.price.minor, currency: terms.currencies.shop }),
    weightGrams: variant.weightGrams,
    imageUrl: product?.image?.url ?? null,
    taxes: terms.taxes,
  };
}

/** Books what the buyer did about the money. */
function settle(store: Store, order: Order, payment: NonNullable<Purchase["payment"]>): void {
  const { total } = originalTotals(order);
  if (total.shop.minor === 0 || payment === "nothing") return;
  if (payment === "card") return void payOrder(store, order, { gateway: "shopify_payments", card });
  if (payment === "gift-card") {
    const half = { ...total.shop, minor: Math.floor(total.shop.minor / 2) };
    const part: TransactionDraft = {
      kind: "SALE",
      status: "SUCCESS",
      gateway: "gift_card",
      amount: bagFrom(order.currencies, half),
    };
    payOrder(store, order, part);
    return void payOrder(store, order, { gateway: "shopify_payments", card });
  }
  const state = payment === "bank" ? "PENDING" : "SUCCESS";
  const kind = payment === "bank" ? "SALE" : "AUTHORIZATION";
  const gateway = payment === "bank" ? "bank_deposit" : "shopify_payments";
  payOrder(store, order, { kind, status: state, gateway, ...(payment === "bank" ? {} : { card }) });
}
