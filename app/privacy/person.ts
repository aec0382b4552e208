import { z } from "zod";

import { emailKey } from "~/kit/text";

/** Whom Shopify names when somebody wants their data, or to be forgotten. Ids are gids. */
export type Named = {
  readonly customerId: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly orderIds: readonly string[];
};

/** The same person with everything that hangs on them in one shop. */
export type Person = {
  readonly customerIds: readonly string[];
  /** In lower case. */
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  readonly orderIds: readonly string[];
  readonly visitorIds: readonly string[];
  readonly conversationIds: readonly string[];
  readonly returnIds: readonly string[];
};

// Numbers beyond 2^53 were read digit by digit, as text.
const Numbered = z.union([z.number().int().positive(), z.string().regex(/^\d{1,20}$/)]);
const Orders = z.array(Numbered).max(100_000).nullish();

const Asked = z.object({
  customer: z
    .object({
      id: Numbered.nullish(),
      email: z.string().max(320).nullish(),
      phone: z.string().max(60).nullish(),
    })
    .nullish(),
  orders_requested: Orders,
  orders_to_redact: Orders,
});

/**
 * Reads the body of customers/data_request or customers/redact (shopify.dev, "Privacy law compliance").
 * @throws ZodError when it is neither
 */
export function namedIn(body: unknown): Named {
  const { customer, orders_requested, orders_to_redact } = Asked.parse(body);
  const orders = [...(orders_requested ?? []), ...(orders_to_redact ?? [])];
  return {
    customerId: customer?.id ? `gid://shopify/Customer/${customer.id}` : null,
    email: emailKey(customer?.email ?? ""),
    phone: customer?.phone?.trim() || null,
    orderIds: orders.map((id) => `gid://shopify/Order/${id}`),
  };
}

/** What a person can be recognised by in any text: addresses, numbers, Shopify's id. Too short a text is nobody's. */
export function traces({
  customerIds,
  emails,
  phones,
}: Pick<Person, "customerIds" | "emails" | "phones">): string[] {
  const texts = [...emails, ...phones.flatMap(spellings), ...customerIds];
  return [...new Set(texts)].filter((text) => text.length >= 6);
}

/** A number as it was given, and without the spaces, dashes and brackets that people put in. */
function spellings(phone: string): string[] {
  const bare = phone.replace(/[^\d+]/g, "");
  return bare === phone ? [phone] : [phone, bare];
}
