import { fromDecimal, type Money } from "~/kit/money";
import { emailKey } from "~/kit/text";

/** A customer as Shopify describes them. The id is Shopify's gid. */
export type Profile = {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly locale: string | null;
  readonly note: string | null;
  readonly tags: readonly string[];
  readonly ordersCount: number;
  /** In the shop's money, refunds taken off. */
  readonly spent: Money;
  readonly since: Date;
  readonly updatedAt: Date;
};

/** The parts of Shopify's answer that we read. */
export type CustomerPayload = {
  readonly id: string;
  readonly displayName: string;
  readonly locale?: string | null | undefined;
  readonly note?: string | null | undefined;
  readonly tags: readonly string[];
  readonly createdAt: string;
  readonly updatedAt: string;
  /** A 64-bit number, as text. */
  readonly numberOfOrders: string | number;
  readonly amountSpent: { readonly amount: string; readonly currencyCode: string };
  readonly defaultEmailAddress?: { readonly emailAddress: string } | null | undefined;
  readonly defaultPhoneNumber?: { readonly phoneNumber: string } | null | undefined;
};

/** Shopify's words for a customer into ours. */
export function rememberedFrom(payload: CustomerPayload): Profile {
  return {
    id: payload.id,
    name: payload.displayName,
    email: emailKey(payload.defaultEmailAddress?.emailAddress ?? ""),
    phone: payload.defaultPhoneNumber?.phoneNumber ?? null,
    locale: payload.locale ?? null,
    note: payload.note || null,
    tags: payload.tags,
    ordersCount: Number(payload.numberOfOrders),
    spent: fromDecimal(payload.amountSpent.amount, payload.amountSpent.currencyCode),
    since: new Date(payload.createdAt),
    updatedAt: new Date(payload.updatedAt),
  };
}

/** Whether the merchant treats them with special care: the tag VIP, in any case of letters. */
export function isVip(profile: Pick<Profile, "tags">): boolean {
  return profile.tags.some((tag) => tag.toLowerCase() === "vip");
}
