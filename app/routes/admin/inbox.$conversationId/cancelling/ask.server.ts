import { z } from "zod";

import { anyId } from "~/http/form";

import { cancelReasons } from "~/orders/cancel";

export const Look = z.strictObject({ orderId: anyId });

/** A cancellation, with the amount its button said would be paid back. */
export const Cancellation = Look.extend({
  clientId: z.uuid(),
  reason: z.enum(cancelReasons),
  restock: z.boolean(),
  refund: z.enum(["original", "store-credit", "none"]),
  expectedMinor: z.int().nonnegative(),
  // Shopify takes 255 characters; the payment's own mark needs some of them.
  note: z.string().max(200).nullable(),
  notify: z.boolean(),
  conversationId: z.uuid().nullable(),
});
