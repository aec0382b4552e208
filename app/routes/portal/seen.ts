import { z } from "zod";

import { shopperHere } from "~/conversations/mark.server";
import { portalDoor, portalPreflight } from "~/http/portal.server";
import { shopperAt } from "~/portal/chat.server";

const Ask = z.strictObject({ visibleSeq: z.number().int().min(0).max(2_000_000_000) });

/** How far the shopper has read. */
export const action = portalDoor(Ask, async (desk, { visibleSeq }) => {
  await shopperHere(desk, shopperAt(desk).visitorId, visibleSeq);
  return {};
});
export const loader = portalPreflight;
