import { z } from "zod";

import { shopperTyping } from "~/conversations/presence.server";
import { portalDoor, portalPreflight } from "~/http/portal.server";
import { shopperAt } from "~/portal/chat.server";

const Ask = z.strictObject({ typing: z.boolean() });

/** The shopper types, or has stopped. */
export const action = portalDoor(Ask, async (desk, { typing }) => {
  await shopperTyping(desk, shopperAt(desk).visitorId, typing);
  return {};
});
export const loader = portalPreflight;
