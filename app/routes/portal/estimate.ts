import { portalDoor, portalPreflight } from "~/http/portal.server";
import { EstimateAsk } from "~/portal/return-ask";
import { ownEstimate } from "~/portal/returns.server";

export const handle = { permission: "shopper" } as const;
export const loader = portalPreflight;
export const action = portalDoor(EstimateAsk, ownEstimate);
