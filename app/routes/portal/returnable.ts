import { portalDoor, portalPreflight } from "~/http/portal.server";
import { OrderAsk } from "~/portal/return-ask";
import { ownReturnable } from "~/portal/returns.server";

export const handle = { permission: "shopper" } as const;
export const loader = portalPreflight;
export const action = portalDoor(OrderAsk, ownReturnable);
