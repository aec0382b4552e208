import type { DraftOrder } from "../../state/draft.ts";
import { draftStatus } from "../../state/draft.ts";
import type { Order } from "../../state/order.ts";
import { done, refused } from "../../state/outcome.ts";
import type { Outcome, UserError } from "../../state/outcome.ts";
import { originalTotals } from "../../state/totals.ts";
import type { Store } from "../../store.ts";
import { codeFrom } from "../code.ts";
import { isEmail } from "../edit.ts";
import type { TransactionDraft } from "../pay.ts";
import { enterOrder } from "../place.ts";
import { commitUnits } from "../shelf/stock.ts";

/** How it is paid: by hand unless said otherwise, or not yet. */
export type Completion = { isPending?: boolean; payment?: Partial<TransactionDraft> };

/** Makes the order. Its goods are reserved; one that costs nothing is paid as it stands. */
export function completeDraft(store: Store, draft: DraftOrder, how: Completion = {}): Outcome<DraftOrder> {
  if (draftStatus(draft) === "COMPLETED")
    return refused(["id"], "This draft order has already been completed.");
  const order = orderFrom(store, draft);
  const total = originalTotals(order).total;
  const isFree = total.shop.minor === 0;
  if (how.isPending) order.statedFinancialStatus = "PENDING";
  const sale = { kind: "SALE", status: "SUCCESS", gateway: "manual", amount: total, ...how.payment } as const;
  enterOrder(store, order, isFree || how.isPending ? [] : [sale]);
  if (isFree) store.announce("orders/paid", order.id);
  for (const line of order.lines) commitUnits(store, line);
  Object.assign(draft, { orderId: order.id, completedAt: store.now() });
  change(store, draft);
  return done(draft);
}

/** The draft's contents under real ids and the next number. */
function orderFrom(store: Store, { contents, metafields }: DraftOrder): Order {
  const id = store.newId("Order");
  const number = store.nextOrderNumber();
  store.countOrder(number);
  const now = store.now();
  return {
    ...structuredClone(contents),
    ...{ id, number, name: `#${number}`, createdAt: now, processedAt: now, updatedAt: now },
    confirmationNumber: codeFrom(id, 9).toUpperCase(),
    token: codeFrom(`${id}/token`, 32),
    lines: contents.lines.map((line) => ({ ...line, id: store.newId("LineItem"), orderId: id })),
    shippingLines: contents.shippingLines.map((line) => ({
      ...line,
      id: store.newId("ShippingLine"),
      orderId: id,
    })),
    metafields: metafields.map((field) => ({ ...field, id: store.newId("Metafield") })),
  };
}

/** Where the buyer sees the draft and pays it. */
export function invoiceUrl(store: Store, draft: DraftOrder): string {
  return `${store.shop.storefrontUrl}/${store.shop.id.split("/").at(-1)}/invoices/${draft.token}`;
}

/** Writes to the buyer with that link. The refusals are recorded from a live store, several at once. */
export function sendDraftInvoice(
  store: Store,
  draft: DraftOrder,
  email: { to?: string | null },
): Outcome<DraftOrder> {
  const to = email.to ?? draft.contents.email;
  const problems: string[] = [];
  if (!to) problems.push("To can't be blank");
  else if (!isEmail(to)) problems.push("To is invalid");
  if (draftStatus(draft) === "COMPLETED")
    problems.push("Draft order Invoice can't be sent. This draft order is already paid.");
  const errors: UserError[] = problems.map((message) => ({ field: null, message, code: null }));
  if (errors.length > 0) return { value: null, errors };
  draft.invoiceSentAt = store.now();
  change(store, draft);
  return done(draft);
}

function change(store: Store, draft: DraftOrder): void {
  draft.updatedAt = store.now();
  store.announce("draft_orders/update", draft.id);
}
