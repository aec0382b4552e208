import { z } from "zod";

import { portalDoor, portalPreflight } from "~/http/portal.server";
import { shopperAt } from "~/portal/chat.server";
import { checkCode } from "~/portal/lookup.server";
import { ownOrders } from "~/portal/orders.server";

export const handle = { permission: "shopper" } as const;
export const loader = portalPreflight;

const Ask = z.strictObject({
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/),
});

export const action = portalDoor(Ask, async (desk, { code }, ip) => {
  const checked = await checkCode(desk, shopperAt(desk).visitorId, { code, ip });
  return checked.verified ? { verified: true, orders: (await ownOrders(desk)).orders } : checked;
});
