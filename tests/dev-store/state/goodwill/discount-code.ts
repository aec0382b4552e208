import type { Money } from "../money.ts";

/** A code for money off: for whom, how often, until when. */
export type DiscountCode = {
  id: string;
  /** The code has an id of its own: one discount may have many. Here it has one. */
  codeId: string;
  title: string;
  code: string;
  startsAt: string;
  endsAt: string | null;
  usageLimit: number | null;
  appliesOncePerCustomer: boolean;
  /** null: for everybody. */
  customerIds: string[] | null;
  /** `percentage` as Shopify has it: 0.1 is a tenth. */
  value: { percentage: number } | { amount: Money; appliesOnEachItem: boolean };
  combinesWith: { orderDiscounts: boolean; productDiscounts: boolean; shippingDiscounts: boolean };
  uses: { orderId: string; customerId: string | null }[];
  createdAt: string;
  updatedAt: string;
};

export function discountStatus(
  { startsAt, endsAt }: DiscountCode,
  now: Date,
): "ACTIVE" | "EXPIRED" | "SCHEDULED" {
  if (Date.parse(startsAt) > now.getTime()) return "SCHEDULED";
  return endsAt !== null && Date.parse(endsAt) <= now.getTime() ? "EXPIRED" : "ACTIVE";
}

/** Why a checkout would not take the code of this buyer; null when it would. */
export function whyNotUsable(
  discount: DiscountCode,
  customerId: string | null,
  now: Date,
): "not-active" | "used-up" | "for-others" | "already-used" | null {
  const { usageLimit, uses, customerIds } = discount;
  if (discountStatus(discount, now) !== "ACTIVE") return "not-active";
  if (usageLimit !== null && uses.length >= usageLimit) return "used-up";
  if (customerIds !== null && !customerIds.includes(customerId ?? "")) return "for-others";
  const own = uses.some((use) => use.customerId !== null && use.customerId === customerId);
  return discount.appliesOncePerCustomer && own ? "already-used" : null;
}
