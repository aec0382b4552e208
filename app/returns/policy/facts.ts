import type { Money, MoneyPair } from "~/kit/money";

import type { Moment, Outcome, Policy, Terms } from "./document";

/** A policy as it was published; 0 is the one that follows from the shop's settings. */
export type Published = { readonly version: number; readonly policy: Policy };

/** What a policy must know of one line of an order in one parcel (or not yet in any). */
export type LineFacts = {
  readonly productId: string | null;
  readonly tags: readonly string[];
  readonly productType: string | null;
  /** Handles of the collections its product is in. */
  readonly collections: readonly string[];
  /** One unit before discounts, in the shop's money. */
  readonly listPrice: Money;
  /** What was taken off the line, in hundredths of a per cent. */
  readonly discountShare: number;
  /** What was paid for one unit after discounts, in the shop's money. */
  readonly paidUnit: Money;
  /** Units that no return and no refund has taken yet, as Shopify counts them. */
  readonly unreturned: number;
  readonly sentAt: Date | null;
  readonly deliveredAt: Date | null;
};

export type OrderFacts = {
  readonly id: string;
  readonly country: string | null;
  readonly tags: readonly string[];
  readonly placedAt: Date;
  /** What the order cost in both moneys: its own rate between them. */
  readonly total: MoneyPair;
  readonly customer: {
    readonly id: string | null;
    readonly tags: readonly string[];
    /** How often they kept an item within the last year. */
    readonly kept: number;
  };
  readonly exceptions: readonly Exception[];
  readonly timezone: string;
};

/** What a shopper, or an agent for them, asks of a line. */
export type Asked = {
  readonly quantity: number;
  readonly reason: string;
  /** By the question's id, the answer's. */
  readonly answers: Readonly<Record<string, string>>;
};

/** `asked` is null while nobody has chosen a reason: rules for certain reasons do not fit then. */
export type Facts = { readonly line: LineFacts; readonly order: OrderFacts; readonly asked: Asked | null };

/** Somebody on our side decided for one customer, order or product. */
export type Exception = {
  readonly id: string;
  /** block: nothing comes back. allow: whatever the window says. once: the same, for one return, approved. */
  readonly kind: "block" | "allow" | "once";
  /** The gid of a customer, an order or a product. */
  readonly subject: string;
  readonly reason: string;
  readonly author: string;
  readonly approver: string | null;
  readonly expiresAt: Date | null;
  readonly usedAt: Date | null;
};

export type WhyNot =
  | "not-sent"
  | "nothing-left"
  | "blocked"
  | "final-sale"
  | "window-closed"
  | "answered"
  | "nothing-offered"
  | "no-rule";

export type OutcomeJudgement =
  | { readonly kind: Outcome; readonly open: true; readonly until: Date | null; readonly terms: Terms }
  | {
      readonly kind: Outcome;
      readonly open: false;
      readonly because: "window-closed" | "worth-too-much" | "kept-too-often";
    };

/** What a policy says of one line, and which rule said it. */
export type Judgement = {
  readonly version: number;
  /** Null when no rule fits, which only a draft allows. */
  readonly rule: { readonly id: string; readonly name: string } | null;
  /** The exception that decided instead of the rule. */
  readonly exception: Exception | null;
} & (OpenJudgement | ClosedJudgement);

/** How long something may come back. */
export type Window = {
  /** Null without end, and where there are no days at all. */
  readonly until: Date | null;
  /** The days that were granted: 0 for none, null without end or set aside by an exception. */
  readonly days: number | null;
  readonly countedFrom: "delivery" | "sending" | "holiday" | "exception";
};

/** Its window is that of the outcome that stays open longest. */
export type OpenJudgement = Window & {
  readonly open: true;
  readonly outcomes: readonly OutcomeJudgement[];
  readonly approval: "auto" | "review";
  readonly label: "shop" | "customer";
  readonly destination: string | null;
  /** What is kept must have cost less, in the shop's money. */
  readonly keepBelow: number | null;
  /** Our fault: no fee. */
  readonly isOurs: boolean;
};

export type ClosedJudgement = {
  readonly open: false;
  readonly because: WhyNot;
  /** When the window closed. */
  readonly until: Date | null;
};

/** What one outcome would come to for the chosen lines, in the customer's money. */
export type Estimate = {
  readonly outcome: Outcome;
  /** What was paid for the units. */
  readonly items: Money;
  readonly fees: { readonly share: Money; readonly flat: Money; readonly label: Money };
  readonly fee: Money;
  readonly bonus: Money;
  /** What the shopper gets: money, credit, or worth towards other goods. */
  readonly total: Money;
  readonly payAt: Moment;
};
