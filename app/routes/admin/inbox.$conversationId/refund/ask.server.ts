import { z } from "zod";

import { anyId } from "~/http/form";

const Minor = z.int().nonnegative();
const Line = z.strictObject({ lineId: anyId, quantity: z.int().positive().max(100_000) });

/** What somebody looks at: lines and shipping of an order. */
export const Wish = z.strictObject({
  orderId: anyId,
  lines: z.array(Line).max(250),
  shippingMinor: Minor,
  method: z.enum(["original", "store-credit"]).optional(),
});

/** What somebody pays, with the amount their button said. */
export const Ask = Wish.extend({
  clientId: z.uuid(),
  expectedMinor: z.int().positive(),
  note: z.string().max(1_000).nullable(),
  notify: z.boolean(),
  conversationId: z.uuid().nullable(),
});
