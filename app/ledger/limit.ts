import { money, type Money } from "~/kit/money";
import type { Limited, Limits } from "~/shops/money-limits";

/**
 * Whose limits count. Only these may wish for money at all; a shopper and a viewer may not. The app acting by
 * itself acts for a rule that the merchant wrote.
 */
export type Authority = "owner" | Limited;

/** Which limit a payment would go beyond; "pace": too many payments in too short a time. */
export const limitNames = ["action", "ticket", "day", "customer", "pace"] as const;
export type LimitName = (typeof limitNames)[number];

/** What has been paid, or is under way, in minor units of the shop's money. */
export type Spent = {
  readonly ticket: number;
  readonly day: number;
  readonly customer: number;
  /** Payments of the last ten minutes, by the same person. */
  readonly payments: number;
};

export type Standing = {
  readonly authority: Authority;
  /** Null for owners. */
  readonly limits: Limits | null;
  readonly pace: number;
  readonly spent: Spent;
};

const counted: Readonly<Record<string, Authority>> = {
  owner: "owner",
  manager: "lead",
  lead: "lead",
  agent: "agent",
  "returns-specialist": "agent",
};

/** Who this actor is to the limits: leads' hold for managers too; null when they may move no money at all. */
export function authorityOf(actor: { readonly kind: string; readonly role?: string }): Authority | null {
  if (actor.kind === "assistant") return "assistant";
  if (actor.kind === "system") return "rules";
  if (actor.kind !== "agent") return null;
  return actor.role !== undefined && Object.hasOwn(counted, actor.role)
    ? (counted[actor.role] ?? null)
    : null;
}

/**
 * Every limit that paying this much more would exceed, in the order of limitNames; none when it may be paid.
 * Exactly the limit may be paid.
 */
export function exceeded(minor: number, { limits, pace, spent }: Standing): LimitName[] {
  const sums: Record<Exclude<LimitName, "pace">, number> = {
    action: minor,
    ticket: spent.ticket + minor,
    day: spent.day + minor,
    customer: spent.customer + minor,
  };
  const isOver = (name: LimitName) => {
    if (name === "pace") return spent.payments >= pace;
    const limit = limits?.[name] ?? null;
    return limit !== null && sums[name] > limit;
  };
  return limitNames.filter(isOver);
}

/** The most that may still be paid in one go, in the shop's minor units; null when nothing limits it. */
export function mostNow({ limits, pace, spent }: Standing): number | null {
  if (spent.payments >= pace) return 0;
  if (!limits) return null;
  const left = [
    limits.action,
    limits.ticket === null ? null : limits.ticket - spent.ticket,
    limits.day === null ? null : limits.day - spent.day,
    limits.customer === null ? null : limits.customer - spent.customer,
  ].filter((value) => value !== null);
  return left.length === 0 ? null : Math.max(0, Math.min(...left));
}

/** What an order came to in the shop's money and in the customer's: the rate at which it was sold. */
export type Rate = { readonly shop: Money; readonly customer: Money };

/** An amount of the customer's money in the shop's, by the order's own rate; a broken unit counts whole. */
export function inShopMoney(amount: Money, { shop, customer }: Rate): Money {
  if (amount.currency === shop.currency) return amount;
  if (customer.minor <= 0) return money(amount.minor, shop.currency);
  const product = BigInt(amount.minor) * BigInt(shop.minor);
  const whole = product / BigInt(customer.minor);
  const isBroken = whole * BigInt(customer.minor) !== product;
  return money(Number(isBroken ? whole + 1n : whole), shop.currency);
}
