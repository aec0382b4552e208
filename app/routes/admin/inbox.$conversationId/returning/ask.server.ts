import { z } from "zod";

import { anyId } from "~/http/form";

const Quantity = z.int().positive().max(100_000);

export const Decision = z.discriminatedUnion("verdict", [
  z.strictObject({ verdict: z.literal("approve"), returnId: z.uuid() }),
  z.strictObject({
    verdict: z.literal("decline"),
    returnId: z.uuid(),
    reason: z.enum(["final-sale", "window-closed", "other"]),
    note: z.string().max(500),
  }),
]);

export const Receipt = z.strictObject({
  returnId: z.uuid(),
  lines: z
    .array(
      z.strictObject({ id: z.uuid(), quantity: z.int().nonnegative().max(100_000), restock: z.boolean() }),
    )
    .max(250),
});

export const Payment = z.strictObject({
  returnId: z.uuid(),
  clientId: z.uuid(),
  expectedMinor: z.int().positive(),
  shipping: z.boolean(),
  method: z.enum(["original", "store-credit"]).optional(),
  note: z.string().max(1_000).nullable(),
  notify: z.boolean(),
});

export const Look = z.strictObject({ returnId: z.uuid(), shipping: z.boolean() });

export const Request = z.strictObject({
  clientId: z.uuid(),
  orderId: anyId,
  conversationId: z.uuid().nullable(),
  lines: z
    .array(z.strictObject({ id: anyId, quantity: Quantity, reason: z.string().max(60) }))
    .min(1)
    .max(250),
  note: z.string().max(1_000),
});
