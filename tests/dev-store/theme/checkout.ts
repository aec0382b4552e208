import { completeDraft } from "../acts/draft/complete.ts";
import { paymentSecret } from "../acts/exchange/collect.ts";
import { payOrder } from "../acts/pay.ts";
import { redirect } from "../http.ts";
import type { Answer } from "../http.ts";
import type { DraftOrder } from "../state/draft.ts";
import type { Order } from "../state/order.ts";
import { outstanding } from "../state/totals.ts";
import { themePage } from "./render.ts";
import type { Look } from "./render.ts";
import { orderDrop } from "./shopper.ts";
import { themeWords } from "./words.ts";

const card = { gateway: "shopify_payments", card: { brand: "Visa", last4: "4242" } };

/** What an order still costs, and the button that pays it. */
export function paymentPage(look: Look, number: string): Promise<Answer> | null {
  const order = orderToPay(look, number);
  return order && checkout(look, order, Math.max(0, outstanding(order).presentment.minor));
}

/** The same for a draft: paid, it becomes an order. */
export function invoicePage(look: Look, token: string): Promise<Answer> | null {
  const draft = draftWith(look, token);
  if (!draft) return null;
  return checkout(
    look,
    draft.contents,
    draft.completedAt ? 0 : outstanding(draft.contents).presentment.minor,
  );
}

function checkout(look: Look, order: Order, due: number): Promise<Answer> {
  const values = { order: orderDrop(look.store, order, look.locale), due };
  const title = themeWords(look.locale, "checkout.title") ?? "";
  return themePage(look, { template: "checkout", title, type: "checkout", values });
}

/** The buyer pays what is due by card. A second click finds nothing due and pays nothing. */
export function payHere(look: Look, number: string): Answer | null {
  const order = orderToPay(look, number);
  if (!order) return null;
  payOrder(look.store, order, card);
  return sameAgain(look);
}

export function payInvoice(look: Look, token: string): Answer | null {
  const draft = draftWith(look, token);
  if (!draft) return null;
  completeDraft(look.store, draft, { payment: card });
  return sameAgain(look);
}

function sameAgain(look: Look): Answer {
  return redirect(`${look.root}${look.path}${look.ask.url.search}`);
}

/** The order of the link; another secret opens nothing. */
function orderToPay({ store, ask }: Look, number: string): Order | null {
  const order = store.find("Order", `gid://shopify/Order/${number}`);
  return order && ask.url.searchParams.get("secret") === paymentSecret(order) ? order : null;
}

function draftWith({ store }: Look, token: string): DraftOrder | null {
  return [...store.drafts.values()].find((draft) => draft.token === token) ?? null;
}
