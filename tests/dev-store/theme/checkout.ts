import { paymentSecret } from "../acts/exchange/collect.ts";
import { payOrder } from "../acts/pay.ts";
import { redirect } from "../http.ts";
import type { Answer } from "../http.ts";
import type { Order } from "../state/order.ts";
import { outstanding } from "../state/totals.ts";
import { themePage } from "./render.ts";
import type { Look } from "./render.ts";
import { orderDrop } from "./shopper.ts";
import { themeWords } from "./words.ts";

/** What an order still costs, and the button that pays it. */
export function paymentPage(look: Look, number: string): Promise<Answer> | null {
  const order = orderToPay(look, number);
  if (!order) return null;
  const due = outstanding(order).presentment.minor;
  const values = { order: orderDrop(look.store, order, look.locale), due: Math.max(0, due) };
  const title = themeWords(look.locale, "checkout.title") ?? "";
  return themePage(look, { template: "checkout", title, type: "checkout", values });
}

/** The buyer pays what is due by card. A second click finds nothing due and pays nothing. */
export function payHere(look: Look, number: string): Answer | null {
  const order = orderToPay(look, number);
  if (!order) return null;
  payOrder(look.store, order, { gateway: "shopify_payments", card: { brand: "Visa", last4: "4242" } });
  return redirect(`${look.root}${look.path}${look.ask.url.search}`);
}

/** The order of the link; another secret opens nothing. */
function orderToPay({ store, ask }: Look, number: string): Order | null {
  const order = store.find("Order", `gid://shopify/Order/${number}`);
  return order && ask.url.searchParams.get("secret") === paymentSecret(order) ? order : null;
}
