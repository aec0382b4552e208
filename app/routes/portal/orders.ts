import { z } from "zod";

import { portalDoor, portalPreflight } from "~/http/portal.server";
import { ownOrders } from "~/portal/orders.server";

export const handle = { permission: "shopper" } as const;
export const loader = portalPreflight;
export const action = portalDoor(z.strictObject({}), ownOrders);
