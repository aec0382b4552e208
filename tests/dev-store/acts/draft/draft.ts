import { sum } from "../../state/money.ts";
import type { AppliedDiscount, DraftLine, DraftOrder } from "../../state/draft.ts";
import type { DiscountApplication, Metafield, Order } from "../../state/order.ts";
import { done } from "../../state/outcome.ts";
import type { Outcome, UserError } from "../../state/outcome.ts";
import type { Store } from "../../store.ts";
import { codeFrom, price } from "../code.ts";
import { isEmail } from "../edit.ts";
import { writtenOrder } from "../place.ts";
import type { LineDraft, OrderDraft, Register } from "../place.ts";

export type DiscountWish = Omit<AppliedDiscount, "amount">;
export type DraftWish = Omit<OrderDraft, "lines" | "discount"> & {
  lines: (Omit<LineDraft, "discount"> & { discount?: DiscountWish | null })[];
  discount?: DiscountWish | null;
  taxExempt?: boolean;
  metafields?: Omit<Metafield, "id">[];
};

/** Writes a draft. What is refused, and in which words, is recorded from a live store. */
export function createDraft(store: Store, wish: DraftWish): Outcome<DraftOrder> {
  const errors = [...goodsErrors(wish), ...discountErrors(wish)];
  if (errors.length > 0) return { value: null, errors };
  const id = store.newId("DraftOrder");
  const contents = contentsOf(store, id, wish);
  const now = store.now();
  const draft: DraftOrder = {
    id,
    name: `#D${store.drafts.size + 1}`,
    createdAt: now,
    updatedAt: now,
    completedAt: null,
    invoiceSentAt: null,
    orderId: null,
    token: codeFrom(`${id}/invoice`, 32),
    taxExempt: wish.taxExempt ?? false,
    discount: wish.discount ? appliedDiscount(contents, wish.discount, 0) : null,
    lines: wish.lines.map((_line, position) => draftLine(store, { id, contents, wish }, position)),
    metafields: (wish.metafields ?? []).map((field) => ({ id: store.newId("Metafield"), ...field })),
    contents,
  };
  store.keep(store.drafts, draft);
  store.index(...draft.lines);
  store.announce("draft_orders/create", id);
  return done(draft);
}

function goodsErrors(wish: DraftWish): UserError[] {
  const error = (message: string, field: string[] | null = null) => ({ field, message, code: null });
  if (wish.lines.length === 0) return [error("Add at least 1 product")];
  if (wish.email && !isEmail(wish.email)) return [error("Email is invalid", ["email"])];
  return wish.lines.flatMap((line, position) => {
    const field = ["lineItems", String(position), "quantity"];
    if (line.quantity < 1) return [error("Quantity must be greater than or equal to 1", field)];
    if (!line.title.trim()) return [error("Merchandise title is empty.")];
    return line.unitPrice.shop.minor < 0 ? [error("Cannot send negative price for line_item")] : [];
  });
}

function discountErrors(wish: DraftWish): UserError[] {
  const ofLines = wish.lines.map(({ discount }, position) => ({
    discount,
    path: ["lineItems", String(position)],
  }));
  return [{ discount: wish.discount, path: [] as string[] }, ...ofLines].flatMap(({ discount, path }) => {
    const message = discount ? discountProblem(discount) : null;
    return message ? [{ field: [...path, "appliedDiscount", "value"], message, code: null }] : [];
  });
}

function discountProblem({ value, valueType }: DiscountWish): string | null {
  if (valueType === "PERCENTAGE" && value > 100)
    return "Applied discount value must be less than or equal to 100%";
  return Math.abs(value * 100 - Math.round(value * 100)) > 1e-6
    ? "Applied discount value can have at most 2 digits after decimal point"
    : null;
}

/** The order it would become, under the draft's own id. */
function contentsOf(store: Store, id: string, wish: DraftWish): Order {
  const { lines, discount, metafields: _fields, taxExempt: _exempt, ...rest } = wish;
  const currencies = rest.currencies ?? {
    shop: store.shop.currency,
    presentment: store.shop.currency,
    rate: 1,
  };
  const nothing: Register = {
    newId: (kind) => (kind === "Order" ? id : ""),
    now: () => store.now(),
    shop: store.shop,
    nextOrderNumber: () => 0,
    countOrder: () => undefined,
  };
  return writtenOrder(nothing, {
    ...rest,
    currencies,
    sourceName: "shopify_draft_order",
    ...(discount ? { discount: applicationOf(currencies, discount, "ACROSS") } : {}),
    lines: lines.map(({ discount: own, ...line }) => ({
      ...line,
      ...(own ? { discount: applicationOf(currencies, own, "EACH") } : {}),
    })),
  });
}

function applicationOf(
  currencies: Order["currencies"],
  { title, description, value, valueType }: DiscountWish,
  allocation: "ACROSS" | "EACH",
): DiscountApplication {
  const percentage = Math.max(0, value);
  return {
    kind: "MANUAL",
    title: title ?? description,
    code: null,
    value: valueType === "PERCENTAGE" ? { percentage } : { amount: price(currencies, percentage) },
    targetType: "LINE_ITEM",
    allocation,
    targetSelection: allocation === "ACROSS" ? "ALL" : "EXPLICIT",
  };
}

/** With what it came to: the sum of what the application of this number takes off. */
function appliedDiscount(contents: Order, wish: DiscountWish, application: number): AppliedDiscount {
  const parts = contents.lines.flatMap((line) => line.discountAllocations);
  const own = parts.filter(({ discount }) => discount === application).map(({ amount }) => amount);
  return { ...wish, amount: sum(own, contents.currencies) };
}

type Making = { id: string; contents: Order; wish: DraftWish };

function draftLine(store: Store, { id, contents, wish }: Making, position: number): DraftLine {
  const own = wish.lines[position]?.discount ?? null;
  const before = wish.lines.slice(0, position).filter(({ discount }) => discount).length;
  const application = before + (wish.discount ? 1 : 0);
  return {
    id: store.newId("DraftOrderLineItem"),
    draftId: id,
    position,
    discount: own && appliedDiscount(contents, own, application),
  };
}
