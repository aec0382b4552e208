import { z } from "zod";

/** What a shopper may get. No gift card: App Store requirement 1.1.15 forbids refunds to gift cards. */
export const outcomes = ["refund", "store-credit", "exchange", "replacement", "keep"] as const;
export type Outcome = (typeof outcomes)[number];

/** When money moves, earliest first. */
export const moments = ["approved", "scanned", "received", "inspected"] as const;
export type Moment = (typeof moments)[number];

/** Minor units of the shop's own money. */
const Minor = z.number().int().min(0).max(1_000_000_000);
/** Hundredths of a per cent; more than 100 % can be typed, and is a problem. */
const BasisPoints = z.number().int().min(0).max(100_000);
/** 0 is none at all; null has no end. */
const Days = z.number().int().min(0).max(3_650).nullable();
/** A day as the shop's calendar has it: "2026-12-24". */
const Day = z.iso.date().regex(/^20/);
const Name = z.string().trim().min(1).max(80);
const Label = z.object({ en: Name, "zh-CN": Name });
const Values = z.array(z.string().trim().min(1).max(255)).max(250).default([]);

const Question = z.object({
  id: z.string().min(1).max(60),
  text: Label,
  /** Asked only of products with one of these tags; of every product when empty. */
  tags: Values,
  answers: z
    .array(
      z.object({
        id: z.string().min(1).max(60),
        label: Label,
        then: z.enum(["accept", "review", "reject", "keep"]),
      }),
    )
    .min(1)
    .max(10),
});

const Wanted = z.enum(["off", "optional", "required"]);

const Reason = z.object({
  /** As Shopify names it. */
  handle: z.string().min(1).max(60),
  label: Label,
  photo: Wanted,
  comment: Wanted,
  /** "ours" waives every fee. */
  fault: z.enum(["ours", "customer"]),
  /** Opens the path for claims instead of a plain return. */
  claim: z.enum(["damaged", "wrong", "missing"]).nullable(),
  questions: z.array(Question).max(10).default([]),
});
export type Reason = z.infer<typeof Reason>;

const When = z.object({
  /** Of the shipping address, as ISO 3166 writes them: "CA". */
  countries: z
    .array(z.string().regex(/^[A-Z]{2}$/))
    .max(250)
    .default([]),
  productTags: Values,
  productTypes: Values,
  /** Handles of collections. */
  collections: Values,
  /** One unit before discounts; both ends belong to it. */
  price: z.object({ from: Minor.nullable(), to: Minor.nullable() }).nullable().default(null),
  /** From this share of the line's price taken off on. */
  discountFrom: z.number().int().min(1).max(10_000).nullable().default(null),
  orderTags: Values,
  /** VIP tiers are customer tags, too. */
  customerTags: Values,
  /** Handles of reasons. */
  reasons: Values,
  /** Days on which the order was placed; both belong to it. */
  placed: z.object({ from: Day.nullable(), until: Day.nullable() }).nullable().default(null),
});
/** All kinds that are given must fit, with any one of their values. */
export type When = z.infer<typeof When>;

const Terms = z.object({
  /** Its own days instead of the rule's. */
  ownWindow: z.object({ days: Days }).nullable().default(null),
  fee: z
    .object({
      /** Once per return. */
      flat: Minor.default(0),
      /** Of what was paid for the line. */
      share: BasisPoints.default(0),
      /** What the label cost us is taken off. */
      label: z.boolean().default(false),
    })
    .prefault({}),
  /** For store credit and exchanges alone. */
  bonus: z
    .object({
      /** Once per return. */
      flat: Minor.default(0),
      share: BasisPoints.default(0),
      cap: Minor.nullable().default(null),
    })
    .prefault({}),
  /** When the money moves. */
  payAt: z.enum(moments).default("received"),
});
/** The terms of one outcome. */
export type Terms = z.infer<typeof Terms>;

const Returnable = z.object({
  kind: z.literal("returnable"),
  windowDays: Days,
  /** What is not named is not offered; an exchange alone is an exchange-only rule. */
  outcomes: z.object({
    refund: Terms.optional(),
    "store-credit": Terms.optional(),
    exchange: Terms.optional(),
    replacement: Terms.optional(),
    keep: Terms.optional(),
  }),
  /** Who pays for the way back. */
  label: z.enum(["shop", "customer"]),
  /** Shopify's location that it goes back to; null for the shop's first. */
  destination: z
    .string()
    .regex(/^gid:\/\/shopify\/Location\/\d{1,20}$/)
    .nullable()
    .default(null),
  /** What was paid for what is kept must be below this; so often a year per customer, null without a limit. */
  keep: z
    .object({ below: Minor, perYear: z.number().int().min(0).max(1_000).nullable() })
    .nullable()
    .default(null),
  approval: z.enum(["auto", "review"]),
});
export type Returnable = z.infer<typeof Returnable>;

const Rule = z.object({
  id: z.string().min(1).max(60),
  name: Name,
  when: When,
  then: z.discriminatedUnion("kind", [z.object({ kind: z.literal("final-sale") }), Returnable]),
});
export type Rule = z.infer<typeof Rule>;

const Holiday = z.object({
  name: Name,
  /** Orders placed on these days, the last one included … */
  from: Day,
  until: Day,
  /** … may come back until the end of this day. */
  backUntil: Day,
});

/** A policy somebody is still typing: well-formed, whatever problems it has. */
export const PolicyDraft = z.object({
  /** Days a parcel is taken to travel when nobody has told us of its delivery. */
  transitDays: z.number().int().min(0).max(90),
  holidays: z.array(Holiday).max(50).default([]),
  reasons: z.array(Reason).min(1).max(50),
  /** In order: the first that fits decides. */
  rules: z
    .array(Rule)
    .min(1)
    .max(200)
    .refine((rules) => new Set(rules.map(({ id }) => id)).size === rules.length, "Two rules have one id"),
});

/** A policy that covers every line: its last rule has no conditions. */
export const Policy = PolicyDraft.refine(({ rules }) => {
  const last = rules.at(-1);
  return last !== undefined && isUnconditional(last.when);
}, "The last rule must fit everything");

/** The merchant's terms: who may send what back, until when, for what, at which price. */
export type Policy = z.infer<typeof PolicyDraft>;

/** Whether these conditions fit everything. */
export function isUnconditional(when: When): boolean {
  const { price, placed, discountFrom, ...lists } = when;
  const isOpen = (range: object | null) =>
    range === null || Object.values(range).every((end) => end === null);
  return (
    discountFrom === null &&
    isOpen(price) &&
    isOpen(placed) &&
    Object.values(lists).every((values) => values.length === 0)
  );
}
