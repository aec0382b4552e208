import { z } from "zod";

import { portalDoor, portalPreflight } from "~/http/portal.server";
import { leaveAddress } from "~/portal/visitor/address.server";

export const handle = { permission: "shopper" } as const;
export const loader = portalPreflight;

/** Where the shopper wants our answers when they have left. */
export const action = portalDoor(z.strictObject({ email: z.string().min(3).max(254) }), leaveAddress);
