import { whyNotUsable } from "../../state/goodwill/discount-code.ts";
import type { DiscountCode } from "../../state/goodwill/discount-code.ts";
import type { DiscountApplication, Order } from "../../state/order.ts";
import { bagFrom } from "../../state/money.ts";
import { done, refused } from "../../state/outcome.ts";
import type { Outcome } from "../../state/outcome.ts";
import type { Store } from "../../store.ts";

export type DiscountWish = Omit<DiscountCode, "id" | "codeId" | "uses" | "createdAt" | "updatedAt">;

/** A code for the checkout. */
export function createDiscountCode(store: Store, wish: DiscountWish): Outcome<DiscountCode> {
  const refusal = wishRefusal(store, wish);
  if (refusal) return refusal;
  const now = store.now();
  const times = { createdAt: now, updatedAt: now };
  const ids = { id: store.newId("DiscountCodeNode"), codeId: store.newId("DiscountRedeemCode") };
  const discount: DiscountCode = { ...ids, ...wish, uses: [], ...times };
  store.keep(store.discountCodes, discount);
  store.announce("discounts/create", discount.id);
  return done(discount);
}

function wishRefusal(store: Store, wish: DiscountWish) {
  const { value } = wish;
  if (!wish.title.trim()) return refused(["title"], "Title can't be blank", "BLANK");
  if (!wish.code.trim()) return refused(["code"], "Code can't be blank", "BLANK");
  // Recorded from a live store, as is the next.
  if (discountWithCode(store, wish.code))
    return refused(["code"], "Code must be unique. Please try a different code.", "TAKEN");
  if (wish.endsAt !== null && Date.parse(wish.endsAt) <= Date.parse(wish.startsAt))
    return refused(["endsAt"], "Ends at needs to be after starts_at", "INVALID");
  if ("percentage" in value && (value.percentage <= 0 || value.percentage > 1))
    return refused(
      ["customerGets", "value", "percentage"],
      "Value must be between 0.0 and 1.0",
      "VALUE_OUTSIDE_RANGE",
    );
  return personRefusal(store, wish.customerIds ?? []);
}

function personRefusal(store: Store, customerIds: string[]) {
  const unknown = customerIds.find((id) => !store.customers.has(id));
  if (!unknown) return null;
  const number = unknown.split("/").at(-1) ?? "";
  return refused(["context", "customers", "add"], `Customer with id: ${number} is invalid`, "INVALID");
}

/** However it is written. */
export function discountWithCode(store: Store, code: string): DiscountCode | null {
  const wanted = code.toLowerCase();
  return [...store.discountCodes.values()].find((row) => row.code.toLowerCase() === wanted) ?? null;
}

/** What a checkout would take off with this code, for this buyer; null when it refuses the code. */
export function discountAtCheckout(
  store: Store,
  code: string,
  { customerId, currencies }: Pick<Order, "customerId" | "currencies">,
): DiscountApplication | null {
  const discount = discountWithCode(store, code);
  if (!discount || whyNotUsable(discount, customerId, store.clock.now()) !== null) return null;
  const { value } = discount;
  return {
    kind: "CODE",
    title: discount.code,
    code: discount.code,
    value:
      "percentage" in value
        ? { percentage: value.percentage * 100 }
        : { amount: bagFrom(currencies, value.amount) },
    targetType: "LINE_ITEM",
    allocation: "ACROSS",
    targetSelection: "ALL",
  };
}

/** An order was placed with the code: one use less. */
export function useDiscount(store: Store, order: Order): void {
  for (const { code } of order.discounts) {
    const discount = code === null ? null : discountWithCode(store, code);
    discount?.uses.push({ orderId: order.id, customerId: order.customerId });
  }
}
