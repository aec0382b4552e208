import { z } from "zod";

const gid = (kind: string) => z.string().regex(new RegExp(`^gid://shopify/${kind}/\\d{1,20}$`));

const lines = z
  .array(
    z.strictObject({
      id: gid("(?:FulfillmentLineItem|LineItem)"),
      quantity: z.number().int().min(1).max(10_000),
      reason: z.string().max(60),
    }),
  )
  .min(1)
  .max(100);

/** What the widget sends about returns; anything else is refused before an act sees it. */
export const OrderAsk = z.strictObject({ orderId: gid("Order") });
export const EstimateAsk = OrderAsk.extend({ lines });
export const ReturnAsk = EstimateAsk.extend({
  clientId: z.uuid(),
  note: z.string().max(2_000).optional(),
  attachments: z.array(z.uuid()).max(10).optional(),
});
