import { z } from "zod";

import type { Named, Person } from "~/privacy/person";

/** One erasure, in keyed fingerprints: whoever has the person before them recognises them, nobody else does. */
export const Entry = z.strictObject({
  id: z.uuid(),
  kind: z.enum(["customer", "shop"]),
  shop: z.string(),
  marks: z.array(z.string()),
  at: z.coerce.date(),
});
export type Entry = z.infer<typeof Entry>;

/** The kinds of things that a person is found by. */
export const markKinds = ["customer", "email", "phone", "order"] as const;
export type MarkKind = (typeof markKinds)[number];

/** What is fingerprinted of a thing; the kind keeps an order and a customer of the same number apart. */
export function markOf(kind: MarkKind | "shop", value: string): string {
  return `erased:${kind}:${value.toLowerCase()}`;
}

/** Everything that a person can be found by. */
export function marksOf(person: Person): string[] {
  const { customerIds, emails, phones, orderIds } = person;
  const all: [MarkKind, readonly string[]][] = [
    ["customer", customerIds],
    ["email", emails],
    ["phone", phones],
    ["order", orderIds],
  ];
  return all.flatMap(([kind, values]) => values.map((value) => markOf(kind, value)));
}

/** What was recognised, as people to be looked for again. */
export function namedFrom(found: Readonly<Record<MarkKind, readonly string[]>>): Named[] {
  const nobody: Named = { customerId: null, email: null, phone: null, orderIds: [] };
  const named = [
    ...found.customer.map((customerId) => ({ ...nobody, customerId })),
    ...found.email.map((email) => ({ ...nobody, email })),
    ...found.phone.map((phone) => ({ ...nobody, phone })),
  ];
  return found.order.length > 0 ? [...named, { ...nobody, orderIds: found.order }] : named;
}
