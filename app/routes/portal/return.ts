import { portalDoor, portalPreflight } from "~/http/portal.server";
import { ReturnAsk } from "~/portal/return-ask";
import { requestOwnReturn } from "~/portal/returns.server";

export const handle = { permission: "shopper" } as const;
export const loader = portalPreflight;
export const action = portalDoor(ReturnAsk, requestOwnReturn);
