import type { Order } from "../../state/order.ts";
import { done, refused } from "../../state/outcome.ts";
import type { Outcome } from "../../state/outcome.ts";
import { outstanding } from "../../state/totals.ts";
import type { Store } from "../../store.ts";
import { codeFrom } from "../code.ts";
import { isEmail } from "../edit.ts";
import { touch } from "../touch.ts";

/** Where the buyer can pay what the order still costs; null when it costs nothing more. */
export function paymentUrl(store: Store, order: Order): string | null {
  if (outstanding(order).shop.minor <= 0) return null;
  const [shop, number] = [store.shop.id, order.id].map((id) => id.split("/").at(-1));
  return `${store.shop.storefrontUrl}/${shop}/order_payment/${number}?secret=${paymentSecret(order)}`;
}

/** What the link proves: that it came from the shop. */
export function paymentSecret(order: Order): string {
  return codeFrom(`${order.token}/payment`, 32);
}

export type Invoice = { to?: string | null; subject?: string | null; customMessage?: string | null };

/** Writes to the buyer, with the link to pay by; to the order's own address where none is given. */
export function sendInvoice(store: Store, order: Order, invoice: Invoice): Outcome<Order> {
  const to = invoice.to ?? order.email;
  // Both sentences as live stores answer them.
  if (!to) return refused(null, "No recipient email address was provided", unsent);
  if (!isEmail(to)) return refused(null, "To is invalid", unsent);
  order.invoices = [
    ...(order.invoices ?? []),
    { to, message: invoice.customMessage ?? null, url: paymentUrl(store, order), sentAt: store.now() },
  ];
  touch(store, order);
  return done(order);
}

const unsent = "ORDER_INVOICE_SEND_UNSUCCESSFUL";
